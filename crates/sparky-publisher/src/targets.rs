//! What targets have in common, so that the publisher can treat them alike. One file per target.
//! It must not know in which order targets are served, nor the ledger.

mod bluesky;
mod devto;
mod discord;
mod docs_git;
mod docs_github;
mod email;
mod export;
mod feed;
mod folder;
mod ghost;
mod github_comment;
mod github_discussion;
mod github_issue;
mod github_release;
mod hashnode;
mod linkedin;
mod marker;
mod mastodon;
mod network;
mod shelf;
mod slack;
mod slack_webhook;
mod step_summary;
mod teams;
mod telegram;
mod webhook;
mod wordpress;
mod x;

pub(crate) use bluesky::Bluesky;
pub(crate) use devto::Devto;
pub(crate) use discord::Discord;
pub(crate) use docs_git::{DocsGit, Place};
pub(crate) use docs_github::{DocsGithub, DocsPlace};
pub(crate) use email::Email;
pub(crate) use export::Export;
pub(crate) use feed::Feed;
pub(crate) use folder::Folder;
pub(crate) use ghost::Ghost;
pub(crate) use github_comment::GithubComment;
pub(crate) use github_discussion::GithubDiscussion;
pub(crate) use github_issue::GithubIssue;
pub(crate) use github_release::GithubRelease;
pub(crate) use hashnode::Hashnode;
pub(crate) use linkedin::LinkedIn;
pub(crate) use marker::{Marker, digest, encode};
pub(crate) use mastodon::Mastodon;
pub(crate) use shelf::{PAGE, PAGES, Seen, Shelf};
pub(crate) use slack::Slack;
pub(crate) use slack_webhook::SlackWebhook;
pub(crate) use step_summary::StepSummary;
pub(crate) use teams::Teams;
pub(crate) use telegram::Telegram;
pub(crate) use webhook::Webhook;
pub(crate) use wordpress::WordPress;
pub(crate) use x::X;

use sparky_store::Record;

use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::pages::Drawn;
use crate::post::Post;
use crate::request::Request;

/// How a target differs from what it should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// It does not know the item.
    New,
    /// It holds another text.
    Changed,
    /// It holds exactly that.
    Same,
    /// It holds what somebody else wrote over ours, which stays.
    Edited,
}

impl Change {
    /// New or changed as the first file is; when only another one differs, changed.
    pub(crate) fn of_files(files: &[Self]) -> Self {
        if files.contains(&Self::Edited) {
            return Self::Edited;
        }
        let any_differs = files.iter().any(|change| *change != Self::Same);
        match files.first() {
            Some(Self::Same) if any_differs => Self::Changed,
            Some(change) => *change,
            None => Self::Same,
        }
    }
}

/// One entry per post, in the same order.
pub(crate) type Changes = Vec<Result<Change, Error>>;

/// When only the index or the links of other pages differ, the last item that is as it should be takes them along.
pub(crate) fn mark_for(drawn: &Drawn, changes: &mut Changes) {
    let is_due = |change: &Result<Change, Error>| matches!(change, Ok(Change::New | Change::Changed));
    if drawn.others.is_empty() || changes.iter().any(is_due) {
        return;
    }
    if let Some(last) = changes.iter_mut().rev().find(|change| matches!(change, Ok(Change::Same))) {
        *last = Ok(Change::Changed);
    }
}

/// A place that holds files and can be compared with them: bringing it up to date twice does no harm.
/// An error of a whole call is one that all posts share.
pub(crate) trait Mirror {
    /// Looks at the target, fresh on every call, and compares: what would be sent, or what has arrived. Writes nothing.
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error>;

    /// Brings the target up to date and says what that took. Sends nothing twice, also when it is called again.
    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error>;

    /// Where the item can be read: a web address or a path. Known once the target was looked at.
    fn address(&self, post: &Post<'_>) -> Option<String>;

    /// What would be written.
    fn plan(&self, post: &Post<'_>) -> Vec<Request>;

    /// Whether the item waits there until a person lets it pass. Known once the target was looked at.
    fn is_in_review(&self, _: &Post<'_>) -> bool {
        false
    }

    /// Takes the item back, also when that was tried before.
    async fn withdraw(&self, _: &Record) -> Result<Withdrawn, Error> {
        Ok(Withdrawn::ByHand("sparky takes nothing back there".to_owned()))
    }

    /// Looks whether it is there and may be written, and writes nothing.
    async fn check(&self) -> Result<Checked, Error> {
        Ok(Checked::untold())
    }
}

/// A service that takes one message at a time and may take it twice.
pub(crate) trait Service {
    /// The request that brings the item there, or up to date where something of it was found. Fails where the text does
    /// not fit.
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error>;

    /// The request after those that are `done`, each with what the service answered; none when nothing is left to send.
    /// An item is one request unless a service says otherwise: a picture and then the post, or the posts of a thread.
    /// In a plan the answers are placeholders. The item is known by the first answer that has an address.
    fn next(&self, post: &Post<'_>, found: &Found, done: &[Trace]) -> Result<Option<Request>, Error> {
        if done.is_empty() { self.plan(post, found).map(Some) } else { Ok(None) }
    }

    /// Learns what a plan depends on, such as how long a text this server takes. Called before all else, and writes nothing.
    async fn prepare(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Looks for the item, fresh on every call; `record` is what the ledger knows.
    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error>;

    /// Sends it, once.
    async fn send(&self, request: &Request) -> Result<Trace, Error>;

    /// Takes the item back, also when that was tried before.
    async fn withdraw(&self, _: &Record) -> Result<Withdrawn, Error> {
        Ok(Withdrawn::ByHand("sparky takes nothing back there".to_owned()))
    }

    /// What bringing the item there costs in US dollars, as far as it is known; nothing at most services.
    fn cost(&self, _: &Post<'_>) -> Option<f64> {
        None
    }

    /// Looks whether it is there, allows it and takes more, and writes nothing.
    async fn check(&self) -> Result<Checked, Error> {
        Ok(Checked::untold())
    }
}

/// What a service says of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// It is not there.
    Nothing,
    /// It is there as it should be.
    Same(Trace),
    /// It is there as it should be in all these parts, in the order of their requests.
    All(Vec<Trace>),
    /// It is there with another text of ours.
    Changed(Trace),
    /// These parts of it are there, in the order of their requests; the others are missing.
    Part(Vec<Trace>),
    /// It is there and must stay as it is, for this reason.
    Left(Trace, String),
    /// The service cannot be asked.
    Untold,
}

impl Found {
    /// What is there, and need not be sent any more.
    pub(crate) fn parts(&self) -> &[Trace] {
        match self {
            Self::Part(parts) | Self::All(parts) => parts,
            _ => &[],
        }
    }
}

/// Where a service keeps an item, or a part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trace {
    /// The service's name for it, for updates.
    pub(crate) remote: Option<String>,
    /// Where people read it.
    pub(crate) url: Option<String>,
}

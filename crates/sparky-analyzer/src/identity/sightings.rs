//! How often and how everybody is written in the records. Every spelling is looked at once, however many records have
//! it. It must not know who is behind a spelling.

use std::collections::BTreeMap;

use foldhash::HashMap;
use sparky_schema::Login;
use sparky_schema::collection::{Backlog, Records, RepositoryFacts};
use sparky_schema::records::{Actor, Signature};

/// How one person was written.
#[derive(Default)]
pub(super) struct Sightings {
    pub(super) logins: BTreeMap<Login, u64>,
    pub(super) names: BTreeMap<String, u64>,
    bot: bool,
    /// Whether anything but a trailer names them. Anybody can write a trailer, so it makes a bot only of somebody
    /// who is known from nowhere else.
    acted: bool,
    bot_in_trailer: bool,
}

impl Sightings {
    pub(super) fn is_bot(&self) -> bool {
        self.bot || (self.bot_in_trailer && !self.acted)
    }

    /// The name that commits give most often.
    pub(super) fn usual_name(&self) -> Option<String> {
        let best = self.names.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        best.map(|(name, _)| name.clone())
    }

    pub(super) fn add_account(&mut self, login: &Login, seen: Seen) {
        *self.logins.entry(login.clone()).or_default() += seen.times;
        self.bot |= seen.bot;
        self.acted = true;
    }

    pub(super) fn add_signature(&mut self, signature: &Signature, seen: Signed) {
        let times = seen.authored + seen.in_trailers;
        self.bot |= signature.bot && seen.authored > 0;
        self.bot_in_trailer |= signature.bot && seen.in_trailers > 0;
        self.acted |= seen.authored > 0;
        if let Some(login) = &signature.login {
            *self.logins.entry(login.clone()).or_default() += times;
        }
        let name = signature.name.trim();
        if !name.is_empty() {
            *self.names.entry(name.to_owned()).or_default() += times;
        }
    }
}

/// An account in the records.
#[derive(Default, Clone, Copy)]
pub(super) struct Seen {
    times: u64,
    bot: bool,
}

/// A signature in the records.
#[derive(Default, Clone, Copy)]
pub(super) struct Signed {
    authored: u64,
    in_trailers: u64,
}

impl Signed {
    /// Whether a commit is by them; trailers alone prove nothing.
    pub(super) fn is_author(self) -> bool {
        self.authored > 0
    }
}

/// Every spelling in the records.
#[derive(Default)]
pub(super) struct Spellings<'a> {
    pub(super) accounts: HashMap<&'a Login, Seen>,
    pub(super) signatures: HashMap<&'a Signature, Signed>,
}

impl<'a> Spellings<'a> {
    pub(super) fn of(repositories: &'a [RepositoryFacts]) -> Self {
        let mut found = Self::default();
        repositories.iter().for_each(|repository| found.add(&repository.records));
        repositories.iter().filter_map(|repository| repository.backlog.as_ref()).for_each(|one| found.add_backlog(one));
        found
    }

    /// Who waits did nothing lately, and changes nobody's spelling.
    fn add_backlog(&mut self, backlog: &'a Backlog) {
        let authors = backlog.pull_requests.iter().map(|p| p.author.as_ref());
        let authors = authors.chain(backlog.issues.iter().map(|issue| issue.author.as_ref()));
        let said = backlog.comments.iter().chain(&backlog.review_comments).map(|comment| comment.author.as_ref());
        let said = said.chain(backlog.reviews.iter().map(|review| review.author.as_ref()));
        for actor in authors.chain(said).flatten() {
            self.accounts.entry(&actor.login).or_default().bot |= actor.bot;
        }
    }

    fn add(&mut self, records: &'a Records) {
        for commit in &records.commits {
            self.signatures.entry(&commit.author).or_default().authored += 1;
            for co_author in &commit.co_authors {
                self.signatures.entry(co_author).or_default().in_trailers += 1;
            }
        }
        for actor in actors(records).flatten() {
            let seen = self.accounts.entry(&actor.login).or_default();
            seen.times += 1;
            seen.bot |= actor.bot;
        }
    }
}

fn actors(records: &Records) -> impl Iterator<Item = Option<&Actor>> {
    let pull_requests = records.pull_requests.iter().flat_map(|p| [p.author.as_ref(), p.merged_by.as_ref()]);
    let comments = records.comments.iter().chain(&records.review_comments).map(|c| c.author.as_ref());
    let issues = records.issues.iter().map(|i| i.author.as_ref());
    let reviews = records.reviews.iter().map(|r| r.author.as_ref());
    let releases = records.releases.iter().map(|r| r.author.as_ref());
    pull_requests.chain(comments).chain(issues).chain(reviews).chain(releases)
}

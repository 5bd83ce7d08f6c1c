//! A folder of a git repository that people read: one commit per run, made on top of whatever is there, pushed without
//! force. A push that loses a race starts again on the new tip. It must not know what is in the texts.

mod address;
mod refusal;
mod scratch;
mod seen;

use std::sync::{Mutex, OnceLock, PoisonError};

use sparky_git::Git;
use sparky_store::Record;

use self::address::Address;
use self::scratch::{Entry, Pushed, Scratch, Tip};
use self::seen::{Due, Seen, is_done, is_due, leave_whole, of_posts};
use super::{Change, Changes, Mirror};
use crate::config::{Pages, Secret, Site};
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Refusal};
use crate::pages::{Drawn, Held, Outline};
use crate::post::{Post, commit_message, file_names, is_safe};
use crate::request::Request;

/// Every lost race means that somebody else's push went through, so a handful is plenty.
const ATTEMPTS: usize = 5;

/// The repository and the folder in it.
pub(crate) struct DocsGit<'a> {
    git: &'a Git,
    address: Address,
    branch: Option<&'a str>,
    path: String,
    outline: Outline<'a>,
    branch_seen: OnceLock<String>,
    /// What would be written.
    due: Mutex<Vec<Due>>,
}

/// Where the texts go.
pub(crate) struct Place<'a> {
    pub(crate) url: &'a str,
    pub(crate) branch: Option<&'a str>,
    pub(crate) path: &'a str,
    pub(crate) token: Option<&'a Secret>,
    pub(crate) pages: &'a Pages,
    pub(crate) site: &'a Site,
}

impl<'a> DocsGit<'a> {
    /// # Errors
    /// When the address holds a secret or the path leads out of the repository.
    pub(crate) fn new(git: &'a Git, place: &Place<'a>) -> Result<Self, Error> {
        let prefix = prefix(place.path)?;
        let address = Address::parse(place.url, place.token)?;
        let outline = Outline::new(place.pages, place.path, place.site, false);
        let (branch, branch_seen, due) = (place.branch, OnceLock::new(), Mutex::default());
        Ok(Self { git, address, branch, path: prefix, outline, branch_seen, due })
    }

    /// Every file as it shall be: those of the items, then the index and pages that have a new neighbour.
    async fn entries<'p>(
        &self,
        scratch: &Scratch<'_>,
        tip: &Tip,
        posts: &'p [Post<'p>],
        gone: &[&str],
    ) -> Result<Vec<Entry<'p>>, Error> {
        let drawn = self.draw(scratch, tip, posts, gone).await?;
        let entry = |name: &str, bytes: &[u8], post| {
            let (path, name) = (format!("{}{name}", self.path), name.to_owned());
            Entry { path, name, bytes: bytes.to_vec(), post }
        };
        let files = posts.iter().flat_map(|post| post.pages().map(move |file| (post, file)));
        let own = files.map(|(post, file)| entry(&file.name, drawn.bytes(file), Some(post)));
        Ok(own.chain(drawn.others.iter().map(|(name, bytes)| entry(name, bytes, None))).collect())
    }

    async fn draw(&self, scratch: &Scratch<'_>, tip: &Tip, posts: &[Post<'_>], gone: &[&str]) -> Result<Drawn, Error> {
        if !self.outline.is_wanted() {
            return Ok(Drawn::default());
        }
        let mut held = Held { names: scratch.names(tip, &self.path).await?, ..Held::default() };
        for name in self.outline.indexes(&held) {
            held.texts.insert(name.clone(), self.text(scratch, tip, &name).await?);
        }
        for name in self.outline.wanted(&held, posts, gone) {
            held.texts.insert(name.clone(), self.text(scratch, tip, &name).await?);
        }
        Ok(self.outline.draw(&held, posts, gone))
    }

    async fn text(&self, scratch: &Scratch<'_>, tip: &Tip, name: &str) -> Result<String, Error> {
        let bytes = scratch.read(tip, &format!("{}{name}", self.path)).await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn message(&self, posts: &[Post<'_>], changes: &[Change]) -> String {
        let sent = posts.iter().zip(changes).filter(|(_, change)| is_due(change));
        commit_message(sent.map(|(post, _)| post))
    }

    async fn look<'p>(&self, scratch: &Scratch<'_>, posts: &'p [Post<'p>]) -> Result<Seen<'p>, Error> {
        let tip = scratch.tip(self.branch).await?;
        self.branch_seen.get_or_init(|| tip.branch.clone());
        let entries = self.entries(scratch, &tip, posts, &[]).await?;
        let mut files = Vec::new();
        for entry in &entries {
            let mut change = scratch.compare(&tip, entry).await?;
            let post = entry.post.filter(|_| change == Change::Changed);
            if let Some(post) = post
                && !post.is_ours(&entry.name, &scratch.read(&tip, &entry.path).await?)
            {
                change = Change::Edited;
            }
            files.push(change);
        }
        let files = leave_whole(&entries, files);
        Ok(Seen { tip, entries, files })
    }

    /// After a push of which nobody knows how it ended: looks whether it arrived.
    async fn has_arrived(&self, scratch: &Scratch<'_>, posts: &[Post<'_>], push: &Error) -> Result<bool, Error> {
        match self.look(scratch, posts).await {
            Ok(seen) => Ok(is_done(&seen.files)),
            Err(look) => Err(Error::Uncertain { push: push.to_string(), look: look.to_string() }),
        }
    }

    async fn bring_up_to_date(&self, posts: &[Post<'_>]) -> Result<Vec<Change>, Error> {
        let scratch = Scratch::make(self.git, &self.address).await?;
        let mut last = None;
        for attempt in 1..=ATTEMPTS {
            let Seen { tip, entries, files } = self.look(&scratch, posts).await?;
            let changes = of_posts(posts, &files);
            if is_done(&files) {
                return Ok(changes);
            }
            let due = entries.iter().zip(&files).filter(|(_, change)| is_due(change)).map(|(entry, _)| entry);
            let commit = scratch.commit(&tip, due, &self.message(posts, &changes)).await?;
            match scratch.push(&commit, &tip.branch).await? {
                Pushed::Done => return Ok(changes),
                Pushed::Raced => tracing::info!(attempt, "somebody else pushed first; starting again on their commit"),
                Pushed::Unknown(error) if self.has_arrived(&scratch, posts, &error).await? => return Ok(changes),
                Pushed::Unknown(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| self.raced()))
    }

    fn raced(&self) -> Error {
        let detail = format!("git: {ATTEMPTS} pushes in a row came second");
        Error::Refused { url: self.address.remote.clone(), refusal: Refusal::Raced, detail }
    }
}

/// The folder as the beginning of a path.
///
/// # Errors
/// When it leads out of the repository.
pub(super) fn prefix(folder: &str) -> Result<String, Error> {
    let path = folder.trim_end_matches('/');
    let path = path.strip_prefix("./").unwrap_or(path);
    if path != "." && !is_safe(path) {
        return Err(Error::UnsafePath { path: folder.to_owned() });
    }
    Ok(if path == "." { String::new() } else { format!("{path}/") })
}

impl Mirror for DocsGit<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let scratch = Scratch::make(self.git, &self.address).await?;
        let seen = self.look(&scratch, posts).await?;
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = seen.due();
        Ok(of_posts(posts, &seen.files).into_iter().map(Ok).collect())
    }

    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let changes = self.bring_up_to_date(posts).await?;
        Ok(changes.into_iter().map(Ok).collect())
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let scratch = Scratch::make(self.git, &self.address).await?;
        let paths: Vec<String> =
            file_names(record, &["md"]).iter().map(|name| format!("{}{name}", self.path)).collect();
        for _ in 1..=ATTEMPTS {
            let tip = scratch.tip(self.branch).await?;
            let there = scratch.there(&tip, &paths).await?;
            if there.is_empty() {
                return Ok(Withdrawn::Gone);
            }
            let others = self.entries(&scratch, &tip, &[], &[&record.item]).await?;
            let message = format!("docs: withdraw {}", record.item);
            let commit = scratch.removal(&tip, &there, &others, &message).await?;
            match scratch.push(&commit, &tip.branch).await? {
                Pushed::Done => return Ok(Withdrawn::Gone),
                Pushed::Raced => {}
                Pushed::Unknown(error) => return Err(error),
            }
        }
        Err(self.raced())
    }

    async fn check(&self) -> Result<Checked, Error> {
        let scratch = Scratch::make(self.git, &self.address).await?;
        let tip = scratch.tip(self.branch).await?;
        Ok(Checked::good([format!(
            "the branch {} can be read; only a push tells whether it can be written",
            tip.branch
        )]))
    }

    fn address(&self, post: &Post<'_>) -> Option<String> {
        let path = format!("{}{}", self.path, post.markdown()?.name);
        let page = self.branch_seen.get().and_then(|branch| self.address.page(branch, &path));
        Some(page.unwrap_or(path))
    }

    /// The files of the item that differ; what belongs to no item goes with the first.
    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        let mut held = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of = |due: &Due| due.item.as_ref().is_none_or(|item| *item == post.item.id);
        let (due, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut *held).into_iter().partition(is_of);
        *held = rest;
        let place = |due: &Due| format!("{}:{}", self.address.remote, due.path);
        due.iter().map(|due| Request::write(place(due), &due.bytes)).collect()
    }
}

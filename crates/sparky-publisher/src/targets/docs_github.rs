//! A folder of a repository on GitHub that people read, through the API: all files in one commit on top of the newest one,
//! never by force. A commit that loses a race starts again. With a review the commit goes to a branch of its own, and a
//! pull request asks for it. It must not know what is in the texts.

mod pull_request;
mod tree;

use std::sync::{Arc, Mutex, PoisonError};

use sparky_github::GitHub;
use sparky_store::Record;

use self::pull_request::{Pull, PullRequests};
use self::tree::{Committed, Entry, Tip, Tree};
use super::docs_git::prefix;
use super::{Change, Changes, Mirror};
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Refusal};
use crate::post::{Post, commit_message, file_names};
use crate::request::Request;

/// Every lost race means that somebody else's commit went through, so a handful is plenty.
const ATTEMPTS: usize = 5;

/// The repository and the folder in it.
pub(crate) struct DocsGithub<'a> {
    tree: Tree<'a>,
    branch: Option<&'a str>,
    path: String,
    /// Ask for a review instead of writing to the branch.
    review: bool,
    seen: Mutex<Place>,
}

/// Where people read the texts.
#[derive(Debug, Clone, Default)]
struct Place {
    repository: String,
    branch: String,
    pull: Option<String>,
}

/// What is to be committed where.
struct Plan {
    tip: Tip,
    pull: Option<Pull>,
    changes: Vec<Change>,
    /// How the branch itself differs.
    base: Vec<Change>,
    /// Whether a branch waits for a pull request that was never opened.
    is_cut_off: bool,
}

impl<'a> DocsGithub<'a> {
    /// # Errors
    /// When the path leads out of the repository.
    pub(crate) fn new(
        github: &'a Arc<GitHub>,
        target: &'a str,
        (repo, branch, path): (&'a str, Option<&'a str>, &str),
        review: bool,
    ) -> Result<Self, Error> {
        let tree = Tree { github, target, repo };
        Ok(Self { tree, branch, path: prefix(path)?, review, seen: Mutex::default() })
    }

    fn entries<'p>(&self, posts: &[Post<'p>]) -> Vec<Vec<Entry<'p>>> {
        let entries = |post: &Post<'p>| {
            post.pages().map(|file| Entry { path: format!("{}{}", self.path, file.name), bytes: file.bytes }).collect()
        };
        posts.iter().map(entries).collect()
    }

    /// Compares with the branch, or with the branch of the pull request that is open.
    async fn look(&self, posts: &[Post<'_>], entries: &[Vec<Entry<'_>>]) -> Result<Plan, Error> {
        let base = self.tree.tip(self.branch, entries).await?;
        let changes: Vec<Change> = entries.iter().map(|entries| base.compare(entries)).collect();
        self.note(|place| (place.repository, place.branch) = (base.url.clone(), base.branch.clone()));
        let plain = |tip, pull| Plan { tip, pull, changes: changes.clone(), base: changes.clone(), is_cut_off: false };
        if !self.review || is_done(&changes) {
            return Ok(plain(base, None));
        }
        let requests = PullRequests { tree: &self.tree, base: &base.branch };
        let pull = requests.find(&self.tree.review_branch(posts)).await?;
        self.note(|place| place.pull = pull.url.clone());
        let Some(tip) = self.tree.tip_if_any(&pull.branch, entries).await? else {
            return Ok(plain(base, Some(pull)));
        };
        let now = entries.iter().map(|entries| tip.compare(entries)).collect();
        let is_cut_off = pull.is_missing();
        Ok(Plan { tip, pull: Some(pull), changes: now, base: changes, is_cut_off })
    }

    /// Commits until everything is there; what a person has changed stays.
    async fn bring_up_to_date(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let all = self.entries(posts);
        let mut last = None;
        for attempt in 1..=ATTEMPTS {
            let plan = self.look(posts, &all).await?;
            let changes = self.judge(&plan, &all).await?;
            let is_due = |index: &usize| matches!(changes.get(*index), Some(Ok(Change::New | Change::Changed)));
            let due: Vec<usize> = (0..posts.len()).filter(is_due).collect();
            let message = commit_message(due.iter().filter_map(|index| posts.get(*index)));
            if due.is_empty() {
                self.ask_for_review(&plan, posts).await?;
                return Ok(changes);
            }
            let entries: Vec<&Entry<'_>> = due.iter().filter_map(|index| all.get(*index)).flatten().collect();
            match self.commit(&plan, &entries, &message).await? {
                Committed::Done => {
                    self.ask_for_review(&plan, posts).await?;
                    return Ok(changes);
                }
                Committed::Raced => tracing::info!(attempt, "somebody else was first; starting again on their commit"),
                Committed::Unknown(error) => match self.look(posts, &all).await {
                    Ok(now) if due.iter().all(|index| now.changes.get(*index) == Some(&Change::Same)) => {
                        self.ask_for_review(&now, posts).await?;
                        return Ok(changes);
                    }
                    Ok(_) => last = Some(error),
                    Err(look) => return Err(Error::Uncertain { push: error.to_string(), look: look.to_string() }),
                },
            }
        }
        Err(last.unwrap_or_else(|| self.tree.refused(Refusal::Raced, "")))
    }

    async fn commit(&self, plan: &Plan, entries: &[&Entry<'_>], message: &str) -> Result<Committed, Error> {
        let branch = match &plan.pull {
            Some(pull) if pull.branch != plan.tip.branch => {
                self.tree.make_branch(&pull.branch, &plan.tip.oid).await?;
                pull.branch.clone()
            }
            _ => plan.tip.branch.clone(),
        };
        self.tree.commit(&branch, &plan.tip.oid, entries, message).await
    }

    /// Opens the pull request, or brings its title up to date.
    async fn ask_for_review(&self, plan: &Plan, posts: &[Post<'_>]) -> Result<(), Error> {
        let Some(pull) = &plan.pull else { return Ok(()) };
        let base = self.seen.lock().unwrap_or_else(PoisonError::into_inner).branch.clone();
        let requests = PullRequests { tree: &self.tree, base: &base };
        let url = requests.bring_up_to_date(pull, posts).await?;
        self.note(|place| place.pull = Some(url));
        Ok(())
    }

    /// What is really to be done: what a person has changed or declined stays as it is.
    async fn judge(&self, plan: &Plan, all: &[Vec<Entry<'_>>]) -> Result<Changes, Error> {
        let declined = plan.pull.as_ref().filter(|pull| pull.is_declined()).and_then(|pull| pull.url.clone());
        let mut changes = Vec::new();
        for (entries, change) in all.iter().zip(&plan.changes) {
            let is_edited = match entries.first().filter(|_| *change == Change::Changed) {
                Some(entry) => self.tree.is_changed_by_others(&plan.tip, &entry.path).await?,
                None => false,
            };
            changes.push(match &declined {
                Some(url) if *change != Change::Same => Err(Error::Declined { url: url.clone() }),
                _ if is_edited => Ok(Change::Edited),
                _ => Ok(*change),
            });
        }
        Ok(changes)
    }

    fn note(&self, change: impl FnOnce(&mut Place)) {
        change(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn is_done(changes: &[Change]) -> bool {
    changes.iter().all(|change| *change == Change::Same)
}

impl Mirror for DocsGithub<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let all = self.entries(posts);
        let plan = self.look(posts, &all).await?;
        // A branch without its pull request was cut off in between.
        let changes = if plan.is_cut_off { plan.base.clone() } else { plan.changes.clone() };
        self.judge(&Plan { changes, ..plan }, &all).await
    }

    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        self.bring_up_to_date(posts).await
    }

    fn is_in_review(&self, _: &Post<'_>) -> bool {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).pull.is_some()
    }

    /// The pull request while there is one.
    fn address(&self, post: &Post<'_>) -> Option<String> {
        let place = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let path = format!("{}{}", self.path, post.markdown()?.name);
        Some(place.pull.unwrap_or_else(|| format!("{}/blob/{}/{path}", place.repository, place.branch)))
    }

    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        let place = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let entries = self.entries(std::slice::from_ref(post)).into_iter().flatten();
        let write = |entry: Entry<'_>| {
            Request::write(format!("{}:{}:{}", self.tree.repo, place.branch, entry.path), entry.bytes)
        };
        entries.map(write).collect()
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        if self.review {
            return Ok(Withdrawn::ByHand("what was reviewed is taken back with another review".to_owned()));
        }
        let paths = file_names(record, &["md"]).into_iter().map(|name| format!("{}{name}", self.path));
        let entries = [paths.map(|path| Entry { path, bytes: &[] }).collect::<Vec<_>>()];
        for _ in 1..=ATTEMPTS {
            let tip = self.tree.tip(self.branch, &entries).await?;
            let there = tip.paths();
            if there.is_empty() {
                return Ok(Withdrawn::Gone);
            }
            match self.tree.remove(&tip, &there, &format!("docs: withdraw {}", record.item)).await? {
                Committed::Done => return Ok(Withdrawn::Gone),
                Committed::Raced => {}
                Committed::Unknown(error) => return Err(error),
            }
        }
        Err(self.tree.refused(Refusal::Raced, ""))
    }

    async fn check(&self) -> Result<Checked, Error> {
        self.tree.check(self.branch).await
    }
}

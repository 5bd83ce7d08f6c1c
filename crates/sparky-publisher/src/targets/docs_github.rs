//! A folder of a repository on GitHub that people read, through the API: all files in one commit on top of the newest one,
//! never by force. A commit that loses a race starts again. With a review the commit goes to a branch of its own, and a
//! pull request asks for it. It must not know what is in the texts.

mod commit;
mod files;
mod plan;
mod pull_request;
mod tree;

use std::sync::{Arc, Mutex, PoisonError};

use sparky_github::GitHub;
use sparky_store::Record;

use self::commit::Committed;
use self::files::Shelf;
use self::plan::Plan;
use self::pull_request::PullRequests;
use self::tree::{Entry, Tree};
use super::docs_git::prefix;
use super::{Change, Changes, Mirror};
use crate::config::{Pages, Site};
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Refusal};
use crate::pages::Outline;
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
    outline: Outline<'a>,
    seen: Mutex<Seen>,
}

/// Where the texts go.
pub(crate) struct DocsPlace<'a> {
    pub(crate) repo: &'a str,
    pub(crate) branch: Option<&'a str>,
    pub(crate) path: &'a str,
    /// Ask for a review instead of writing to the branch.
    pub(crate) review: bool,
}

/// Where people read the texts.
#[derive(Clone, Default)]
struct Seen {
    repository: String,
    branch: String,
    pull: Option<String>,
    /// The files that differ.
    due: Vec<Entry>,
    /// What would bring them there.
    requests: Vec<Request>,
}

impl<'a> DocsGithub<'a> {
    /// # Errors
    /// When the path leads out of the repository.
    pub(crate) fn new(
        github: &'a Arc<GitHub>,
        target: &'a str,
        place: &DocsPlace<'a>,
        (pages, site): (&'a Pages, &'a Site),
    ) -> Result<Self, Error> {
        let DocsPlace { repo, branch, path, review } = *place;
        let (tree, outline) = (Tree { github, target, repo }, Outline::new(pages, path, site, false));
        Ok(Self { tree, branch, path: prefix(path)?, review, outline, seen: Mutex::default() })
    }

    fn path(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    const fn shelf(&self) -> Shelf<'_> {
        Shelf { tree: &self.tree, path: self.path.as_str(), outline: &self.outline }
    }

    fn paths(&self, posts: &[Post<'_>]) -> Vec<String> {
        posts.iter().flat_map(|post| post.pages().map(|file| self.path(&file.name))).collect()
    }

    /// Compares with the branch, or with the branch of the pull request that is open.
    async fn look(&self, posts: &[Post<'_>]) -> Result<Plan, Error> {
        let paths = self.paths(posts);
        let base = self.tree.tip(self.branch, &paths).await?;
        let files = self.shelf().files(&base, posts, &[]).await?;
        let changes = files.compare(&base);
        self.note(|seen| (seen.repository, seen.branch) = (base.url.clone(), base.branch.clone()));
        if !self.review || is_done(&changes) {
            return Ok(Plan { tip: base, pull: None, files, base: changes.clone(), changes, is_cut_off: false });
        }
        let requests = PullRequests { tree: &self.tree, base: &base.branch };
        let pull = requests.find(&self.tree.review_branch(posts)).await?;
        self.note(|seen| seen.pull = pull.url.clone());
        let Some(tip) = self.tree.tip_if_any(&pull.branch, &paths).await? else {
            let pull = Some(pull);
            return Ok(Plan { tip: base, pull, files, base: changes.clone(), changes, is_cut_off: false });
        };
        let files = self.shelf().files(&tip, posts, &[]).await?;
        let now = files.compare(&tip);
        let is_cut_off = pull.is_missing();
        Ok(Plan { tip, pull: Some(pull), files, changes: now, base: changes, is_cut_off })
    }

    /// Commits until everything is there; what a person has changed stays.
    async fn bring_up_to_date(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let mut last = None;
        for attempt in 1..=ATTEMPTS {
            let plan = self.look(posts).await?;
            let changes = self.judge(&plan, &plan.changes, posts).await?;
            let due = due(&changes);
            let message = commit_message(due.iter().filter_map(|index| posts.get(*index)));
            if due.is_empty() {
                self.ask_for_review(&plan, posts).await?;
                return Ok(changes);
            }
            match self.commit(&plan, &plan.entries(&due), &message).await? {
                Committed::Done => {
                    self.ask_for_review(&plan, posts).await?;
                    return Ok(changes);
                }
                Committed::Raced => tracing::info!(attempt, "somebody else was first; starting again on their commit"),
                Committed::Unknown(error) => match self.look(posts).await {
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

    async fn commit(&self, plan: &Plan, entries: &[&Entry], message: &str) -> Result<Committed, Error> {
        let (branch, is_missing) = plan.place();
        if is_missing {
            self.tree.make_branch(branch, &plan.tip.oid).await?;
        }
        self.tree.commit(branch, &plan.tip.oid, entries, message).await
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

    fn note(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Which of the items are to be brought there.
fn due(changes: &Changes) -> Vec<usize> {
    let is_due = |index: &usize| matches!(changes.get(*index), Some(Ok(Change::New | Change::Changed)));
    (0..changes.len()).filter(is_due).collect()
}

fn is_done(changes: &[Change]) -> bool {
    changes.iter().all(|change| *change == Change::Same)
}

impl Mirror for DocsGithub<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let plan = self.look(posts).await?;
        self.note(|seen| seen.due = plan.due());
        // A branch without its pull request was cut off in between.
        let changes = if plan.is_cut_off { plan.base.clone() } else { plan.changes.clone() };
        let changes = self.judge(&plan, &changes, posts).await?;
        let base = self.seen.lock().unwrap_or_else(PoisonError::into_inner).branch.clone();
        let requests = self.requests(&plan, posts, &due(&changes), &base);
        self.note(|seen| seen.requests = requests);
        Ok(changes)
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
        let path = self.path(&post.markdown()?.name);
        Some(place.pull.unwrap_or_else(|| format!("{}/blob/{}/{path}", place.repository, place.branch)))
    }

    /// The files of the item that differ; what belongs to no item goes with the first, and so do the requests, which are
    /// for all items together.
    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of = |entry: &Entry| entry.item.as_ref().is_none_or(|item| *item == post.item.id);
        let (due, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut seen.due).into_iter().partition(is_of);
        seen.due = rest;
        let place = |entry: &Entry| format!("{}:{}:{}", self.tree.repo, seen.branch, entry.path);
        let files: Vec<Request> = due.iter().map(|entry| Request::write(place(entry), &entry.bytes)).collect();
        files.into_iter().chain(std::mem::take(&mut seen.requests)).collect()
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        if self.review {
            return Ok(Withdrawn::ByHand("what was reviewed is taken back with another review".to_owned()));
        }
        let names = file_names(record, &["md"]);
        let paths: Vec<String> = names.iter().map(|name| self.path(name)).collect();
        for _ in 1..=ATTEMPTS {
            let tip = self.tree.tip(self.branch, &paths).await?;
            let there = tip.paths();
            if there.is_empty() {
                return Ok(Withdrawn::Gone);
            }
            let others = self.shelf().files(&tip, &[], &[&record.item]).await?.others;
            match self.tree.remove(&tip, &there, &others, &format!("docs: withdraw {}", record.item)).await? {
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

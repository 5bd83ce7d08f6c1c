//! A folder of a repository on GitHub that people read, through the API: all files in one commit on top of the newest one,
//! never by force. A commit that loses a race starts again. With a review the commit goes to a branch of its own, and a
//! pull request asks for it. It must not know what is in the texts.

mod pull_request;
mod tree;

use std::sync::{Arc, Mutex, PoisonError};

use sparky_github::GitHub;

use self::pull_request::{Pull, PullRequests};
use self::tree::{Committed, Entry, Tip, Tree};
use super::docs_git::prefix;
use super::{Change, Changes, Mirror};
use crate::deliver::Checked;
use crate::error::{Error, Refusal};
use crate::post::{Post, commit_message};
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
        if !self.review || is_done(&changes) {
            return Ok(Plan { tip: base, pull: None, changes });
        }
        let requests = PullRequests { tree: &self.tree, base: &base.branch };
        let pull = requests.find(&self.tree.review_branch(posts)).await?;
        self.note(|place| place.pull = pull.url.clone());
        let Some(tip) = self.tree.tip_if_any(&pull.branch, entries).await? else {
            return Ok(Plan { tip: base, pull: Some(pull), changes });
        };
        let changes = entries.iter().map(|entries| tip.compare(entries)).collect();
        Ok(Plan { tip, pull: Some(pull), changes })
    }

    /// Commits until everything is there; what a person has changed stays.
    async fn bring_up_to_date(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let all = self.entries(posts);
        let mut last = None;
        for attempt in 1..=ATTEMPTS {
            let plan = self.look(posts, &all).await?;
            let left = self.left(&plan, &all).await?;
            let is_due = |index: &usize| plan.changes.get(*index) != Some(&Change::Same) && left[*index].is_none();
            let due: Vec<usize> = (0..posts.len()).filter(is_due).collect();
            let changes = || result(&plan.changes, &left);
            let message = commit_message(due.iter().filter_map(|index| posts.get(*index)));
            if due.is_empty() {
                self.ask_for_review(&plan, posts).await?;
                return Ok(changes());
            }
            let entries: Vec<&Entry<'_>> = due.iter().flat_map(|index| &all[*index]).collect();
            match self.commit(&plan, &entries, &message).await? {
                Committed::Done => {
                    self.ask_for_review(&plan, posts).await?;
                    return Ok(changes());
                }
                Committed::Raced => tracing::info!(attempt, "somebody else was first; starting again on their commit"),
                Committed::Unknown(error) => match self.look(posts, &all).await {
                    Ok(now) if due.iter().all(|index| now.changes[*index] == Change::Same) => {
                        self.ask_for_review(&now, posts).await?;
                        return Ok(changes());
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

    /// Why each post must stay as it is, where it must.
    async fn left(&self, plan: &Plan, all: &[Vec<Entry<'_>>]) -> Result<Vec<Option<String>>, Error> {
        let mut left = Vec::new();
        for (entries, change) in all.iter().zip(&plan.changes) {
            left.push(match (change, entries.first()) {
                _ if plan.pull.as_ref().is_some_and(Pull::is_declined) && *change != Change::Same => {
                    Some("a person has closed the pull request; it is not opened again".to_owned())
                }
                (Change::Changed, Some(entry)) => self.tree.changed_by_others(&plan.tip, &entry.path).await?,
                _ => None,
            });
        }
        Ok(left)
    }

    fn note(&self, change: impl FnOnce(&mut Place)) {
        change(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn result(changes: &[Change], left: &[Option<String>]) -> Changes {
    let each = changes.iter().zip(left);
    each.map(|(change, left)| left.clone().map_or(Ok(*change), |reason| Err(Error::Left(reason)))).collect()
}

fn is_done(changes: &[Change]) -> bool {
    changes.iter().all(|change| *change == Change::Same)
}

impl Mirror for DocsGithub<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let all = self.entries(posts);
        let plan = self.look(posts, &all).await?;
        Ok(result(&plan.changes, &self.left(&plan, &all).await?))
    }

    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        self.bring_up_to_date(posts).await
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

    async fn check(&self) -> Result<Checked, Error> {
        self.tree.check(self.branch).await
    }
}

//! A folder of a repository on GitHub that people read, through the API: all files in one commit on top of the newest one,
//! never by force. A commit that loses a race starts again. With a review the commit goes to a branch of its own, and a
//! pull request asks for it. It must not know what is in the texts.

mod pull_request;
mod tree;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sparky_github::GitHub;
use sparky_store::Record;

use self::pull_request::{Pull, PullRequests};
use self::tree::{Committed, Entry, Tip, Tree};
use super::docs_git::prefix;
use super::{Change, Changes, Mirror};
use crate::config::{Pages, Site};
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Refusal};
use crate::pages::{Drawn, Held, Outline};
use crate::post::{Post, PostFile, commit_message, file_names};
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
#[derive(Debug, Clone, Default)]
struct Seen {
    repository: String,
    branch: String,
    pull: Option<String>,
}

/// What is to be committed where.
struct Plan {
    tip: Tip,
    pull: Option<Pull>,
    /// Every file as it shall be on top of that.
    files: Files,
    changes: Vec<Change>,
    /// How the branch itself differs.
    base: Vec<Change>,
    /// Whether a branch waits for a pull request that was never opened.
    is_cut_off: bool,
}

/// Every file as it shall be.
#[derive(Debug, Clone, Default)]
struct Files {
    /// Those of each item.
    own: Vec<Vec<Entry>>,
    /// The index, and pages that have a new neighbour.
    others: Vec<Entry>,
}

impl Files {
    /// How each item differs. What belongs to no item goes with the last.
    fn compare(&self, tip: &Tip) -> Vec<Change> {
        let mut changes: Vec<Change> = self.own.iter().map(|entries| tip.compare(entries)).collect();
        if is_done(&changes) && !self.others.is_empty() {
            changes.last_mut().into_iter().for_each(|change| *change = Change::Changed);
        }
        changes
    }
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

    fn paths(&self, posts: &[Post<'_>]) -> Vec<String> {
        posts.iter().flat_map(|post| post.pages().map(|file| self.path(&file.name))).collect()
    }

    /// Every file as it shall be on top of a branch when the items are there and those that are `gone` are not.
    async fn files(&self, tip: &Tip, posts: &[Post<'_>], gone: &[&str]) -> Result<Files, Error> {
        let drawn = match self.draw(tip, posts, gone).await {
            Err(error) if !is_passing(&error) => {
                tracing::warn!("the pages of {} are not linked: {error}", self.tree.repo);
                Drawn::default()
            }
            drawn => drawn?,
        };
        let entry = |name: &str, bytes: &[u8]| Entry { path: self.path(name), bytes: bytes.to_vec() };
        let own = |post: &Post<'_>| post.pages().map(|file| entry(&file.name, drawn.bytes(file))).collect();
        let others = drawn.others.iter().map(|(name, bytes)| entry(name, bytes)).collect();
        Ok(Files { own: posts.iter().map(own).collect(), others })
    }

    async fn draw(&self, tip: &Tip, posts: &[Post<'_>], gone: &[&str]) -> Result<Drawn, Error> {
        if !self.outline.is_wanted() {
            return Ok(Drawn::default());
        }
        let Some(files) = self.tree.files(tip).await? else {
            tracing::warn!("{} has too many files for an index", self.tree.repo);
            return Ok(Drawn::default());
        };
        let below = files.into_iter().filter_map(|(path, oid)| Some((path.strip_prefix(&self.path)?.to_owned(), oid)));
        let files: BTreeMap<String, String> = below.collect();
        let mut held = Held { names: files.keys().cloned().collect(), ..Held::default() };
        self.read(&files, self.outline.indexes(&held), &mut held).await?;
        self.read(&files, self.outline.wanted(&held, posts, gone), &mut held).await?;
        let mut drawn = self.outline.draw(&held, posts, gone);
        let others = std::mem::take(&mut drawn.others);
        for (name, bytes) in others {
            // Once we had written over it, nobody could tell any more that a person changed the text.
            if !held.is_page(&name) || !self.tree.is_changed_by_others(tip, &self.path(&name)).await? {
                drawn.others.insert(name, bytes);
            }
        }
        Ok(drawn)
    }

    async fn read(&self, files: &BTreeMap<String, String>, names: Vec<String>, held: &mut Held) -> Result<(), Error> {
        for name in names {
            if let Some(oid) = files.get(&name) {
                let bytes = self.tree.blob(oid).await?;
                held.texts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        Ok(())
    }

    /// Compares with the branch, or with the branch of the pull request that is open.
    async fn look(&self, posts: &[Post<'_>]) -> Result<Plan, Error> {
        let paths = self.paths(posts);
        let base = self.tree.tip(self.branch, &paths).await?;
        let files = self.files(&base, posts, &[]).await?;
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
        let files = self.files(&tip, posts, &[]).await?;
        let now = files.compare(&tip);
        let is_cut_off = pull.is_missing();
        Ok(Plan { tip, pull: Some(pull), files, changes: now, base: changes, is_cut_off })
    }

    /// Commits until everything is there; what a person has changed stays.
    async fn bring_up_to_date(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let mut last = None;
        for attempt in 1..=ATTEMPTS {
            let plan = self.look(posts).await?;
            let changes = self.judge(&plan, posts).await?;
            let is_due = |index: &usize| matches!(changes.get(*index), Some(Ok(Change::New | Change::Changed)));
            let due: Vec<usize> = (0..posts.len()).filter(is_due).collect();
            let message = commit_message(due.iter().filter_map(|index| posts.get(*index)));
            if due.is_empty() {
                self.ask_for_review(&plan, posts).await?;
                return Ok(changes);
            }
            let own = due.iter().filter_map(|index| plan.files.own.get(*index)).flatten();
            let entries: Vec<&Entry> = own.chain(&plan.files.others).collect();
            match self.commit(&plan, &entries, &message).await? {
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
    async fn judge(&self, plan: &Plan, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let declined = plan.pull.as_ref().filter(|pull| pull.is_declined()).and_then(|pull| pull.url.clone());
        let mut changes = Vec::new();
        for ((post, entries), change) in posts.iter().zip(&plan.files.own).zip(&plan.changes) {
            let is_edited = match entries.first().filter(|_| *change == Change::Changed) {
                Some(entry) => self.is_edited(plan, post, entry).await?,
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

    /// Whether somebody else has changed the text of an item: the ledger knows what was written, else the history does.
    async fn is_edited(&self, plan: &Plan, post: &Post<'_>, entry: &Entry) -> Result<bool, Error> {
        let (Some(file), Some(oid)) = (post.markdown(), plan.tip.oid(&entry.path)) else { return Ok(false) };
        if self.outline.is_wanted() && post.is_known(&file.name) {
            return Ok(!post.is_ours(&file.name, &self.tree.blob(oid).await?));
        }
        self.tree.is_changed_by_others(&plan.tip, &entry.path).await
    }

    fn note(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Whether the same may work in a moment.
const fn is_passing(error: &Error) -> bool {
    use sparky_github::Error as GitHubError;
    matches!(error, Error::GitHub { source: GitHubError::Unavailable { .. } | GitHubError::RateLimited { .. }, .. })
}

fn is_done(changes: &[Change]) -> bool {
    changes.iter().all(|change| *change == Change::Same)
}

impl Mirror for DocsGithub<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let plan = self.look(posts).await?;
        // A branch without its pull request was cut off in between.
        let changes = if plan.is_cut_off { plan.base.clone() } else { plan.changes.clone() };
        self.judge(&Plan { changes, ..plan }, posts).await
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

    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        let place = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let write = |file: &PostFile<'_>| {
            Request::write(format!("{}:{}:{}", self.tree.repo, place.branch, self.path(&file.name)), &file.bytes)
        };
        post.pages().map(write).collect()
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
            let others = self.files(&tip, &[], &[&record.item]).await?.others;
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

//! What is to be committed where, and what stays as a person has left it. It must not commit.

use super::DocsGithub;
use super::files::Files;
use super::pull_request::{Pull, PullRequests};
use super::tree::{Entry, Tip};
use crate::error::Error;
use crate::post::{Post, commit_message};
use crate::request::Request;
use crate::targets::{Change, Changes};

/// What is to be committed where.
pub(super) struct Plan {
    pub(super) tip: Tip,
    pub(super) pull: Option<Pull>,
    /// Every file as it shall be on top of that.
    pub(super) files: Files,
    pub(super) changes: Vec<Change>,
    /// How the branch itself differs.
    pub(super) base: Vec<Change>,
    /// Whether a branch waits for a pull request that was never opened.
    pub(super) is_cut_off: bool,
}

impl Plan {
    /// The branch that takes the commit, and whether it is to be made first.
    pub(super) fn place(&self) -> (&str, bool) {
        match &self.pull {
            Some(pull) if pull.branch != self.tip.branch => (&pull.branch, true),
            _ => (&self.tip.branch, false),
        }
    }

    /// What a commit of these items holds.
    pub(super) fn entries(&self, items: &[usize]) -> Vec<&Entry> {
        let own = items.iter().filter_map(|index| self.files.own.get(*index)).flatten();
        own.chain(&self.files.others).collect()
    }

    /// The files that differ.
    pub(super) fn due(&self) -> Vec<Entry> {
        let all = self.files.own.iter().flatten().chain(&self.files.others);
        all.filter(|entry| !self.tip.holds(entry)).cloned().collect()
    }
}

impl DocsGithub<'_> {
    /// What is sent to GitHub for these items: a branch where one is missing, the commit, the pull request.
    pub(super) fn requests(&self, plan: &Plan, posts: &[Post<'_>], due: &[usize], base: &str) -> Vec<Request> {
        let mut requests = Vec::new();
        // What waits on its branch already needs its pull request only.
        let is_new = |index: &usize| plan.changes.get(*index) != Some(&Change::Same);
        let fresh: Vec<usize> = due.iter().copied().filter(is_new).collect();
        if !fresh.is_empty() {
            let ((branch, is_missing), oid) = (plan.place(), plan.tip.oid.as_str());
            let message = commit_message(fresh.iter().filter_map(|index| posts.get(*index)));
            requests.extend(is_missing.then(|| self.tree.branch_request(branch, oid)));
            requests.push(self.tree.commit_request((branch, oid), &plan.entries(&fresh), &message));
        }
        let told: Vec<Post<'_>> = due.iter().filter_map(|index| posts.get(*index)).cloned().collect();
        let pulls = PullRequests { tree: &self.tree, base };
        let pull = plan.pull.as_ref().filter(|_| !told.is_empty());
        requests.extend(pull.and_then(|pull| pulls.request(pull, &told)));
        requests
    }

    /// What is really to be done: what a person has changed or declined stays as it is.
    pub(super) async fn judge(&self, plan: &Plan, found: &[Change], posts: &[Post<'_>]) -> Result<Changes, Error> {
        let declined = plan.pull.as_ref().filter(|pull| pull.is_declined()).and_then(|pull| pull.url.clone());
        let mut changes = Vec::new();
        for ((post, entries), change) in posts.iter().zip(&plan.files.own).zip(found) {
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
}

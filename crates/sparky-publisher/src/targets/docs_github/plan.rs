//! What is to be committed where, and what stays as a person has left it. It must not commit.

use super::DocsGithub;
use super::files::Files;
use super::pull_request::Pull;
use super::tree::{Entry, Tip};
use crate::error::Error;
use crate::post::Post;
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
    /// The files that differ.
    pub(super) fn due(&self) -> Vec<Entry> {
        let all = self.files.own.iter().flatten().chain(&self.files.others);
        all.filter(|entry| !self.tip.holds(entry)).cloned().collect()
    }
}

impl DocsGithub<'_> {
    /// What is really to be done: what a person has changed or declined stays as it is.
    pub(super) async fn judge(&self, plan: &Plan, posts: &[Post<'_>]) -> Result<Changes, Error> {
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
}

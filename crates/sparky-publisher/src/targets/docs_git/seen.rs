//! How a branch differs from what it shall hold, file by file and item by item. It must not run git.

use super::scratch::{Entry, Tip};
use crate::post::Post;
use crate::targets::Change;

/// The branch at one moment, what it shall hold, and how each file differs.
pub(super) struct Seen<'p> {
    pub(super) tip: Tip,
    pub(super) entries: Vec<Entry<'p>>,
    pub(super) files: Vec<Change>,
}

/// A file that is to be written.
pub(super) struct Due {
    /// Where, in the repository.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// The item that it belongs to; none for the index and for pages of other windows.
    pub(super) item: Option<String>,
}

impl Seen<'_> {
    /// What is to be written.
    pub(super) fn due(&self) -> Vec<Due> {
        let due = self.entries.iter().zip(&self.files).filter(|(_, change)| is_due(change));
        due.map(|(entry, _)| Due {
            path: entry.path.clone(),
            bytes: entry.bytes.clone(),
            item: entry.post.map(|post| post.item.id.clone()),
        })
        .collect()
    }
}

/// A text that somebody has changed keeps its pictures too.
pub(super) fn leave_whole(entries: &[Entry<'_>], changes: Vec<Change>) -> Vec<Change> {
    let edited = entries.iter().zip(&changes).filter(|(_, change)| **change == Change::Edited);
    let items: Vec<&str> = edited.filter_map(|(entry, _)| Some(entry.post?.item.id.as_str())).collect();
    let is_left = |entry: &Entry<'_>| entry.post.is_some_and(|post| items.contains(&post.item.id.as_str()));
    let each = entries.iter().zip(changes);
    each.map(|(entry, change)| if is_left(entry) { Change::Edited } else { change }).collect()
}

/// New or changed as its text is; when only a picture differs, changed. What belongs to no item goes with the last.
pub(super) fn of_posts(posts: &[Post<'_>], files: &[Change]) -> Vec<Change> {
    let is_complete = is_done(files);
    let mut files = files.iter();
    let mut next = |post: &Post<'_>| -> Vec<Change> { files.by_ref().take(post.pages().count()).copied().collect() };
    let mut changes: Vec<Change> = posts.iter().map(|post| Change::of_files(&next(post))).collect();
    if !is_complete && is_done(&changes) {
        let last = changes.iter_mut().rev().find(|change| **change == Change::Same);
        last.into_iter().for_each(|change| *change = Change::Changed);
    }
    changes
}

pub(super) fn is_done(changes: &[Change]) -> bool {
    !changes.iter().any(is_due)
}

/// What somebody else has changed stays as it is.
pub(super) const fn is_due(change: &Change) -> bool {
    matches!(change, Change::New | Change::Changed)
}

//! Every file of a folder in a repository as it shall be: those of the items, the index, and pages that have a new neighbour.
//! It must not know about commits and reviews.

use std::collections::BTreeMap;

use super::tree::{Entry, Tip, Tree};
use crate::error::Error;
use crate::pages::{Drawn, Held, Outline};
use crate::post::Post;
use crate::targets::Change;

/// Every file as it shall be.
#[derive(Debug, Clone, Default)]
pub(super) struct Files {
    /// Those of each item.
    pub(super) own: Vec<Vec<Entry>>,
    /// The index, and pages that have a new neighbour.
    pub(super) others: Vec<Entry>,
}

impl Files {
    /// How each item differs. What belongs to no item goes with the last.
    pub(super) fn compare(&self, tip: &Tip) -> Vec<Change> {
        let mut changes: Vec<Change> = self.own.iter().map(|entries| tip.compare(entries)).collect();
        if changes.iter().all(|change| *change == Change::Same) && !self.others.is_empty() {
            changes.last_mut().into_iter().for_each(|change| *change = Change::Changed);
        }
        changes
    }
}

/// The folder.
pub(super) struct Shelf<'a> {
    pub(super) tree: &'a Tree<'a>,
    /// It as the beginning of a path.
    pub(super) path: &'a str,
    pub(super) outline: &'a Outline<'a>,
}

impl Shelf<'_> {
    fn at(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    /// Every file as it shall be on top of a branch when the items are there and those that are `gone` are not.
    pub(super) async fn files(&self, tip: &Tip, posts: &[Post<'_>], gone: &[&str]) -> Result<Files, Error> {
        let drawn = match self.draw(tip, posts, gone).await {
            Err(error) if !error.is_passing() && !error.is_limited() => {
                tracing::warn!("the pages of {} are not linked: {error}", self.tree.repo);
                Drawn::default()
            }
            drawn => drawn?,
        };
        let entry = |name: &str, bytes: &[u8], item| Entry { path: self.at(name), bytes: bytes.to_vec(), item };
        let item = |post: &Post<'_>| Some(post.item.id.clone());
        let own = |post: &Post<'_>| post.pages().map(|file| entry(&file.name, drawn.bytes(file), item(post))).collect();
        let others = drawn.others.iter().map(|(name, bytes)| entry(name, bytes, None)).collect();
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
        let below = files.into_iter().filter_map(|(path, oid)| Some((path.strip_prefix(self.path)?.to_owned(), oid)));
        let files: BTreeMap<String, String> = below.collect();
        let mut held = Held { names: files.keys().cloned().collect(), ..Held::default() };
        self.read(&files, self.outline.indexes(&held), &mut held).await?;
        self.read(&files, self.outline.wanted(&held, posts, gone), &mut held).await?;
        let mut drawn = self.outline.draw(&held, posts, gone);
        let others = std::mem::take(&mut drawn.others);
        for (name, bytes) in others {
            // Once we had written over it, nobody could tell any more that a person changed the text.
            if !held.is_page(&name) || !self.tree.is_changed_by_others(tip, &self.at(&name)).await? {
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
}

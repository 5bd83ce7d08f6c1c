//! Two stores that meet: those of shards, or of two runs that began with the same one. Records are told apart by their
//! keys; which store knows better is for the collector to say, from its states.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sparky_schema::{Kind, RepoName};

use super::Facts;
use super::kinds::RecordKey;
use super::month::FileId;
use super::month_file::Entry;
use super::repository::RepositoryStore;
use crate::Error;

/// One of two stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The store that is merged into.
    Ours,
    /// The other one.
    Theirs,
}

/// What becomes of a repository that both stores hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Join<S> {
    /// One knows all that the other does, and later: it stays alone, so that what it has lost since stays lost.
    Whole(Side),
    /// Each knows something that the other does not: the records of both, under a new state.
    Both {
        /// The new state.
        state: S,
        /// Whose record is kept where both hold it.
        newer: Side,
    },
}

impl Facts {
    /// Takes over what another store holds. `join` is asked, with our state and theirs, about each repository that
    /// both hold. A damaged repository never wins over a whole one. Names those of theirs that are damaged and
    /// therefore not taken.
    ///
    /// # Errors
    /// When a newer program wrote one of them, or the file system refuses; repositories are merged one by one.
    pub fn merge<S: Serialize + DeserializeOwned + Default + Clone>(
        &self,
        theirs: &Facts,
        mut join: impl FnMut(&S, &S) -> Join<S>,
    ) -> Result<Vec<RepoName>, Error> {
        let mut damaged = Vec::new();
        for name in theirs.repositories()? {
            let mut theirs = theirs.open::<S>(&name)?;
            if !theirs.damaged(DateTime::<Utc>::MIN_UTC)?.is_empty() {
                damaged.push(name);
            } else if theirs.exists() {
                let mut ours = self.open::<S>(&name)?;
                let whole = ours.exists() && ours.damaged(DateTime::<Utc>::MIN_UTC)?.is_empty();
                let join = if whole { join(ours.state(), theirs.state()) } else { Join::Whole(Side::Theirs) };
                ours.join(theirs, join);
                ours.commit()?;
            }
        }
        Ok(damaged)
    }
}

impl<S> RepositoryStore<S> {
    /// Both stores have been read as a whole.
    fn join(&mut self, theirs: Self, join: Join<S>) {
        let newer = match join {
            Join::Whole(Side::Ours) => return,
            Join::Whole(Side::Theirs) => {
                Kind::ALL.into_iter().for_each(|kind| self.forget(kind));
                self.state = theirs.state;
                Side::Theirs
            }
            Join::Both { state, newer } => {
                self.state = state;
                newer
            }
        };
        let places = self.places();
        for (id, month) in theirs.loaded {
            for (key, entry) in month.into_entries() {
                let place = places.get(&(id.kind, key.clone())).copied();
                if newer == Side::Theirs || place.is_none() {
                    self.place(id, place, key, entry);
                }
            }
        }
    }

    /// Which file holds which record.
    fn places(&self) -> BTreeMap<(Kind, RecordKey), FileId> {
        let files = self.loaded.iter();
        files.flat_map(|(id, month)| month.keys().map(|key| ((id.kind, key.clone()), *id))).collect()
    }

    fn place(&mut self, id: FileId, old: Option<FileId>, key: RecordKey, entry: Entry) {
        if let Some(month) = old.filter(|old| *old != id).and_then(|old| self.loaded.get_mut(&old)) {
            month.remove(&key);
        }
        self.loaded.entry(id).or_default().insert(key, entry);
    }
}

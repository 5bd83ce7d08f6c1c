//! The store of one repository: records in and out, month by month, each month read once and only when it is needed.
//! It must not know how records are collected, nor what is in the collector's state.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sparky_schema::Kind;

use super::index::{Files, Found, Index};
use super::kinds::RecordKind;
use super::month::{FileId, Month};
use super::month_file::{Entry, MonthFile};
use crate::Error;

/// The records of one repository and the collector's state. Nothing reaches the disk before
/// [`commit`](RepositoryStore::commit).
#[derive(Debug)]
pub struct RepositoryStore<S> {
    pub(super) folder: PathBuf,
    pub(super) state: S,
    /// The state as it is on the disk.
    pub(super) committed: S,
    /// What is on the disk, apart from forgotten kinds.
    pub(super) files: Files,
    pub(super) loaded: BTreeMap<FileId, MonthFile>,
    /// Kinds that the next commit replaces as a whole.
    pub(super) forgotten: BTreeSet<Kind>,
    was_damaged: bool,
    exists: bool,
}

impl<S: Serialize + DeserializeOwned + Default + Clone> RepositoryStore<S> {
    pub(super) fn open(folder: PathBuf) -> Result<Self, Error> {
        let (index, unreadable) = match Index::read(&folder)? {
            Found::Index(index) => (Some(*index), false),
            Found::Damaged => (None, true),
            Found::Missing => (None, false),
        };
        let missing = index.is_none();
        let index = index.unwrap_or_else(|| Index::new(S::default(), Files::new()));
        let mut store = Self {
            folder,
            committed: index.state.clone(),
            state: index.state,
            files: index.files,
            loaded: BTreeMap::new(),
            forgotten: BTreeSet::new(),
            was_damaged: unreadable,
            exists: !missing,
        };
        store.settle(index.changing)?;
        index.forgotten.into_iter().for_each(|kind| store.forget(kind));
        store.was_damaged |= missing && store.has_strangers()?;
        if store.was_damaged {
            Kind::ALL.into_iter().for_each(|kind| store.forget(kind));
        }
        Ok(store)
    }
}

impl<S> RepositoryStore<S> {
    /// The collector's own state.
    pub fn state(&self) -> &S {
        &self.state
    }

    /// The collector's own state, to be changed; kept by the next commit.
    pub fn state_mut(&mut self) -> &mut S {
        &mut self.state
    }

    /// Whether `repository.json` could not be believed, so that everything is forgotten and the state is the default.
    pub fn was_damaged(&self) -> bool {
        self.was_damaged
    }

    /// Whether the repository was committed once, and could be read.
    pub(super) fn exists(&self) -> bool {
        self.exists
    }

    /// Drops every record of a kind.
    pub fn forget(&mut self, kind: Kind) {
        self.files.retain(|id, _| id.kind != kind);
        self.loaded.retain(|id, _| id.kind != kind);
        self.forgotten.insert(kind);
    }

    /// Whether there is no record at all; reads nothing.
    pub fn is_empty(&self) -> bool {
        Kind::ALL.into_iter().all(|kind| self.len(kind) == 0)
    }

    /// How many records of a kind there are; reads nothing.
    pub fn len(&self, kind: Kind) -> usize {
        let len = |id: &FileId| {
            self.loaded.get(id).map_or_else(|| self.files.get(id).map_or(0, |f| f.records), MonthFile::len)
        };
        self.ids(kind).iter().map(len).sum()
    }

    /// The records of a kind that a window can see: created before `until`, and something in them at `since` or later.
    /// Sorted by creation, then key. Reads only the months that can hold one.
    ///
    /// # Errors
    /// [`Error::Damaged`] when a file is not what was written, which [`damaged`](RepositoryStore::damaged) rules out
    /// for the same `since`; or when the file system refuses.
    pub fn range<K: RecordKind>(
        &mut self,
        since: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<K::Record>, Error> {
        self.select::<K>(
            |id, latest| id.month.start() < until && latest.is_none_or(|latest| latest >= since),
            |entry| entry.created < until && entry.latest >= since,
        )
    }

    /// The records of a kind that were created in the month of `at` or later, sorted.
    ///
    /// # Errors
    /// Like [`range`](RepositoryStore::range).
    pub fn from_month_of<K: RecordKind>(&mut self, at: DateTime<Utc>) -> Result<Vec<K::Record>, Error> {
        self.select::<K>(|id, _| id.month >= Month::of(at), |_| true)
    }

    /// The records of a kind that are open as far as they know, sorted. Reads only the months that hold one.
    ///
    /// # Errors
    /// Like [`range`](RepositoryStore::range).
    pub fn open_ones<K: RecordKind>(&mut self) -> Result<Vec<K::Record>, Error> {
        let counts: BTreeMap<FileId, Option<usize>> = self.files.iter().map(|(id, facts)| (*id, facts.open)).collect();
        let is_loaded: BTreeSet<FileId> = self.loaded.keys().copied().collect();
        let may_hold = |id: FileId| is_loaded.contains(&id) || counts.get(&id) != Some(&Some(0));
        self.select::<K>(|id, _| may_hold(id), |entry| entry.open)
    }

    /// Every record of a kind, sorted.
    ///
    /// # Errors
    /// Like [`range`](RepositoryStore::range).
    pub fn all<K: RecordKind>(&mut self) -> Result<Vec<K::Record>, Error> {
        self.select::<K>(|_, _| true, |_| true)
    }

    /// Adds a record, or replaces the one with the same key.
    ///
    /// # Errors
    /// Like [`range`](RepositoryStore::range): the month is read first.
    pub fn upsert<K: RecordKind>(&mut self, record: &K::Record) -> Result<(), Error> {
        let id = FileId { kind: K::KIND, month: Month::of(K::created(record)) };
        let fault = |error| Error::Io { path: id.path(&self.folder), source: std::io::Error::other(error) };
        let (key, entry) = (K::key(record), Entry::of::<K>(record).map_err(fault)?);
        if K::MOVES {
            for other in self.ids(K::KIND).into_iter().filter(|other| *other != id) {
                self.month::<K>(other)?.remove(&key);
            }
        }
        self.month::<K>(id)?.insert(key, entry);
        Ok(())
    }

    /// Keeps only some of the records that were created in the month of `from` or later.
    ///
    /// # Errors
    /// Like [`range`](RepositoryStore::range).
    pub fn retain<K: RecordKind>(
        &mut self,
        from: DateTime<Utc>,
        mut keep: impl FnMut(&K::Record) -> bool,
    ) -> Result<(), Error> {
        for id in self.ids(K::KIND).into_iter().filter(|id| id.month >= Month::of(from)) {
            // A line that was parsed when it was read, or written here, parses.
            self.month::<K>(id)?.retain(|entry| serde_json::from_str(&entry.line).is_ok_and(|record| keep(&record)));
        }
        Ok(())
    }

    /// The months of a kind, on the disk or not, oldest first.
    pub(super) fn ids(&self, kind: Kind) -> BTreeSet<FileId> {
        self.files.keys().chain(self.loaded.keys()).filter(|id| id.kind == kind).copied().collect()
    }

    fn select<K: RecordKind>(
        &mut self,
        file: impl Fn(FileId, Option<DateTime<Utc>>) -> bool,
        keep: impl Fn(&Entry) -> bool,
    ) -> Result<Vec<K::Record>, Error> {
        let mut records = Vec::new();
        for id in self.ids(K::KIND) {
            // What is in memory may be newer than what the index knows.
            let latest = if self.loaded.contains_key(&id) { None } else { self.files.get(&id).map(|f| f.latest) };
            if file(id, latest) {
                let month = self.month::<K>(id)?;
                let lines = month.sorted().into_iter().filter(|entry| keep(entry)).map(|entry| entry.line.as_str());
                records.extend(lines.filter_map(|line| serde_json::from_str::<K::Record>(line).ok()));
            }
        }
        Ok(records)
    }

    /// A month, read when it was not yet.
    pub(super) fn month<K: RecordKind>(&mut self, id: FileId) -> Result<&mut MonthFile, Error> {
        if !self.loaded.contains_key(&id) {
            let month = self.load::<K>(id)?;
            self.loaded.insert(id, month);
        }
        Ok(self.loaded.entry(id).or_default())
    }
}

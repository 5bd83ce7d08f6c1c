//! What is believed: a month file whose digest is the one that was written, and no other. What is not believed is
//! forgotten, the whole kind at once, because the state speaks of kinds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, Utc};
use sparky_schema::{Kind, codec};

use super::index::FileFacts;
use super::kinds::{self, RecordKind};
use super::month::{EXTENSION, FileId};
use super::month_file::MonthFile;
use super::repository::RepositoryStore;
use crate::Error;

impl<S> RepositoryStore<S> {
    /// Reads the files that can hold something at `since` or later, and forgets the kinds of which one is damaged,
    /// missing or not ours. Names the kinds that are forgotten and not yet committed, for whatever reason: what the
    /// state says of them does not hold.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn damaged(&mut self, since: DateTime<Utc>) -> Result<BTreeSet<Kind>, Error> {
        for kind in Kind::ALL {
            if !self.forgotten.contains(&kind) && !self.is_whole(kind, since)? {
                self.forget(kind);
            }
        }
        Ok(self.forgotten.clone())
    }

    fn is_whole(&mut self, kind: Kind, since: DateTime<Utc>) -> Result<bool, Error> {
        if !self.strangers(kind)?.is_empty() {
            return Ok(false);
        }
        let wanted = self.files.iter().filter(|(id, facts)| id.kind == kind && facts.latest >= since);
        for id in wanted.map(|(id, _)| *id).collect::<Vec<_>>() {
            match self.read_month(id) {
                Ok(()) => {}
                Err(Error::Damaged { .. }) => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    fn read_month(&mut self, id: FileId) -> Result<(), Error> {
        match id.kind {
            Kind::Commits => self.month::<kinds::Commits>(id).map(drop),
            Kind::PullRequests => self.month::<kinds::PullRequests>(id).map(drop),
            Kind::Issues => self.month::<kinds::Issues>(id).map(drop),
            Kind::Reviews => self.month::<kinds::Reviews>(id).map(drop),
            Kind::Comments => self.month::<kinds::Comments>(id).map(drop),
            Kind::ReviewComments => self.month::<kinds::ReviewComments>(id).map(drop),
            Kind::Releases => self.month::<kinds::Releases>(id).map(drop),
            Kind::Discussions => self.month::<kinds::Discussions>(id).map(drop),
            Kind::WorkflowRuns => self.month::<kinds::WorkflowRuns>(id).map(drop),
        }
    }

    /// Reads a month from the disk; an unknown one is empty.
    pub(super) fn load<K: RecordKind>(&self, id: FileId) -> Result<MonthFile, Error> {
        if self.forgotten.contains(&id.kind) && !self.files.contains_key(&id) {
            return Ok(MonthFile::default());
        }
        let path = id.path(&self.folder);
        let bytes = read(&path)?;
        let month = match (self.files.get(&id), bytes) {
            (None, None) => Some(MonthFile::default()),
            (Some(facts), Some(bytes)) if facts.sha256 == codec::sha256_hex(&bytes) => MonthFile::parse::<K>(&bytes),
            _ => None,
        };
        month.ok_or(Error::Damaged { path, kind: id.kind })
    }

    /// Ends a commit that was cut off: each file that it was about to change is the old one or the new one.
    pub(super) fn settle(&mut self, changing: BTreeMap<FileId, Option<FileFacts>>) -> Result<(), Error> {
        for (id, next) in changing {
            let digest = read(&id.path(&self.folder))?.map(|bytes| codec::sha256_hex(&bytes));
            if digest.as_ref() == self.files.get(&id).map(|old| &old.sha256) {
                continue;
            }
            match next {
                // Neither: the index keeps one that does not fit, so that the damage is seen.
                Some(next) => self.files.insert(id, next),
                None if digest.is_none() => self.files.remove(&id),
                None => None,
            };
        }
        Ok(())
    }

    pub(super) fn has_strangers(&self) -> Result<bool, Error> {
        for kind in Kind::ALL {
            if !self.strangers(kind)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The names of month files of a kind that the index does not know.
    pub(super) fn strangers(&self, kind: Kind) -> Result<Vec<String>, Error> {
        let folder = self.folder.join(kind.name());
        let fault = |source| Error::Io { path: folder.clone(), source };
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(fault(source)),
        };
        let mut strangers = Vec::new();
        for entry in entries {
            let name = entry.map_err(fault)?.file_name().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(EXTENSION).and_then(|stem| stem.strip_suffix('.')) else { continue };
            let id = FileId::try_from(format!("{}/{stem}", kind.name()));
            if !id.is_ok_and(|id| self.files.contains_key(&id)) {
                strangers.push(name);
            }
        }
        Ok(strangers)
    }
}

/// The bytes of a file; none when it is missing.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match codec::read_bytes(path) {
        Ok(bytes) => Ok(Some(bytes)),
        // It cannot be what was written.
        Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => Ok(Some(Vec::new())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Io { path: path.to_owned(), source }),
    }
}

//! How changes reach the disk: first the index says what each changing file was and becomes, with the old state; then
//! the files; then the index with the new state alone. Wherever that is cut off, what lies there is readable, and
//! the old state asks for what is missing again. Only the last write is synced: what a power cut does to the others
//! shows in their digests. It must not know what is in a file.

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use sparky_schema::codec;

use super::index::{FileFacts, Index};
use super::month::FileId;
use super::repository::RepositoryStore;
use crate::Error;

/// What a month file becomes; none when no record is left.
type Next = Option<(Vec<u8>, FileFacts)>;

impl<S: Serialize + DeserializeOwned + Default + Clone> RepositoryStore<S> {
    /// Writes what changed: nothing, when nothing did. A failed commit can be tried again.
    ///
    /// # Errors
    /// When the file system refuses; what is on the disk is then as if the run had been killed.
    pub fn commit(&mut self) -> Result<(), Error> {
        let changing = self.changing();
        if !changing.is_empty() || !self.forgotten.is_empty() {
            self.announce(&changing)?;
        }
        for (id, next) in changing {
            self.write_month(id, next)?;
        }
        self.remove_strangers()?;
        Index::new(self.state.clone(), self.files.clone()).write(&self.folder)?;
        self.committed = self.state.clone();
        self.forgotten.clear();
        self.loaded.values_mut().for_each(|month| month.changed = false);
        Ok(())
    }

    fn changing(&self) -> BTreeMap<FileId, Next> {
        let changed = self.loaded.iter().filter(|(_, month)| month.changed);
        let becomes = changed.map(|(id, month)| (*id, month.to_bytes()));
        becomes.filter(|(id, next)| next.as_ref().map(|(_, facts)| facts) != self.files.get(id)).collect()
    }

    fn announce(&self, changing: &BTreeMap<FileId, Next>) -> Result<(), Error> {
        let mut index = Index::new(self.committed.clone(), self.files.clone());
        let facts = |next: &Next| next.as_ref().map(|(_, facts)| facts.clone());
        index.changing = changing.iter().map(|(id, next)| (*id, facts(next))).collect();
        index.forgotten = self.forgotten.clone();
        index.announce(&self.folder)
    }

    // The files on the disk and those in memory stay in step, so that a commit that failed can be tried again.
    fn write_month(&mut self, id: FileId, next: Next) -> Result<(), Error> {
        let path = id.path(&self.folder);
        if let Some((bytes, facts)) = next {
            codec::write_unsynced(&path, &bytes)?;
            self.files.insert(id, facts);
        } else {
            std::fs::remove_file(&path).map_err(|source| Error::Io { path, source })?;
            self.files.remove(&id);
        }
        Ok(())
    }

    fn remove_strangers(&self) -> Result<(), Error> {
        for kind in &self.forgotten {
            let folder = self.folder.join(kind.name());
            for path in self.strangers(*kind)?.iter().map(|name| folder.join(name)) {
                std::fs::remove_file(&path).map_err(|source| Error::Io { path, source })?;
            }
        }
        Ok(())
    }
}

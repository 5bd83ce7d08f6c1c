//! `cache/<kind>/<sha256>.json`: answers that need not be asked for again. The folder may be deleted at any moment. It
//! must not know what the answers mean.

use std::path::PathBuf;

use sparky_schema::codec;

use crate::Error;

/// The cache of one data folder.
#[derive(Debug, Clone)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// What was stored under a key, the SHA-256 of the question. What cannot be read is not there.
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        codec::read_bytes(&self.path(key)).ok()
    }

    /// Stores an answer.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn put(&self, key: &str, bytes: &[u8]) -> Result<(), Error> {
        Ok(codec::write_unsynced(&self.path(key), bytes)?)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.root.join(format!("{key}.json"))
    }
}

//! `.sparky-live.json`: how far the run that is under way has come, for those who watch it from another process. It may be
//! missing, old or lost at any time, and nothing is decided by it.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::codec;

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// How many repositories are read in this run.
    pub repositories: usize,
    /// How many of them are done.
    pub done: usize,
    /// The one that was done last.
    pub last: Option<String>,
}

/// Where that is written.
#[derive(Debug, Clone)]
pub struct LiveFile {
    path: PathBuf,
}

impl LiveFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Writes it down, as well as it can: a run does not fail because nobody can watch it.
    pub fn write(&self, live: &Live) {
        if let Ok(bytes) = serde_json::to_vec(live) {
            let _ = codec::write_unsynced(&self.path, &bytes);
        }
    }

    /// What was written last.
    pub fn read(&self) -> Option<Live> {
        serde_json::from_slice(&codec::read_bytes(&self.path).ok()?).ok()
    }

    /// Forgets it.
    pub fn remove(&self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

//! `history/<period>/<window id>.json`: what became of each window, as its last run left it. One file a window, so that
//! two runs that meet on a branch do not touch the same lines. It must not know which windows there should be.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::codec;
use sparky_schema::run::Run;
use sparky_schema::window::{Period, Window};

use crate::Error;

/// The last run that could not begin: one file, the newest counts.
const NOT_BEGUN: &str = "not-begun.json";

/// A run that came to nothing before it was known which window it was of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotBegun {
    /// When it was tried.
    pub at: DateTime<Utc>,
    /// Why it could not begin.
    pub message: String,
}

/// What became of each window.
#[derive(Debug, Clone)]
pub struct History {
    root: PathBuf,
}

impl History {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Writes down what became of a window.
    ///
    /// # Errors
    /// When the file system refuses; the old entry is then untouched.
    pub fn record(&self, run: &Run) -> Result<(), Error> {
        let path = self.path(&run.window);
        codec::write(&path, run, &path.to_string_lossy())?;
        Ok(())
    }

    /// What became of a window; none when it is unknown. An entry that cannot be read is none: its window is run again.
    pub fn entry(&self, window: &Window) -> Option<Run> {
        codec::read(&self.path(window)).ok()
    }

    /// Every entry of a period, oldest window first.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn entries(&self, period: Period) -> Result<Vec<Run>, Error> {
        let files = self.files(period)?;
        let mut runs: Vec<Run> = files.iter().filter_map(|path| codec::read(path).ok()).collect();
        runs.sort_by_key(|run| (run.window.since, run.window.until));
        Ok(runs)
    }

    /// The entries of a period that cannot be read.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn damaged(&self, period: Period) -> Result<Vec<PathBuf>, Error> {
        Ok(self.files(period)?.into_iter().filter(|path| codec::read::<Run>(path).is_err()).collect())
    }

    /// Takes over the entries of another history that are newer than ours.
    ///
    /// # Errors
    /// When a folder cannot be listed, or the file system refuses.
    pub fn merge(&self, other: &History) -> Result<(), Error> {
        for period in Period::ALL {
            for theirs in other.entries(period)? {
                let ours = self.entry(&theirs.window);
                if ours.as_ref().is_none_or(|ours| ours.started_at < theirs.started_at) {
                    let collected_at = theirs.collected_at.max(ours.and_then(|ours| ours.collected_at));
                    self.record(&Run { collected_at, ..theirs })?;
                }
            }
        }
        let ours = self.not_begun().map(|entry| entry.at);
        if let Some(theirs) = other.not_begun().filter(|theirs| ours < Some(theirs.at)) {
            self.could_not_begin(&theirs)?;
        }
        Ok(())
    }

    /// Writes down that a run could not begin.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn could_not_begin(&self, entry: &NotBegun) -> Result<(), Error> {
        let path = self.root.join(NOT_BEGUN);
        let text = serde_json::to_vec_pretty(entry).unwrap_or_default();
        Ok(codec::write_atomically(&path, &text)?)
    }

    /// The last run that could not begin; none when there was none, or nothing is known of it any more.
    pub fn not_begun(&self) -> Option<NotBegun> {
        serde_json::from_slice(&codec::read_bytes(&self.root.join(NOT_BEGUN)).ok()?).ok()
    }

    fn path(&self, window: &Window) -> PathBuf {
        self.root.join(window.period.name()).join(format!("{}.json", window.id))
    }

    fn files(&self, period: Period) -> Result<Vec<PathBuf>, Error> {
        let folder = self.root.join(period.name());
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let entries = std::fs::read_dir(&folder).map_err(|source| Error::Io { path: folder.clone(), source })?;
        let is_document = |path: &Path| path.extension().is_some_and(|extension| extension == "json");
        let mut files: Vec<PathBuf> =
            entries.flatten().map(|entry| entry.path()).filter(|path| is_document(path)).collect();
        files.sort();
        Ok(files)
    }
}

//! `spending/<YYYY-MM>.ndjson`: what calls of a language model cost, one line a call, written before the call with the
//! estimate and again with the bill. It must not know models or prices.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::codec;

use crate::Error;

/// What calls cost, by month.
#[derive(Debug, Clone)]
pub struct Spending {
    root: PathBuf,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Names the call: the SHA-256 of the question and the attempt.
    pub id: String,
    /// The model.
    pub model: String,
    /// Tokens, both ways.
    pub tokens: u64,
    /// US dollars.
    pub cost_usd: f64,
    /// Whether this is the bill rather than the estimate.
    pub settled: bool,
}

impl Spending {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The calls of the month that holds `at`, in UTC.
    ///
    /// # Errors
    /// When the file is damaged or cannot be read: nobody can then tell what is left.
    pub fn month(&self, at: DateTime<Utc>) -> Result<Vec<Spent>, Error> {
        read(&self.path(at))
    }

    /// Writes a call down, in the place of what was written of it before, so that it outlasts a power cut.
    ///
    /// # Errors
    /// When the month is damaged or the file system refuses.
    pub fn put(&self, spent: &Spent) -> Result<(), Error> {
        self.add(&self.path(spent.at), std::iter::once(spent.clone()))
    }

    /// Takes over the calls of another folder.
    ///
    /// # Errors
    /// When a month is damaged or the file system refuses.
    pub fn merge(&self, other: &Self) -> Result<(), Error> {
        let Ok(entries) = std::fs::read_dir(&other.root) else { return Ok(()) };
        for entry in entries.flatten() {
            let theirs = read(&entry.path())?;
            self.add(&self.root.join(entry.file_name()), theirs.into_iter())?;
        }
        Ok(())
    }

    fn add(&self, path: &Path, more: impl Iterator<Item = Spent>) -> Result<(), Error> {
        let mut all: BTreeMap<(DateTime<Utc>, String), Spent> = BTreeMap::new();
        for spent in read(path)?.into_iter().chain(more) {
            let key = (spent.at, spent.id.clone());
            // An estimate says less than a bill.
            if spent.settled || all.get(&key).is_none_or(|known| !known.settled) {
                all.insert(key, spent);
            }
        }
        let fault = |source: serde_json::Error| Error::Io { path: path.to_owned(), source: source.into() };
        let lines = all.values().map(|spent| serde_json::to_string(spent).map(|line| line + "\n"));
        let text = lines.collect::<Result<String, _>>().map_err(fault)?;
        Ok(codec::write_atomically(path, text.as_bytes())?)
    }

    fn path(&self, at: DateTime<Utc>) -> PathBuf {
        self.root.join(format!("{}.ndjson", at.format("%Y-%m")))
    }
}

fn read(path: &Path) -> Result<Vec<Spent>, Error> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(Error::Io { path: path.to_owned(), source }),
    };
    let lines = text.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().map_err(|_| Error::Spending { path: path.to_owned() })
}

//! `sessions/<name>.json`: named spans of time in which runs belong together. They stay on the machine on which the runs
//! happen. It must not know what a run is.

use std::io::ErrorKind;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::codec;

use crate::Error;

/// The sessions of one data folder.
#[derive(Debug, Clone)]
pub struct Sessions {
    root: PathBuf,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRecord {
    /// Its name: letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// Each time that it was open, in order; the last one has no end while it is.
    pub spans: Vec<Span>,
}

/// From when to when a session was open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// When it was started or resumed.
    pub since: DateTime<Utc>,
    /// When it was ended; none while it is open.
    pub until: Option<DateTime<Utc>>,
}

impl SessionRecord {
    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.spans.last().is_some_and(|span| span.until.is_none())
    }

    /// Whether something that happened at that time belongs to it.
    pub fn holds(&self, time: DateTime<Utc>) -> bool {
        self.spans.iter().any(|span| span.since <= time && span.until.is_none_or(|until| time < until))
    }
}

impl Sessions {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The session of a name.
    ///
    /// # Errors
    /// When the name is none, or its file cannot be read.
    pub fn read(&self, name: &str) -> Result<Option<SessionRecord>, Error> {
        let path = self.path(name)?;
        match codec::read_bytes(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| Error::Session { path }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::Io { path, source }),
        }
    }

    /// Writes a session down.
    ///
    /// # Errors
    /// When the name is none, or the file system refuses.
    pub fn write(&self, session: &SessionRecord) -> Result<(), Error> {
        let path = self.path(&session.name)?;
        let mut bytes = serde_json::to_vec_pretty(session)
            .map_err(|error| Error::Io { path: path.clone(), source: error.into() })?;
        bytes.push(b'\n');
        Ok(codec::write_atomically(&path, &bytes)?)
    }

    fn path(&self, name: &str) -> Result<PathBuf, Error> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.len() > 100 || name.starts_with('.') || !name.chars().all(is_plain) {
            return Err(Error::SessionName { name: name.to_owned() });
        }
        Ok(self.root.join(format!("{name}.json")))
    }
}

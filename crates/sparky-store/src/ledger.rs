//! What was sent where: `ledger/<target>/<item id>.json`, one small file per item and target, written to the disk before
//! a call and after it, and meant to be kept on a branch. It must not know any target, nor what a text says.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::codec;

use crate::Error;

/// The layout of a record that this program writes.
const FORMAT: &str = "sparky/ledger/v1";

/// The records of one data folder.
#[derive(Debug, Clone)]
pub struct Ledger {
    root: PathBuf,
}

/// What is known of one item at one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What layout this is.
    pub schema: String,
    /// The name of the target.
    pub target: String,
    /// The id of the item.
    pub item: String,
    /// How far it came.
    pub state: RecordState,
    /// SHA-256 of what was sent, or is about to be.
    pub sha256: String,
    /// The name that the service gave it, for updates.
    pub remote: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// When the call was about to be made, for the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// What is there of an item that takes several calls, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// SHA-256 of the item's text, which was approved, sent, or is about to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Written for several items before the first of them was sent, so that where it went further nobody knows.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ahead: bool,
}

/// A part of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The name that the service gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// SHA-256 of a file that was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// How far an item came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// A person has approved it; nothing was sent.
    Approved,
    /// A call was about to be made, and nobody wrote down how it ended.
    Intended,
    /// Its parts are there, and the next one is not.
    Partial,
    /// It is there.
    Published,
    /// A person has taken it back, and it may still be there.
    Withdrawing,
    /// A person has taken it back; it is not sent again.
    Withdrawn,
}

impl RecordState {
    /// What says more comes later.
    const fn rank(self) -> u8 {
        match self {
            Self::Approved => 0,
            Self::Intended => 1,
            Self::Partial => 2,
            Self::Published => 3,
            Self::Withdrawing => 4,
            Self::Withdrawn => 5,
        }
    }
}

impl Record {
    /// A record of something that is about to be sent for the first time.
    pub fn intent(target: &str, item: &str, sha256: String) -> Self {
        Self {
            schema: FORMAT.to_owned(),
            target: target.to_owned(),
            item: item.to_owned(),
            state: RecordState::Intended,
            sha256,
            remote: None,
            url: None,
            at: None,
            parts: Vec::new(),
            text: None,
            ahead: false,
        }
    }

    /// Whether it is there, as far as anybody knows.
    pub fn is_published(&self) -> bool {
        self.state == RecordState::Published
    }

    /// Whether a person has taken it back.
    pub const fn is_withdrawn(&self) -> bool {
        matches!(self.state, RecordState::Withdrawing | RecordState::Withdrawn)
    }

    /// Whether it was sent, or may have been.
    pub const fn was_sent(&self) -> bool {
        !matches!(self.state, RecordState::Approved)
    }
}

impl Ledger {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// What is known of an item at a target.
    ///
    /// # Errors
    /// When there is a record that cannot be read: nothing may then be sent.
    pub fn read(&self, target: &str, item: &str) -> Result<Option<Record>, Error> {
        let path = self.path(target, item);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::Io { path, source }),
        };
        let record = serde_json::from_slice::<Record>(&bytes).ok();
        let own = record.filter(|record| record.schema == FORMAT && record.target == target && record.item == item);
        own.map(Some).ok_or(Error::Ledger { path })
    }

    /// What is known of the items at a target whose ids begin with `folder` and a slash, in the order of their ids.
    ///
    /// # Errors
    /// When there is a record that cannot be read: nothing may then be sent.
    pub fn below(&self, target: &str, folder: &str) -> Result<Vec<Record>, Error> {
        let start = self.root.join(file_name(target));
        let folder = folder.split('/').fold(start, |path, part| path.join(file_name(part)));
        let read = |path: PathBuf| {
            let bytes = std::fs::read(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
            let record = serde_json::from_slice::<Record>(&bytes).ok();
            let own = record.filter(|record| record.schema == FORMAT && self.path(target, &record.item) == path);
            own.ok_or(Error::Ledger { path })
        };
        let mut records = files_below(&folder)?.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        records.sort_by(|one, other| one.item.cmp(&other.item));
        Ok(records)
    }

    /// Writes a record so that it outlasts a power cut.
    ///
    /// # Errors
    /// When the file system refuses; the old record is then untouched.
    pub fn write(&self, record: &Record) -> Result<(), Error> {
        let path = self.path(&record.target, &record.item);
        let fault = |source: serde_json::Error| Error::Io { path: path.clone(), source: source.into() };
        let mut bytes = serde_json::to_vec_pretty(record).map_err(fault)?;
        bytes.push(b'\n');
        Ok(codec::write_atomically(&path, &bytes)?)
    }

    /// Forgets an item at a target, so that it counts as never sent.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn forget(&self, target: &str, item: &str) -> Result<(), Error> {
        let path = self.path(target, item);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::Io { path, source: error }),
            _ => Ok(()),
        }
    }

    /// Takes over the records of another ledger that say more than ours.
    ///
    /// # Errors
    /// When a record cannot be read, or the file system refuses.
    pub fn merge(&self, other: &Ledger) -> Result<(), Error> {
        for path in files_below(&other.root)? {
            let record = std::fs::read(&path).ok().and_then(|bytes| serde_json::from_slice::<Record>(&bytes).ok());
            let theirs = record.ok_or(Error::Ledger { path })?;
            let says_less = |ours: Record| ours.state.rank() < theirs.state.rank();
            if self.read(&theirs.target, &theirs.item)?.is_none_or(says_less) {
                self.write(&theirs)?;
            }
        }
        Ok(())
    }

    fn path(&self, target: &str, item: &str) -> PathBuf {
        let folder = item.split('/').fold(self.root.join(file_name(target)), |path, part| path.join(file_name(part)));
        folder.with_added_extension("json")
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(flag: &bool) -> bool {
    !flag
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let fault = |source| Error::Io { path: folder.to_owned(), source };
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(files)
}

/// A name that is safe on every system and different for every text.
fn file_name(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.');
    let only_dots = text.bytes().all(|byte| byte == b'.');
    let encode = |byte: u8| {
        // Upper case is kept where week numbers have it; two names that differ in case alone are two files everywhere.
        if (is_plain(byte) || byte == b'W') && !only_dots {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    if text.is_empty() { "%".to_owned() } else { text.bytes().map(encode).collect() }
}

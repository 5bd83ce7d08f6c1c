//! What was sent where: `ledger/<target>/<item id>.json`, one small file per item and target, written to the disk before
//! a call and after it, and meant to be kept on a branch. It must not know any target, nor what a text says.

mod record;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sparky_schema::codec;

pub use record::{Part, Record, RecordState};

use crate::Error;

/// The records of one data folder.
#[derive(Debug, Clone)]
pub struct Ledger {
    root: PathBuf,
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
        let bytes = match codec::read_bytes(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::Io { path, source }),
        };
        let record = serde_json::from_slice::<Record>(&bytes).ok();
        let own = record.filter(|record| record.is_known() && record.target == target && record.item == item);
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
            let bytes = codec::read_bytes(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
            let record = serde_json::from_slice::<Record>(&bytes).ok();
            let own = record.filter(|record| record.is_known() && self.path(target, &record.item) == path);
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
            let record = codec::read_bytes(&path).ok().and_then(|bytes| serde_json::from_slice::<Record>(&bytes).ok());
            let theirs = record.ok_or(Error::Ledger { path })?;
            let says_less = |ours: Record| ours.says_less_than(&theirs);
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

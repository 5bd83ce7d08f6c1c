//! One month of one kind in memory: lines by key. It must not know where the file lies or whether it is believed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sparky_schema::codec;

use super::index::FileFacts;
use super::kinds::{RecordKey, RecordKind};

/// One record: its line, and what is asked of it without parsing the line again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) created: DateTime<Utc>,
    pub(super) latest: DateTime<Utc>,
    pub(super) open: bool,
    pub(super) line: String,
}

impl Entry {
    pub(super) fn of<K: RecordKind>(record: &K::Record) -> Result<Self, serde_json::Error> {
        let line = serde_json::to_string(record)?;
        Ok(Self::with::<K>(record, line))
    }

    fn with<K: RecordKind>(record: &K::Record, line: String) -> Self {
        Self { created: K::created(record), latest: K::latest(record), open: K::is_open(record), line }
    }
}

/// The records of a month file.
#[derive(Debug, Clone, Default)]
pub(super) struct MonthFile {
    entries: BTreeMap<RecordKey, Entry>,
    /// Whether it may differ from what is on the disk.
    pub(super) changed: bool,
}

impl MonthFile {
    /// Parses a file; none when a line is no record of the kind.
    pub(super) fn parse<K: RecordKind>(bytes: &[u8]) -> Option<Self> {
        let mut entries = BTreeMap::new();
        for line in std::str::from_utf8(bytes).ok()?.lines() {
            let record: K::Record = serde_json::from_str(line).ok()?;
            entries.insert(K::key(&record), Entry::with::<K>(&record, line.to_owned()));
        }
        Some(Self { entries, changed: false })
    }

    pub(super) fn insert(&mut self, key: RecordKey, entry: Entry) {
        if self.entries.get(&key) != Some(&entry) {
            self.entries.insert(key, entry);
            self.changed = true;
        }
    }

    pub(super) fn remove(&mut self, key: &RecordKey) {
        self.changed |= self.entries.remove(key).is_some();
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Entry) -> bool) {
        let before = self.entries.len();
        self.entries.retain(|_, entry| keep(entry));
        self.changed |= self.entries.len() != before;
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &RecordKey> {
        self.entries.keys()
    }

    pub(super) fn into_entries(self) -> BTreeMap<RecordKey, Entry> {
        self.entries
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries by creation, then key.
    pub(super) fn sorted(&self) -> Vec<&Entry> {
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_by_key(|(key, entry)| (entry.created, *key));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The bytes of the file and what the index says of them; none when no record is left.
    pub(super) fn to_bytes(&self) -> Option<(Vec<u8>, FileFacts)> {
        let latest = self.entries.values().map(|entry| entry.latest).max()?;
        let mut bytes = Vec::new();
        for entry in self.sorted() {
            bytes.extend_from_slice(entry.line.as_bytes());
            bytes.push(b'\n');
        }
        let open = self.entries.values().filter(|entry| entry.open).count();
        let facts = FileFacts { sha256: codec::sha256_hex(&bytes), records: self.len(), latest, open: Some(open) };
        Some((bytes, facts))
    }
}

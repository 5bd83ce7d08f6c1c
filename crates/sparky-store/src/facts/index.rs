//! `repository.json`: the collector's state, and which month files belong to it. While a commit is under way it lists
//! for each file that changes both what it was and what it becomes, so that a run may be killed at any moment.
//! It must not know what is in the state or in a month file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sparky_schema::{Kind, codec};

use super::month::FileId;
use crate::Error;

/// What the file begins with, up to its digest: `state`, the first key of the rest, is never empty.
const HEADER: &str = "{\n  \"schema\": \"sparky/facts/v1\",\n  \"sha256\": \"";
const DIGEST_LEN: usize = 64;
const DIGEST_END: &str = "\",";
const FAMILY: &str = "sparky/facts/v";
const VERSION: u32 = 1;

/// What is known of a month file without reading it; one line in the index: digest, records, latest, and how many of
/// them are open, where there are such and somebody counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct FileFacts {
    pub(super) sha256: String,
    pub(super) records: usize,
    pub(super) latest: DateTime<Utc>,
    /// None in a file that was written before this was counted.
    pub(super) open: Option<usize>,
}

impl From<FileFacts> for String {
    fn from(facts: FileFacts) -> String {
        let latest = facts.latest.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let open = facts.open.map_or_else(String::new, |open| format!(" {open}"));
        format!("{} {} {latest}{open}", facts.sha256, facts.records)
    }
}

impl TryFrom<String> for FileFacts {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let facts = || {
            let mut words = text.split(' ');
            let (sha256, records, latest) = (words.next()?, words.next()?, words.next()?);
            let (records, latest) = (records.parse().ok()?, latest.parse().ok()?);
            let open = words.next().map(str::parse).transpose().ok()?;
            Some(Self { sha256: sha256.to_owned(), records, latest, open })
        };
        facts().ok_or_else(|| format!("`{text}` is no digest, count, time and count"))
    }
}

/// The files of a repository.
pub(super) type Files = BTreeMap<FileId, FileFacts>;

/// `repository.json`, after its header.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Index<S> {
    pub(super) state: S,
    pub(super) files: Files,
    /// What the files that a commit is about to write become; none for one that goes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) changing: BTreeMap<FileId, Option<FileFacts>>,
    /// Kinds that a commit is about to replace as a whole, so that the state's word on them does not hold.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) forgotten: BTreeSet<Kind>,
}

/// How reading `repository.json` ended.
pub(super) enum Found<S> {
    Missing,
    Damaged,
    Index(Box<Index<S>>),
}

#[derive(Deserialize)]
struct Header {
    schema: String,
}

impl<S: Serialize + DeserializeOwned> Index<S> {
    pub(super) fn new(state: S, files: Files) -> Self {
        let (changing, forgotten) = (BTreeMap::new(), BTreeSet::new());
        Self { state, files, changing, forgotten }
    }

    pub(super) fn read(folder: &Path) -> Result<Found<S>, Error> {
        let path = path(folder);
        let bytes = match codec::read_bytes(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Missing),
            Err(source) => return Err(Error::Io { path, source }),
        };
        let Ok(Header { schema }) = serde_json::from_slice(&bytes) else { return Ok(Found::Damaged) };
        let version = schema.strip_prefix(FAMILY).and_then(|version| version.parse::<u32>().ok());
        if version.is_some_and(|version| version > VERSION) {
            let newer = codec::CodecError::Newer { path, found: schema, newest: VERSION };
            return Err(newer.into());
        }
        let index = body(&bytes).and_then(|body| serde_json::from_slice(&body).ok());
        Ok(index.map_or(Found::Damaged, |index| Found::Index(Box::new(index))))
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let path = path(folder);
        Ok(codec::write_atomically(&path, &self.to_bytes(&path)?)?)
    }

    /// Writes an index that is soon followed by another one.
    pub(super) fn announce(&self, folder: &Path) -> Result<(), Error> {
        let path = path(folder);
        Ok(codec::write_unsynced(&path, &self.to_bytes(&path)?)?)
    }

    fn to_bytes(&self, path: &Path) -> Result<Vec<u8>, Error> {
        let fault = |error| Error::Io { path: path.to_owned(), source: std::io::Error::other(error) };
        Ok(with_header(&serde_json::to_vec_pretty(self).map_err(fault)?))
    }
}

/// The file: one object, which opens with the schema and the digest of all that follows them.
fn with_header(body: &[u8]) -> Vec<u8> {
    let rest = [body.get(1..).unwrap_or_default(), b"\n"].concat();
    [HEADER.as_bytes(), codec::sha256_hex(&rest).as_bytes(), DIGEST_END.as_bytes(), &rest].concat()
}

/// What was given to [`with_header`]; none when a byte differs.
fn body(bytes: &[u8]) -> Option<Vec<u8>> {
    let (digest, rest) = bytes.strip_prefix(HEADER.as_bytes())?.split_at_checked(DIGEST_LEN)?;
    let rest = rest.strip_prefix(DIGEST_END.as_bytes())?;
    (codec::sha256_hex(rest).as_bytes() == digest).then(|| [b"{", rest].concat())
}

fn path(folder: &Path) -> PathBuf {
    folder.join("repository.json")
}

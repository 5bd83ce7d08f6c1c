//! Texts that wait to be published: `ledger/waiting/<digest>/<period>/<window id>.held`, one file for each window, with the
//! texts in it, so that they can be sent from a machine that has only what is kept on a branch. It must not know what
//! they wait for.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use sparky_schema::codec;
use sparky_schema::content::Content;
use sparky_schema::window::Window;

use crate::Error;

/// The layout of a file that this program writes.
const FORMAT: &str = "sparky/waiting/v1";
/// What texts of no digest by name are kept under; no digest can be called so.
const ALL: &str = "_";

/// The texts that wait, of one data folder.
#[derive(Debug, Clone)]
pub struct Waiting {
    root: PathBuf,
}

/// The texts of one window that wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    schema: String,
    /// The names of the targets for which something waits.
    pub targets: Vec<String>,
    /// What waits.
    pub content: Content,
    /// Its rendered files.
    files: Vec<HeldFile>,
}

/// A rendered file; one that is no text is written in base64.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeldFile {
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

impl Held {
    /// Texts with their rendered files, by path.
    pub fn new(targets: Vec<String>, content: Content, files: &[(&str, &[u8])]) -> Self {
        let held = |(path, bytes): &(&str, &[u8])| {
            let (text, base64) = match std::str::from_utf8(bytes) {
                Ok(text) => (Some(text.to_owned()), None),
                Err(_) => (None, Some(BASE64_STANDARD.encode(bytes))),
            };
            HeldFile { path: (*path).to_owned(), text, base64 }
        };
        let files = files.iter().map(held).collect();
        Self { schema: FORMAT.to_owned(), targets, content, files }
    }

    /// Which of several digests it is.
    pub fn digest(&self) -> Option<&str> {
        self.content.digest.as_deref()
    }

    /// The rendered files; one that is damaged is left out.
    pub fn files(&self) -> impl Iterator<Item = (&str, Vec<u8>)> {
        self.files.iter().filter_map(|file| {
            let bytes = match (&file.text, &file.base64) {
                (Some(text), _) => text.clone().into_bytes(),
                (None, Some(code)) => BASE64_STANDARD.decode(code).ok()?,
                (None, None) => return None,
            };
            Some((file.path.as_str(), bytes))
        })
    }
}

impl Waiting {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Keeps what waits.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn hold(&self, held: &Held) -> Result<(), Error> {
        let path = self.path(held.digest(), &held.content.window);
        let fault = |source: serde_json::Error| Error::Io { path: path.clone(), source: source.into() };
        let mut bytes = serde_json::to_vec_pretty(held).map_err(fault)?;
        bytes.push(b'\n');
        if std::fs::read(&path).is_ok_and(|known| known == bytes) {
            return Ok(());
        }
        Ok(codec::write_atomically(&path, &bytes)?)
    }

    /// What waits of a window.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn of(&self, digest: Option<&str>, window: &Window) -> Result<Option<Held>, Error> {
        let path = self.path(digest, window);
        if path.is_file() { read(&path).map(Some) } else { Ok(None) }
    }

    /// Forgets what waits no more.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn release(&self, digest: Option<&str>, window: &Window) -> Result<(), Error> {
        let path = self.path(digest, window);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::Io { path, source: error }),
            _ => Ok(()),
        }
    }

    /// All that waits, the oldest window first.
    ///
    /// # Errors
    /// When a file is damaged.
    pub fn all(&self) -> Result<Vec<Held>, Error> {
        let mut all: Vec<Held> = files_below(&self.root)?.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
        all.sort_by(|a, b| {
            let key = |held: &Held| (held.content.window.until, held.content.window.since, held.content.digest.clone());
            key(a).cmp(&key(b))
        });
        Ok(all)
    }

    /// Takes over what waits in another folder and is not here.
    ///
    /// # Errors
    /// When a file is damaged, or the file system refuses.
    pub fn merge(&self, other: &Self) -> Result<(), Error> {
        for held in other.all()? {
            if self.of(held.digest(), &held.content.window)?.is_none() {
                self.hold(&held)?;
            }
        }
        Ok(())
    }

    fn path(&self, digest: Option<&str>, window: &Window) -> PathBuf {
        let name = format!("{}.held", window.id);
        self.root.join(digest.unwrap_or(ALL)).join(window.period.name()).join(name)
    }
}

fn read(path: &Path) -> Result<Held, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    let held = serde_json::from_slice::<Held>(&bytes).ok().filter(|held| held.schema == FORMAT);
    held.ok_or_else(|| Error::Waiting { path: path.to_owned() })
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    if folder.is_dir() {
        let fault = |source| Error::Io { path: folder.to_owned(), source };
        for entry in std::fs::read_dir(folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            if path.is_dir() {
                files.extend(files_below(&path)?);
            } else if path.extension().is_some_and(|extension| extension == "held") {
                files.push(path);
            }
        }
    }
    Ok(files)
}

//! `history/insights/<period>/<window id>.json`, below a folder of its own for each digest: what was told of each
//! window, kept when its documents are gone. One file a window, so that two runs that meet on a branch do not touch the
//! same lines. It must not know what an insight is.

use std::path::PathBuf;

use sparky_schema::codec;
use sparky_schema::document::Input;
use sparky_schema::told::Told;
use sparky_schema::window::Window;

use crate::Error;

/// Windows that are looked at; what was told before them may be told again.
const REACH: usize = 12;

/// What was told of every window.
#[derive(Debug, Clone)]
pub struct Tellings {
    root: PathBuf,
    /// The folder as inputs name it.
    name: String,
}

impl Tellings {
    pub(crate) fn new(root: PathBuf, name: String) -> Self {
        Self { root, name }
    }

    /// Writes down what was told of a window.
    ///
    /// # Errors
    /// When the file system refuses; what was written before is then untouched.
    pub fn record(&self, told: &Told) -> Result<(), Error> {
        let path = self.root.join(file(&told.window));
        codec::write(&path, told, &path.to_string_lossy())?;
        Ok(())
    }

    /// What was told of the windows right before one, newest first, and the files. What cannot be read was not told.
    pub fn before(&self, window: &Window) -> Vec<(Told, Input)> {
        let windows = std::iter::successors(window.previous().ok(), |window| window.previous().ok());
        let read = |window: Window| {
            let file = file(&window);
            codec::read_with_input(&self.root.join(&file), &format!("{}/{file}", self.name)).ok()
        };
        windows.take(REACH).filter_map(read).collect()
    }

    /// Takes over what only the other knows. Of two tellings of one window ours stays: the other was made from less.
    ///
    /// # Errors
    /// When a folder cannot be listed, or the file system refuses.
    pub fn merge(&self, other: &Tellings) -> Result<(), Error> {
        for path in files(&other.root)? {
            let Ok(told) = codec::read::<Told>(&path) else { continue };
            let Some(folder) = path.parent().and_then(|folder| folder.strip_prefix(&other.root).ok()) else { continue };
            let ours = self.root.join(folder).join(format!("{}.json", told.window.id));
            if !ours.exists() {
                codec::write(&ours, &told, &ours.to_string_lossy())?;
            }
        }
        Ok(())
    }
}

fn file(window: &Window) -> String {
    format!("{}/{}.json", window.period.name(), window.id)
}

/// Every document below a folder.
fn files(folder: &std::path::Path) -> Result<Vec<PathBuf>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|source| Error::Io { path: folder.to_owned(), source })?;
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

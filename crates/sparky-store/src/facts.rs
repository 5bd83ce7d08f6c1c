//! `facts/<owner>/<repo>/`: which repositories are stored, and under which names. It must not know what a record says,
//! nor what the collector keeps in its state.

mod commit;
mod damage;
mod index;
pub mod kinds;
mod merge;
mod month;
mod month_file;
mod repository;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sparky_schema::{Kind, RepoName};

use crate::Error;
pub use kinds::{RecordKey, RecordKind};
pub use merge::{Join, Side};
pub use repository::RepositoryStore;

/// The collected records of all repositories.
#[derive(Debug, Clone)]
pub struct Facts {
    root: PathBuf,
}

impl Facts {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The repositories that are stored, sorted by name.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn repositories(&self) -> Result<Vec<RepoName>, Error> {
        let mut repositories = Vec::new();
        for owner in folders(&self.root)? {
            let names = folders(&self.root.join(&owner))?;
            // A folder whose name is none of a repository is not ours.
            repositories.extend(names.iter().filter_map(|name| format!("{owner}/{name}").parse().ok()));
        }
        repositories.sort();
        Ok(repositories)
    }

    /// The kinds whose files are not what was written, by the digests of all of them.
    ///
    /// # Errors
    /// When a newer program wrote something, or the file system refuses.
    pub fn damaged(&self) -> Result<Vec<(RepoName, Kind)>, Error> {
        let mut damaged = Vec::new();
        for name in self.repositories()? {
            // What the state says does not matter here.
            let mut store: RepositoryStore<serde_json::Value> = self.open(&name)?;
            damaged.extend(store.damaged(DateTime::<Utc>::MIN_UTC)?.into_iter().map(|kind| (name.clone(), kind)));
        }
        Ok(damaged)
    }

    /// Opens the store of one repository; a missing one is empty, a damaged one is empty and says so.
    ///
    /// # Errors
    /// When a newer program wrote it, or the file system refuses.
    pub fn open<S: Serialize + DeserializeOwned + Default + Clone>(
        &self,
        name: &RepoName,
    ) -> Result<RepositoryStore<S>, Error> {
        RepositoryStore::open(self.folder(name)?)
    }

    /// Moves a repository to its new name. Where both are stored, the one under the new name stays.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn rename(&self, old: &RepoName, new: &RepoName) -> Result<(), Error> {
        let (from, to) = (self.folder(old)?, self.folder(new)?);
        if from == to {
            // Only the case differs: the folder takes the new spelling.
            return if from.is_dir() { move_folder(&from, &from.with_file_name(new.name())) } else { Ok(()) };
        }
        if !from.is_dir() {
            return Ok(());
        }
        if to.is_dir() {
            return self.remove(old);
        }
        if let Some(owner) = to.parent() {
            std::fs::create_dir_all(owner).map_err(fault(owner))?;
        }
        move_folder(&from, &to)?;
        remove_if_empty(from.parent());
        Ok(())
    }

    /// Forgets a repository.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn remove(&self, name: &RepoName) -> Result<(), Error> {
        let folder = self.folder(name)?;
        if folder.is_dir() {
            std::fs::remove_dir_all(&folder).map_err(fault(&folder))?;
            remove_if_empty(folder.parent());
        }
        Ok(())
    }

    /// Where a repository lies: names are the same when they are equal without case.
    fn folder(&self, name: &RepoName) -> Result<PathBuf, Error> {
        child(&child(&self.root, name.owner())?, name.name())
    }
}

fn child(folder: &Path, name: &str) -> Result<PathBuf, Error> {
    let exact = folder.join(name);
    if exact.is_dir() {
        return Ok(exact);
    }
    let known = folders(folder)?.into_iter().find(|known| known.eq_ignore_ascii_case(name));
    Ok(known.map_or(exact, |known| folder.join(known)))
}

/// The names of the folders in a folder, sorted; none when it is missing.
fn folders(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(fault(folder)(source)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(fault(folder))?;
        // Symbolic links are not followed: what they lead to is not ours.
        if entry.file_type().map_err(fault(folder))?.is_dir() {
            names.extend(entry.file_name().into_string());
        }
    }
    names.sort();
    Ok(names)
}

fn move_folder(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::rename(from, to).map_err(fault(from))
}

// An owner without repositories is no loss, and one that has some refuses to go.
fn remove_if_empty(folder: Option<&Path>) {
    if let Some(folder) = folder {
        let _ = std::fs::remove_dir(folder);
    }
}

fn fault(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    move |source| Error::Io { path: path.to_owned(), source }
}

//! Paths in the data folder, and reading and writing what lies there. Every write is atomic.

mod format;

use std::fs::DirEntry;
use std::path::{Component, Path, PathBuf};

use sparky_schema::collection::Collection;
use sparky_schema::document::{Document, Input};
use sparky_schema::window::{Period, Window};
use sparky_schema::{codec, run::Run};

use crate::{
    Cache, Counts, Error, Facts, History, Ledger, LiveFile, Lock, Sessions, Spending, Tellings, Waiting, leftovers,
    links,
};

/// A data folder that is ours.
#[derive(Debug, Clone)]
pub struct DataFolder {
    root: PathBuf,
    /// Which of several digests documents are of.
    digest: Option<String>,
}

impl DataFolder {
    /// Opens the data folder, and makes it when it is missing or empty.
    ///
    /// # Errors
    /// When it holds something else, was made by a newer program, or cannot be written.
    pub fn open(root: &Path) -> Result<Self, Error> {
        let fault = |source| Error::Io { path: root.to_owned(), source };
        std::fs::create_dir_all(root).map_err(fault)?;
        links::refuse(root)?;
        let file = root.join("FORMAT");
        if file.is_file() {
            format::check(root, &file)?;
        } else if std::fs::read_dir(root).map_err(fault)?.flatten().any(|entry| is_foreign(&entry)) {
            return Err(Error::NotOurs { folder: root.to_owned() });
        } else {
            format::begin(root)?;
        }
        Ok(Self { root: root.to_owned(), digest: None })
    }

    /// Takes the folder for one run, and clears away what a run that was killed left half-written.
    ///
    /// # Errors
    /// When another run has it, or something in it leads out of it.
    pub fn lock(&self) -> Result<Lock, Error> {
        let lock = Lock::take(&self.root)?;
        leftovers::remove(&self.root, links::OWN_FOLDERS).map_err(|path| Error::Link { path })?;
        Ok(lock)
    }

    /// Whether a run has the folder now.
    pub fn is_taken(&self) -> bool {
        Lock::is_taken(&self.root)
    }

    /// The collected records.
    pub fn facts(&self) -> Facts {
        Facts::new(self.root.join("facts"))
    }

    /// What became of each window.
    pub fn history(&self) -> History {
        History::new(self.root.join("history"))
    }

    /// What was counted in each window.
    pub fn counts(&self) -> Counts {
        Counts::new(self.root.join("history").join("counts"))
    }

    /// The same folder, where documents from the analysis on are those of one of several digests.
    ///
    /// # Errors
    /// When the name is none for a folder.
    pub fn of_digest(&self, name: &str) -> Result<Self, Error> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(plain) {
            return Err(Error::Outside { name: name.to_owned() });
        }
        Ok(Self { digest: Some(name.to_owned()), ..self.clone() })
    }

    /// What was told of each window, in this digest.
    pub fn tellings(&self) -> Tellings {
        let own = self.digest.as_ref().map_or_else(String::new, |digest| format!("/digests/{digest}"));
        let name = format!("history/insights{own}");
        Tellings::new(self.root.join(&name), name)
    }

    /// What was sent where.
    pub fn ledger(&self) -> Ledger {
        Ledger::new(self.root.join("ledger"))
    }

    /// What waits to be sent.
    pub fn waiting(&self) -> Waiting {
        Waiting::new(self.root.join("ledger").join("waiting"))
    }

    /// What calls of a language model cost.
    pub fn spending(&self) -> Spending {
        Spending::new(self.root.join("spending"))
    }

    /// Answers that need not be asked for again, of one kind.
    pub fn cache(&self, kind: &str) -> Cache {
        Cache::new(self.root.join("cache").join(kind))
    }

    /// How far the run that is under way has come.
    pub fn live(&self) -> LiveFile {
        LiveFile::new(self.root.join(".sparky-live.json"))
    }

    /// Named spans of time.
    pub fn sessions(&self) -> Sessions {
        Sessions::new(self.root.join("sessions"))
    }

    /// Where the file of the emergency stop lies, when somebody has made it.
    pub fn stop_file(&self) -> PathBuf {
        self.root.join("STOP")
    }

    /// Whether a document of type `D` is stored for a window.
    pub fn has<D: Document>(&self, window: &Window) -> bool {
        self.path::<D>(window).is_file()
    }

    /// The collection and the run are of all digests.
    fn name<D: Document>(&self, window: &Window) -> String {
        let of_all = [Collection::NAME, Run::NAME].contains(&D::NAME);
        let digest = self.digest.as_ref().filter(|_| !of_all);
        let folder = digest.map_or_else(String::new, |digest| format!("digests/{digest}/"));
        format!("{}/{folder}{}.json", run_folder(window), D::NAME)
    }

    /// Where a document of type `D` lies.
    pub fn path<D: Document>(&self, window: &Window) -> PathBuf {
        self.root.join(self.name::<D>(window))
    }

    /// Reads a document, and says what was read.
    ///
    /// # Errors
    /// When it is missing or malformed.
    pub fn read<D: Document>(&self, window: &Window) -> Result<(D, Input), Error> {
        Ok(codec::read_with_input(&self.path::<D>(window), &self.name::<D>(window))?)
    }

    /// Whether a file of the data folder is still what it was when it was read or written.
    pub fn is_unchanged(&self, input: &Input) -> bool {
        let path = Path::new(&input.path);
        let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        is_inside
            && codec::read_bytes(&self.root.join(path)).is_ok_and(|bytes| codec::sha256_hex(&bytes) == input.sha256)
    }

    /// Writes a document, and says what was written.
    ///
    /// # Errors
    /// When the file system refuses; the old document is then untouched.
    pub fn write<D: Document>(&self, window: &Window, document: &D) -> Result<Input, Error> {
        Ok(codec::write(&self.path::<D>(window), document, &self.name::<D>(window))?)
    }

    /// Writes a document of type `D` without holding it in memory, and says what was written.
    ///
    /// # Errors
    /// When the file system refuses; the old document is then untouched.
    pub fn write_streamed<D: Document>(&self, window: &Window, value: &impl serde::Serialize) -> Result<Input, Error> {
        Ok(codec::write_streamed(&self.path::<D>(window), value, &self.name::<D>(window))?)
    }

    /// The folder for rendered files: `out`, or `content/` beside `content.json`.
    pub fn rendered_folder(&self, window: &Window, out: Option<&Path>) -> PathBuf {
        out.map_or_else(|| self.root.join(run_folder(window)).join("content"), Path::to_owned)
    }

    /// Writes a rendered file; `name` is relative to [`DataFolder::rendered_folder`].
    ///
    /// # Errors
    /// When the name leads out of the folder or the file system refuses.
    pub fn write_rendered(
        &self,
        window: &Window,
        out: Option<&Path>,
        name: &str,
        bytes: &[u8],
    ) -> Result<PathBuf, Error> {
        if name.is_empty() || !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Error::Outside { name: name.to_owned() });
        }
        let path = self.rendered_folder(window, out).join(name);
        codec::write_atomically(&path, bytes)?;
        Ok(path)
    }

    /// The windows of a period that were run, oldest first.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn windows(&self, period: Period) -> Result<Vec<Window>, Error> {
        let folder = self.root.join("runs").join(period.name());
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let entries = std::fs::read_dir(&folder).map_err(|source| Error::Io { path: folder.clone(), source })?;
        let runs = entries.flatten().map(|entry| entry.path().join("run.json"));
        // A run that cannot be read is no window to offer; reading its documents by name still says why.
        let mut windows: Vec<_> =
            runs.filter_map(|path| codec::read::<Run>(&path).ok()).map(|run| run.window).collect();
        windows.sort_by_key(|window| (window.since, window.until));
        Ok(windows)
    }
}

/// Git's own files are nobody's data: the folder may be the checkout of a branch.
fn is_foreign(entry: &DirEntry) -> bool {
    !leftovers::is_one(entry) && !entry.file_name().to_string_lossy().starts_with(".git")
}

fn run_folder(window: &Window) -> String {
    format!("runs/{}/{}", window.period.name(), window.id)
}

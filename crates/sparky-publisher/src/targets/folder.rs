//! A folder of this machine: every rendered file, each written atomically. It must not know what is in the files.

use std::path::{Path, PathBuf};

use sparky_schema::codec;
use sparky_store::Record;

use super::{Change, Changes, Mirror};
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::post::{Post, PostFile, file_names};
use crate::request::Request;

/// The folder.
pub(crate) struct Folder<'a> {
    path: &'a Path,
}

impl<'a> Folder<'a> {
    pub(crate) fn new(path: &'a Path) -> Self {
        Self { path }
    }

    fn file(&self, file: &PostFile<'_>) -> PathBuf {
        self.path.join(&file.name)
    }

    /// New or changed as its main text is; when only another file differs, changed.
    fn compare(&self, post: &Post<'_>) -> Result<Change, Error> {
        let changes = post.own_files().map(|file| self.compare_file(post, file)).collect::<Result<Vec<_>, _>>()?;
        Ok(Change::of_files(&changes))
    }

    fn compare_file(&self, post: &Post<'_>, file: &PostFile<'_>) -> Result<Change, Error> {
        let path = self.file(file);
        match std::fs::read(&path) {
            Ok(bytes) if bytes == file.bytes => Ok(Change::Same),
            Ok(bytes) if post.is_ours(&file.name, &bytes) => Ok(Change::Changed),
            Ok(_) => Ok(Change::Edited),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Change::New),
            Err(source) => Err(Error::Unreadable { path, source }),
        }
    }

    /// The main text goes last: who finds it finds the rest too, and a run that was cut short is still unfinished.
    fn write(&self, post: &Post<'_>) -> Result<Change, Error> {
        let change = self.compare(post)?;
        if change == Change::Edited {
            return Ok(change);
        }
        for file in post.own_files().collect::<Vec<_>>().into_iter().rev() {
            codec::write_atomically(&self.file(file), file.bytes)?;
        }
        Ok(change)
    }
}

impl Mirror for Folder<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        Ok(posts.iter().map(|post| self.compare(post)).collect())
    }

    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        Ok(posts.iter().map(|post| self.write(post)).collect())
    }

    /// Whoever takes an item back wants its files gone, also those that somebody has changed.
    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        for name in file_names(record, &["md", "html", "json"]) {
            let path = self.path.join(name);
            match std::fs::remove_file(&path) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::Unreadable { path, source });
                }
                _ => {}
            }
        }
        Ok(Withdrawn::Gone)
    }

    async fn check(&self) -> Result<Checked, Error> {
        writable(self.path)
    }

    fn address(&self, post: &Post<'_>) -> Option<String> {
        post.markdown().map(|file| self.file(file).to_string_lossy().into_owned())
    }
    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        post.own_files().map(|file| Request::write(self.file(file).to_string_lossy(), file.bytes)).collect()
    }
}

/// Whether files can be written to a folder, or to the nearest one above it that is there.
pub(super) fn writable(folder: &Path) -> Result<Checked, Error> {
    let above = folder.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
    let fault = |source| Error::Unreadable { path: folder.to_owned(), source };
    let metadata = std::fs::metadata(above).map_err(fault)?;
    if !metadata.is_dir() || metadata.permissions().readonly() {
        return Err(fault(std::io::ErrorKind::PermissionDenied.into()));
    }
    let state = if above == folder { "is there" } else { "will be made" };
    Ok(Checked::good([format!("{} {state}", folder.display())]))
}

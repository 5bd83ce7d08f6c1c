//! A folder of this machine: every rendered file, each written atomically. It must not know what is in the files.

use std::path::{Path, PathBuf};

use sparky_schema::codec;

use super::{Change, Changes, Mirror};
use crate::error::Error;
use crate::post::{Post, PostFile};
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
        let changes = post.files.iter().map(|file| self.compare_file(file)).collect::<Result<Vec<_>, _>>()?;
        Ok(Change::of_files(&changes))
    }

    fn compare_file(&self, file: &PostFile<'_>) -> Result<Change, Error> {
        let path = self.file(file);
        match std::fs::read(&path) {
            Ok(bytes) if bytes == file.bytes => Ok(Change::Same),
            Ok(_) => Ok(Change::Changed),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Change::New),
            Err(source) => Err(Error::Unreadable { path, source }),
        }
    }

    /// The main text goes last: who finds it finds the rest too, and a run that was cut short is still unfinished.
    fn write(&self, post: &Post<'_>) -> Result<Change, Error> {
        let change = self.compare(post)?;
        for file in post.files.iter().rev() {
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

    fn address(&self, post: &Post<'_>) -> Option<String> {
        post.markdown().map(|file| self.file(file).to_string_lossy().into_owned())
    }
    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        post.files.iter().map(|file| Request::write(self.file(file).to_string_lossy(), file.bytes)).collect()
    }
}

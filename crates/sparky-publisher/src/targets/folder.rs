//! A folder of this machine: every rendered file, each written atomically, an index of the pages, and links between
//! them. It must not know what is in the files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sparky_schema::codec;
use sparky_store::Record;

use super::{Change, Changes, Mirror, mark_for};
use crate::config::{Pages, Site};
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::pages::{Drawn, Held, Outline};
use crate::post::{Post, PostFile, file_names};
use crate::request::Request;

/// Folders below folders: the digest, the kind, the window of posts.
const DEPTH: usize = 3;

/// The folder.
pub(crate) struct Folder<'a> {
    path: &'a Path,
    outline: Outline<'a>,
}

impl<'a> Folder<'a> {
    pub(crate) fn new(path: &'a Path, pages: &'a Pages, site: &'a Site) -> Self {
        Self { path, outline: Outline::new(pages, path.to_str().unwrap_or_default(), site, true) }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The pages as they shall be when the items are there.
    fn draw(&self, posts: &[Post<'_>], gone: &[&str]) -> Result<Drawn, Error> {
        if !self.outline.is_wanted() {
            return Ok(Drawn::default());
        }
        let mut place = Held::default();
        list(self.path, "", DEPTH, &mut place.names);
        place.names.retain(|name| !gone.iter().any(|id| is_of(name, id)));
        for name in self.outline.indexes(&place) {
            self.read(&mut place, name)?;
        }
        for name in self.outline.wanted(&place, posts, gone) {
            self.read(&mut place, name)?;
        }
        Ok(self.outline.draw(&place, posts, gone))
    }

    fn read(&self, place: &mut Held, name: String) -> Result<(), Error> {
        let path = self.file(&name);
        let bytes = std::fs::read(&path).map_err(|source| Error::Unreadable { path, source })?;
        place.texts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        Ok(())
    }

    /// New or changed as its main text is; when only another file differs, changed.
    fn compare(&self, post: &Post<'_>, drawn: &Drawn) -> Result<Change, Error> {
        let each = post.own_files().map(|file| self.compare_file(post, file, drawn));
        Ok(Change::of_files(&each.collect::<Result<Vec<_>, _>>()?))
    }

    fn compare_file(&self, post: &Post<'_>, file: &PostFile<'_>, drawn: &Drawn) -> Result<Change, Error> {
        let path = self.file(&file.name);
        match std::fs::read(&path) {
            Ok(bytes) if bytes == drawn.bytes(file) => Ok(Change::Same),
            Ok(bytes) if post.is_ours(&file.name, &bytes) => Ok(Change::Changed),
            Ok(_) => Ok(Change::Edited),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Change::New),
            Err(source) => Err(Error::Unreadable { path, source }),
        }
    }

    /// The main text goes last: who finds it finds the rest too, and a run that was cut short is still unfinished.
    fn write(&self, post: &Post<'_>, drawn: &Drawn) -> Result<Change, Error> {
        let change = self.compare(post, drawn)?;
        if change == Change::Edited {
            return Ok(change);
        }
        for file in post.own_files().collect::<Vec<_>>().into_iter().rev() {
            codec::write_atomically(&self.file(&file.name), drawn.bytes(file))?;
        }
        Ok(change)
    }

    fn write_others(&self, drawn: &Drawn) -> Result<(), Error> {
        for (name, bytes) in &drawn.others {
            codec::write_atomically(&self.file(name), bytes)?;
        }
        Ok(())
    }
}

impl Mirror for Folder<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let drawn = self.draw(posts, &[])?;
        let mut changes: Changes = posts.iter().map(|post| self.compare(post, &drawn)).collect();
        mark_for(&drawn, &mut changes);
        Ok(changes)
    }

    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let drawn = self.draw(posts, &[])?;
        let mut changes: Changes = posts.iter().map(|post| self.write(post, &drawn)).collect();
        mark_for(&drawn, &mut changes);
        // A page that could not be written is in no index.
        if changes.iter().all(Result::is_ok) {
            self.write_others(&drawn)?;
        }
        Ok(changes)
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
        self.write_others(&self.draw(&[], &[&record.item])?)?;
        Ok(Withdrawn::Gone)
    }

    async fn check(&self) -> Result<Checked, Error> {
        writable(self.path)
    }

    fn address(&self, post: &Post<'_>) -> Option<String> {
        post.markdown().map(|file| self.file(&file.name).to_string_lossy().into_owned())
    }

    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        let drawn = self.draw(std::slice::from_ref(post), &[]).unwrap_or_default();
        let write = |name: &str, bytes: &[u8]| Request::write(self.file(name).to_string_lossy(), bytes);
        let own = post.own_files().map(|file| write(&file.name, drawn.bytes(file)));
        own.chain(drawn.others.iter().map(|(name, bytes)| write(name, bytes))).collect()
    }
}

/// The names of all files of a folder, in names below `above`; what cannot be read has no names.
fn list(folder: &Path, above: &str, depth: usize, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let below = format!("{above}{name}");
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 0 => list(&entry.path(), &format!("{below}/"), depth - 1, names),
            Ok(kind) if kind.is_file() => _ = names.insert(below),
            _ => {}
        }
    }
}

/// Whether a file belongs to an item.
fn is_of(name: &str, item: &str) -> bool {
    name.strip_prefix(item).is_some_and(|rest| rest.starts_with('.'))
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

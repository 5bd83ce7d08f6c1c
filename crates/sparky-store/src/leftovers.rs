//! Temporary files of a run that was killed while it wrote. It must not know which files are written.

use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use crate::lock::BUSY;

/// What the names of temporary files begin with; see `sparky_schema::codec::write_atomically`.
const PREFIX: &str = ".sparky-";

/// Whether an entry is a temporary file, half-written or not.
pub(crate) fn is_one(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with(PREFIX) && entry.file_type().is_ok_and(|kind| kind.is_file())
}

/// Removes the temporary files right in `top`, and those anywhere in the named folders there.
///
/// # Errors
/// The first symbolic link in those folders: what it leads to is not ours, and writing through it would change it.
pub(crate) fn remove(top: &Path, trees: &[&str]) -> Result<(), PathBuf> {
    remove_files(top);
    trees.iter().try_for_each(|tree| remove_tree(&top.join(tree)))
}

// What cannot be listed or removed does no harm: it is never read.
fn remove_files(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let is_over = |entry: &DirEntry| is_one(entry) && entry.file_name() != BUSY;
    for entry in entries.flatten().filter(is_over) {
        let _ = std::fs::remove_file(entry.path());
    }
}

fn remove_tree(folder: &Path) -> Result<(), PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_symlink() => return Err(entry.path()),
            Ok(kind) if kind.is_dir() => remove_tree(&entry.path())?,
            _ if is_one(&entry) => drop(std::fs::remove_file(entry.path())),
            _ => {}
        }
    }
    Ok(())
}

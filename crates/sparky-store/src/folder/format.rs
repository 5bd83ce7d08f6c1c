//! The version of a data folder's layout, and what git must know about one. It must not know what lies in it.

use std::path::Path;

use sparky_schema::codec;

use crate::Error;

/// The version of the layout that this program writes.
const FORMAT: u32 = 1;

/// Makes a folder ours.
pub(super) fn begin(root: &Path) -> Result<(), Error> {
    tell_git(root)?;
    Ok(codec::write_atomically(&root.join("FORMAT"), format!("{FORMAT}\n").as_bytes())?)
}

/// What git must know about a folder that is kept on a branch: files are what was written, byte for byte, and the lock
/// and half-written files stay out.
fn tell_git(root: &Path) -> Result<(), Error> {
    for (name, lines) in [(".gitattributes", "* -text\n"), (".gitignore", "/.lock\n.sparky-*\n")] {
        let path = root.join(name);
        if !path.exists() {
            codec::write_atomically(&path, lines.as_bytes())?;
        }
    }
    Ok(())
}

/// Refuses what a newer program made, and what is none of ours.
pub(super) fn check(root: &Path, path: &Path) -> Result<(), Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    match text.trim().parse::<u32>() {
        Ok(FORMAT) => Ok(()),
        Ok(found) if found > FORMAT => Err(Error::NewerFormat { folder: root.to_owned(), found, known: FORMAT }),
        _ => Err(Error::UnknownFormat { path: path.to_owned(), known: FORMAT }),
    }
}

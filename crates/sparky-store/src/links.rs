//! Symbolic links right in the data folder, which lead to what is not ours. It must not know what lies deeper.

use std::path::{Path, PathBuf};

use crate::Error;
use crate::lock::BUSY;

/// The folders in it.
pub(crate) const OWN_FOLDERS: &[&str] = &["runs", "facts", "history", "ledger", "spending", "sessions", "cache"];

/// The files right in it.
const OWN_FILES: &[&str] = &["FORMAT", ".lock", ".gitattributes", ".gitignore", ".sparky-live.json", BUSY];

/// The folder may come from a branch that others can write: a link in it could lead anywhere on this machine. The folder
/// itself may be one, for it was named by whoever runs this.
pub(crate) fn refuse(root: &Path) -> Result<(), Error> {
    let own = OWN_FOLDERS.iter().chain(OWN_FILES).map(|name| root.join(name));
    let is_link = |path: &PathBuf| std::fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    own.into_iter().find(is_link).map_or(Ok(()), |path| Err(Error::Link { path }))
}

//! What is said about a path that cannot be read: as an error when it stands alone, as a gap beside others. It must not
//! find out anything itself.

use std::path::Path;

use sparky_schema::gap::{Gap, GapReason};

use super::remote::local_name;
use crate::Error;
use crate::message::one_line;

/// The path is there, or it is not, but no facts can be read from it.
pub(super) fn error(path: &Path, message: &str) -> Error {
    // Git goes on with advice of its own; the hint says it shorter.
    let first = message.lines().next().unwrap_or_default();
    let first = first.strip_prefix("fatal: ").or_else(|| first.strip_prefix("error: ")).unwrap_or(first);
    Error::NoRepository { path: path.to_owned(), message: one_line(first) }
}

/// An error of git's is one of this repository alone, unless git itself is missing.
pub(super) fn of_git(path: &Path, found: Error) -> Error {
    match found {
        Error::Git(sparky_git::Error::Failed { said, .. }) => error(path, &said),
        other => other,
    }
}

/// The same with what to do about it, for a place where nothing but the error is shown.
pub(super) fn with_hint(found: Error) -> Error {
    match found {
        Error::NoRepository { path, message } => {
            let message = format!("{message}. {}", hint(&path, &message));
            Error::NoRepository { path, message }
        }
        other => other,
    }
}

/// A path that cannot be read, as a gap beside repositories that can.
pub(crate) fn gap(path: &Path, message: &str) -> Gap {
    Gap {
        repository: local_name(path),
        kinds: Vec::new(),
        reason: GapReason::Unreadable,
        message: format!("{} is no git repository that can be read: {message}.", path.display()),
        hint: hint(path, message),
    }
}

fn hint(path: &Path, message: &str) -> String {
    let shown = path.display();
    if message.contains("dubious ownership") {
        let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let full = full.components().collect::<std::path::PathBuf>();
        return format!("If you trust its owner: `git config --global --add safe.directory {}`.", full.display());
    }
    if message.contains("HEAD names a branch") {
        return format!("Name one that is: `git -C {shown} symbolic-ref HEAD refs/heads/BRANCH`.");
    }
    if message.contains("no such folder") || message.contains("not a") {
        return "Check the path, or make a clone there with `git clone`.".to_owned();
    }
    format!("See what is wrong with `git -C {shown} fsck`, or make a fresh clone with `git clone`.")
}

//! What can go wrong at the door. Messages hold git's own words, with credentials in URLs blacked out.

use std::path::PathBuf;

/// Why git gave no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such program.
    #[error("cannot run `{program}`: it is not installed or not on the PATH; install git 2.37 or newer")]
    NotInstalled {
        /// The program.
        program: String,
    },
    /// The folder in which git shall run is not there.
    #[error("cannot run git in {folder}: there is no such folder")]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// Git ended with a failure.
    #[error("`git {command}` failed in {folder}: {said}")]
    Failed {
        /// The command without its further arguments, for example `log`.
        command: String,
        /// Where it ran.
        folder: PathBuf,
        /// The exit code; none when a signal ended it.
        code: Option<i32>,
        /// What it said, without credentials.
        said: String,
    },
    /// The pipe to git broke.
    #[error("cannot talk to `git {command}`: {source}")]
    Pipe {
        /// The command.
        command: String,
        /// Why.
        source: std::io::Error,
    },
}

/// A text of git's without the credentials that a URL in it may hold.
pub(crate) fn redact(said: &str) -> String {
    let mut clean = String::with_capacity(said.len());
    let mut rest = said;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        clean.push_str(before);
        let end = after.find(|c: char| c.is_whitespace() || matches!(c, '/' | '\'' | '"')).unwrap_or(after.len());
        let (authority, tail) = after.split_at(end);
        match authority.rsplit_once('@') {
            Some((_, host)) => clean.push_str(&format!("***@{host}")),
            None => clean.push_str(authority),
        }
        rest = tail;
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn credentials_in_urls_are_blacked_out() {
        let said = "fatal: unable to access 'https://x-access-token:s3cret@example.com/o/r.git/': no";
        assert_eq!(redact(said), "fatal: unable to access 'https://***@example.com/o/r.git/': no");
        assert_eq!(redact("see https://example.com and a@b"), "see https://example.com and a@b");
    }
}

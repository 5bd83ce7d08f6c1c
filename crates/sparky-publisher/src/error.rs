//! What can go wrong at a target: what happened, where, and what to do next; never a secret. It must not know how
//! failures are shown.

use std::path::PathBuf;

use sparky_schema::codec::CodecError;

/// Why an item did not reach a target.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No target has this name.
    #[error("no target is called `{name}`; configured: {known}")]
    UnknownTarget {
        /// What was asked for.
        name: String,
        /// The names that exist.
        known: String,
    },
    /// The id of an item is no safe path.
    #[error("the item id `{0}` is no safe file name; make content.json again with `sparky generate`")]
    UnsafeId(String),
    /// An item has no Markdown file.
    #[error("no rendered Markdown belongs to `{0}`; run `sparky generate` again, then publish")]
    NotRendered(String),
    /// A rendered file has no extension.
    #[error("`{path}` of `{item}` has no extension to name it by; run `sparky generate` again, then publish")]
    NoExtension {
        /// The item.
        item: String,
        /// The file.
        path: String,
    },
    /// A file of a folder target cannot be written.
    #[error(transparent)]
    Folder(#[from] CodecError),
    /// A file of a folder target cannot be compared.
    #[error(
        "cannot read {path}: {source}; check that nothing is in the way and that the folder is readable and writable"
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A path leads out of the repository.
    #[error("`{path}` is no folder inside a repository; set `path` to one like `content/updates`, without `..`")]
    UnsafePath {
        /// The path.
        path: String,
    },
    /// A local path cannot be made absolute.
    #[error("the path `{path}` cannot be used: {source}; write it in full")]
    Path {
        /// The path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// An address cannot be read; it is not repeated, since it may hold a secret.
    #[error("the `url` of a repository cannot be read: {0}; write it like https://github.com/owner/name")]
    Url(url::ParseError),
    /// A password or token is part of an address.
    #[error(
        "the `url` of a repository on {host} holds a login; take it out and name the token's variable in `token_env`"
    )]
    SecretInUrl {
        /// The host.
        host: String,
    },
    /// Git accepts no such branch name.
    #[error("`{branch}` is no name for a branch; correct `branch`")]
    BranchName {
        /// The name.
        branch: String,
    },
    /// The temporary folder cannot be used.
    #[error("the temporary folder cannot be used: {0}; free some space, or set TMPDIR to a folder that is writable")]
    Temporary(std::io::Error),
    /// Git cannot be run.
    #[error(transparent)]
    Git(#[from] sparky_git::Error),
    /// The repository, or the way to it, refuses.
    #[error("{url}: {refusal} (git: {detail})")]
    Refused {
        /// The address.
        url: String,
        /// What it means.
        refusal: Refusal,
        /// What git said.
        detail: String,
    },
    /// A push broke off and the repository cannot be read since.
    #[error(
        "nobody can tell whether the push arrived: {push}; then: {look}. Publish again later: it is not sent twice"
    )]
    Uncertain {
        /// How the push ended.
        push: String,
        /// Why the repository cannot be read.
        look: String,
    },
}

impl Error {
    /// Whether the item may have arrived all the same.
    pub(crate) fn is_uncertain(&self) -> bool {
        matches!(self, Error::Uncertain { .. })
    }
}

/// Why a repository cannot be brought up to date, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The host has no address.
    #[error("no such host can be reached; check `url` and the network")]
    NoHost,
    /// There is no repository.
    #[error(
        "there is no such repository, or it is hidden from this account; check `url` and what `token_env` may read"
    )]
    Missing,
    /// Credentials are missing or wrong.
    #[error(
        "the credentials are missing or refused; set `token_env` to a variable with a valid token, or add an ssh key"
    )]
    NotLoggedIn,
    /// Credentials without the permission to push.
    #[error("this account may not push; give it write access to the repository's contents")]
    NotAllowed,
    /// A rule of the repository.
    #[error("a rule or hook of the repository refuses the push; allow this account to push, or name another `branch`")]
    Protected,
    /// It is a working copy.
    #[error("this is a working copy with the branch checked out; publish to a bare repository or another `branch`")]
    CheckedOut,
    /// The configured branch is missing.
    #[error("the repository has no such branch; create it or correct `branch`")]
    NoBranch,
    /// The repository does not say which branch is the default.
    #[error("the repository has no default branch; set `branch`")]
    NoDefaultBranch,
    /// Others pushed first, again and again.
    #[error("others kept pushing at the same moment; publish again")]
    Raced,
    /// Anything else.
    #[error("git failed; see what it said, correct it and publish again")]
    Other,
}

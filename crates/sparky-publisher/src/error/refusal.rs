//! Why a repository cannot be brought up to date. It must not know git's words.

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
    /// There is no commit to stand on.
    #[error("the repository is empty; make a first commit there")]
    Empty,
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

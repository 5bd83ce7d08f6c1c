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
    /// The target lacks something, such as a secret.
    #[error("{0}")]
    Unusable(String),
    /// The ledger cannot be used, so nothing may be sent.
    #[error(transparent)]
    Ledger(#[from] sparky_store::Error),
    /// It was sent, or was about to be, and nobody knows how that ended; the service cannot be asked.
    #[error(
        "nobody can tell whether this arrived: {cause}. Look there, then run `sparky publish {period} --settle {target} \
         {item}` if it did, with `--lost` if it did not"
    )]
    Unfinished {
        /// Why nobody can tell.
        cause: String,
        /// The name of the target.
        target: String,
        /// The id of the item.
        item: String,
        /// The period of the item.
        period: &'static str,
    },
    /// The network cannot be used.
    #[error("the network client cannot be set up: {0}; check the certificates and the proxy of this machine")]
    Network(String),
    /// An address of a service cannot be read; it is not repeated, since it may hold a secret.
    #[error("the address in {place} cannot be read: {source}; correct it")]
    BadUrl {
        /// Where it comes from.
        place: String,
        /// Why.
        source: url::ParseError,
    },
    /// An address without encryption.
    #[error("{place} has no https address, so nothing was sent; use https")]
    NotEncrypted {
        /// Where it comes from.
        place: String,
    },
    /// No connection: nothing was sent.
    #[error("{place} cannot be reached: {reason}; check the address and the network, then publish again")]
    Unreachable {
        /// Where it was to go.
        place: String,
        /// Why not.
        reason: String,
    },
    /// The service took the request, perhaps, and did not say what became of it.
    #[error("{place} gave no proper answer ({reason}); publish again later: it is looked for before anything is sent")]
    Unanswered {
        /// Where it went.
        place: String,
        /// What came instead.
        reason: String,
    },
    /// The service sends elsewhere.
    #[error("{place} sends to another address, which is not followed with a secret; correct the address")]
    Redirected {
        /// Where it was to go.
        place: String,
    },
    /// The service wants fewer messages.
    #[error("{place} takes no more messages now; publish again after {wait}")]
    Limited {
        /// Where it was to go.
        place: String,
        /// How long to wait.
        wait: String,
    },
    /// The credentials are wrong.
    #[error("{place} does not allow it (status {status}): {said}; check that the secret is valid and may post there")]
    Denied {
        /// Where it was to go.
        place: String,
        /// The status.
        status: u16,
        /// What the service said.
        said: String,
    },
    /// There is no such place, or no longer.
    #[error("{place} does not exist, or no longer (status {status}): {said}; correct the address or remove the target")]
    Gone {
        /// Where it was to go.
        place: String,
        /// The status.
        status: u16,
        /// What the service said.
        said: String,
    },
    /// The service does not take the message.
    #[error("{place} does not take this (status {status}): {said}; correct what it names, then publish again")]
    Rejected {
        /// Where it was to go.
        place: String,
        /// The status.
        status: u16,
        /// What the service said.
        said: String,
    },
    /// GitHub gave no answer, or refused.
    #[error("{source}{hint}", source = .0, hint = github_hint(.0))]
    GitHub(#[from] sparky_github::Error),
    /// An issue is looked for among too many.
    #[error("none of the newest {looked} issues of {repo} is the one that is looked for; use a repository with fewer")]
    TooManyIssues {
        /// The repository.
        repo: String,
        /// How many were looked at.
        looked: usize,
    },
    /// A text is too long.
    #[error("the text does not fit into {what}, which takes {limit} bytes; publish fewer items there")]
    TooLong {
        /// What takes no more.
        what: &'static str,
        /// How much it takes.
        limit: usize,
    },
    /// The file of a feed is something else.
    #[error("{path} is no JSON feed of sparky's; move it away, or choose another `path`")]
    NoFeed {
        /// The file.
        path: PathBuf,
    },
    /// There is nothing to settle.
    #[error("nothing is uncertain about `{item}` at `{target}`; publication.json says what is")]
    Settled {
        /// The name of the target.
        target: String,
        /// The id of the item.
        item: String,
    },
    /// The emergency stop came before the item's turn.
    #[error("the emergency stop is on: {0}")]
    Stopped(String),
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
        use sparky_github::Error as GitHub;
        matches!(
            self,
            Error::Uncertain { .. }
                | Error::Unfinished { .. }
                | Error::Unanswered { .. }
                | Error::GitHub(GitHub::Unavailable { .. })
        )
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

fn github_hint(error: &sparky_github::Error) -> &'static str {
    use sparky_github::Error as GitHub;
    match error {
        GitHub::BadCredentials { .. } => "; check the token: GITHUB_TOKEN, or the one that `token_env` names",
        GitHub::Forbidden { .. } => "; let the token write issues (`permissions: issues: write` in Actions)",
        GitHub::NotFound { .. } => "; check `repo`, that it has issues, and that the token may see it",
        GitHub::Unavailable { .. } => "; publish again later: it is looked for before anything is sent",
        _ => "",
    }
}

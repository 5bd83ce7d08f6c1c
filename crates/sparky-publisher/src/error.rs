//! What can go wrong at a target: what happened, where, and what to do next; never a secret. It must not know how
//! failures are shown.

mod meaning;
mod passing;
mod refusal;
mod service;
mod trouble;
mod unfit;

use std::path::PathBuf;

use sparky_schema::codec::CodecError;

pub use refusal::Refusal;
pub use trouble::Trouble;
pub use unfit::Unfit;

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
    /// It tells facts of private repositories, and strangers read the target.
    #[error(
        "this holds facts of private repositories, and strangers can read this target; send it a [[digest]] with \
         `public = true`, which leaves them out, or set `public = false` for a target that only the team can read"
    )]
    Private,
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
    /// An earlier call of which nobody knows how it ended cannot be looked for now.
    #[error(
        "nobody can tell whether an earlier try arrived, and it cannot be looked for now: {0}. Publish again later: it is \
         looked for before anything is sent"
    )]
    StillOpen(Box<Error>),
    /// The network cannot be used.
    #[error("the network client cannot be set up: {0}; check the certificates and the proxy of this machine")]
    Network(String),
    /// A service, or the way to it.
    #[error("{place} {trouble}")]
    Service {
        /// Where the message was to go; the variable where the address is a secret.
        place: String,
        /// What went wrong.
        trouble: Trouble,
    },
    /// GitHub gave no answer, or refused.
    #[error("{source}{hint}", hint = meaning::github_hint(.source, .permission))]
    GitHub {
        /// Why.
        source: sparky_github::Error,
        /// What the token needs, as a workflow grants it.
        permission: &'static str,
    },
    /// A text is looked for among too many.
    #[error(
        "none of the {looked} {noun}s of {repo} that were looked at is the one that is looked for; use another place"
    )]
    TooMany {
        /// What such a text is called.
        noun: &'static str,
        /// The repository.
        repo: String,
        /// How many were looked at.
        looked: usize,
    },
    /// There is no such release.
    #[error("{repo} has no release with the tag `{tag}`; make the release first, or correct `tag`")]
    NoRelease {
        /// The repository.
        repo: String,
        /// The tag.
        tag: String,
    },
    /// There is no such category.
    #[error("{repo} has no category `{category}` of discussions; there are: {known}")]
    NoCategory {
        /// The repository.
        repo: String,
        /// What was asked for.
        category: String,
        /// The names that exist.
        known: String,
    },
    /// A repository on GitHub refuses.
    #[error("{repo}: {refusal}{said}", said = if said.is_empty() { String::new() } else { format!(" (GitHub: {said})") })]
    Repository {
        /// The repository.
        repo: String,
        /// What it means.
        refusal: Refusal,
        /// What GitHub said.
        said: String,
    },
    /// The item itself is not what the target takes.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The item cannot be looked for, so it was not sent.
    #[error("{0}; nothing was sent")]
    Unseen(Box<Error>),
    /// A person has closed a pull request without a merge.
    #[error("a person has closed the pull request {url} without merging it; reopen it to go on")]
    Declined {
        /// Where it is.
        url: String,
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
    /// The service takes nothing back.
    #[error(
        "it cannot be taken back from here: {how}. See to it{place} by hand, then run `sparky publish --settle {target} \
         {item}`"
    )]
    ByHand {
        /// Who can, and how.
        how: String,
        /// Where it is, with words before it.
        place: String,
        /// The name of the target.
        target: String,
        /// The id of the item.
        item: String,
    },
    /// What is about to be sent could not be brought into safety first.
    #[error("nothing was sent, because what is about to be sent could not be stored first: {0}")]
    NotStored(String),
    /// The emergency stop came before the item's turn.
    #[error("the emergency stop is on: {0}")]
    Stopped(String),
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
    #[error("{url}: {refusal} ({detail})")]
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

//! What can go wrong at a target: what happened, where, and what to do next; never a secret. It must not know how
//! failures are shown.

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
    /// A repository cannot be brought up to date.
    #[error("{url}: {message}")]
    Repository {
        /// Its address.
        url: String,
        /// What happened and what to do.
        message: String,
    },
}

impl Error {
    /// Whether the item may have arrived all the same.
    pub(crate) fn is_uncertain(&self) -> bool {
        false
    }
}

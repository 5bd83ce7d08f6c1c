//! Why the data folder cannot be used, and what to do about it.

use std::path::PathBuf;

use sparky_schema::Kind;
use sparky_schema::codec::CodecError;

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds something else.
    #[error(
        "{folder} is not empty and holds no FORMAT file, so it is no data folder of sparky; \
         choose another one with --data-dir"
    )]
    NotOurs {
        /// The folder.
        folder: PathBuf,
    },
    /// A newer program made the folder.
    #[error("{folder} has format {found}; this sparky knows up to {known}: update sparky")]
    NewerFormat {
        /// The folder.
        folder: PathBuf,
        /// What FORMAT says.
        found: u32,
        /// What this program knows.
        known: u32,
    },
    /// FORMAT is damaged.
    #[error("{path} holds no version of a format; write the line `{known}` into it if the folder is sparky's")]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// What this program writes.
        known: u32,
    },
    /// The name of a session cannot be one.
    #[error("`{name}` cannot be the name of a session: use letters, digits, `-`, `_` and `.`, at most 100 of them")]
    SessionName {
        /// The name.
        name: String,
    },
    /// The file of a session is damaged.
    #[error("{path} is damaged; remove it and start the session again")]
    Session {
        /// The file.
        path: PathBuf,
    },
    /// Another run works on the folder.
    #[error("another sparky works on {folder}; wait until it is done, or use another --data-dir")]
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// The file system refused.
    #[error(
        "cannot use {path}: {source}; the data folder must be a folder that can be written, with space left: \
         free it, or choose another one with --data-dir"
    )]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Something in the folder leads out of it.
    #[error(
        "{path} is a symbolic link, and nothing is read or written through one; remove it, or put there what it leads to"
    )]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// A rendered file would lie outside its folder.
    #[error("the file name `{name}` leads out of its folder")]
    Outside {
        /// The name.
        name: String,
    },
    /// A file of facts is not what was written.
    #[error(
        "{path} is damaged, so the stored {} of its repository cannot be believed; collect again to read them anew",
        .kind.name()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What it should hold; forget the kind to go on without it.
        kind: Kind,
    },
    /// A record of the ledger is not what was written.
    #[error(
        "{path} is damaged, so nobody can tell whether its item was sent; restore the file, or settle the item with \
         `sparky publish --settle`"
    )]
    Ledger {
        /// The file.
        path: PathBuf,
    },
    /// A file of texts that wait is not what was written.
    #[error("{path} is damaged, so what waits there cannot be sent; delete it, and make the texts of its window again")]
    Waiting {
        /// The file.
        path: PathBuf,
    },
    /// A file of spending is not what was written.
    #[error(
        "{path} is damaged, so nobody can tell what the language model has cost this month; restore the file, or delete \
         it to count from zero"
    )]
    Spending {
        /// The file.
        path: PathBuf,
    },
    /// A document cannot be read or written.
    #[error(transparent)]
    Document(#[from] CodecError),
}

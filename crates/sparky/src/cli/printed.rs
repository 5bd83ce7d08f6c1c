//! The options of the commands that print what is in the program. It must not know what that is.

use clap::{Args, ValueEnum};

/// `sparky schema`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ShowSchema {
    /// The document
    pub(crate) name: SchemaName,
}

/// The documents that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaName {
    /// How a collection is shared
    Plan,
    /// What was read
    Collection,
    /// What happened
    Analysis,
    /// The texts
    Content,
    /// What was published
    Publication,
    /// What a run did
    Run,
    /// What was counted in a window
    Counts,
}

/// `sparky completions`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// `sparky reference`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Reference {
    /// The page
    pub(crate) page: ReferencePage,
}

/// The pages that are made from the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReferencePage {
    /// The command line
    Cli,
    /// Every key of the configuration
    Config,
    /// A configuration file with every key at its default
    Example,
    /// Every environment variable
    Env,
}

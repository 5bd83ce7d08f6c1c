//! Targets that are files: they are compared with what they should hold.

use std::path::PathBuf;

use crate::config::Secret;

/// A target of files.
#[derive(Debug, Clone)]
pub enum FilesKind {
    /// A folder of this machine: every rendered file as `<path>/<item id>.<extension>`.
    Folder {
        /// The folder; it is made when it is missing.
        path: PathBuf,
    },
    /// A folder of a git repository: the Markdown as `<path>/<item id>.md`.
    DocsGit {
        /// The repository: https, ssh, `file://` or a path.
        url: String,
        /// The branch; the repository's default branch when none.
        branch: Option<String>,
        /// The folder in the repository, usually [`DEFAULT_DOCS_PATH`](crate::DEFAULT_DOCS_PATH).
        path: String,
        /// The token for an https address.
        token: Option<Secret>,
    },
    /// `atom.xml` and `feed.json` in a folder.
    Feed {
        /// The folder; it is made when it is missing.
        path: PathBuf,
    },
    /// The summary of a job in Actions.
    StepSummary {
        /// The file that the runner shows; nothing is written where there is none.
        file: Option<PathBuf>,
    },
}

impl FilesKind {
    pub(super) const fn takes_late(&self) -> bool {
        !matches!(self, Self::StepSummary { .. })
    }
}

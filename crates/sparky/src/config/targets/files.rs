//! Targets that are files, and their keys.

use sparky_schema::content::ItemKind;

use super::{DIGESTS, PAGES, Row};

/// A target of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FilesKind {
    /// A folder of this machine.
    Folder,
    /// A folder of a git repository.
    DocsGit,
    /// An Atom and a JSON feed.
    Feed,
    /// The summary of a job in Actions.
    StepSummary,
}

pub(super) const ALL: &[FilesKind] = &[FilesKind::Folder, FilesKind::Feed, FilesKind::DocsGit, FilesKind::StepSummary];

impl FilesKind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Folder => {
                &Row { name: "folder", needed: &["path"], possible: &["front_matter", "index"], items: &ItemKind::ALL }
            }
            Self::Feed => &Row { name: "feed", needed: &["path"], possible: &[], items: PAGES },
            Self::DocsGit => &Row {
                name: "docs-git",
                needed: &["url"],
                possible: &["branch", "path", "front_matter", "index", "review", "token_env"],
                items: PAGES,
            },
            Self::StepSummary => &Row { name: "step-summary", needed: &[], possible: &[], items: DIGESTS },
        }
    }
}

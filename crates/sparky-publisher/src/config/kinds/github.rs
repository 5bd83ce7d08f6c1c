//! Targets on GitHub, reached through its API.

use std::sync::Arc;

use sparky_github::GitHub;

/// A target on GitHub.
#[derive(Debug, Clone)]
pub enum GitHubKind {
    /// A folder of a repository: the Markdown and its pictures in one commit.
    Docs {
        /// The client, with a token that may write contents.
        github: Arc<GitHub>,
        /// The repository, `owner/name`.
        repo: String,
        /// The branch; the repository's default branch when none.
        branch: Option<String>,
        /// The folder in the repository, usually [`DEFAULT_DOCS_PATH`](crate::DEFAULT_DOCS_PATH).
        path: String,
        /// Open a pull request instead of writing to the branch.
        review: bool,
    },
    /// Issues of a repository.
    Issue {
        /// The client, with a token that may write issues.
        github: Arc<GitHub>,
        /// The repository, `owner/name`.
        repo: String,
        /// Keep the newest item of each kind in one issue.
        rolling: bool,
        /// Which earlier ones are closed when a new one comes.
        older: Older,
    },
    /// Comments on an issue or a pull request.
    Comment {
        /// The client, with a token that may write issues.
        github: Arc<GitHub>,
        /// The repository, `owner/name`.
        repo: String,
        /// The number of the issue or pull request.
        issue: u64,
        /// Keep the newest item of each kind in one comment.
        rolling: bool,
    },
    /// Discussions of a repository.
    Discussion {
        /// The client, with a token that may write discussions.
        github: Arc<GitHub>,
        /// The repository, `owner/name`.
        repo: String,
        /// The name of the category.
        category: String,
        /// Keep the newest item of each kind in one discussion.
        rolling: bool,
    },
    /// The notes of a release.
    Release {
        /// The client, with a token that may write contents.
        github: Arc<GitHub>,
        /// The repository, `owner/name`.
        repo: String,
        /// The tag of the release, or `latest`.
        tag: String,
        /// Keep the newest item of each kind in one section.
        rolling: bool,
    },
}

/// Which earlier issues of a target are closed when a new one comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Older {
    /// Those with an earlier item of the same kind.
    pub close: bool,
    /// Those that are open for so many days when the window of the new one ends.
    pub days: Option<u32>,
}

impl GitHubKind {
    /// The client that goes there.
    pub(crate) const fn github(&self) -> &Arc<GitHub> {
        match self {
            Self::Docs { github, .. }
            | Self::Issue { github, .. }
            | Self::Comment { github, .. }
            | Self::Discussion { github, .. }
            | Self::Release { github, .. } => github,
        }
    }

    pub(super) const fn takes_late(&self) -> bool {
        matches!(self, Self::Docs { .. })
    }

    pub(super) const fn asks_for_review(&self) -> bool {
        matches!(self, Self::Docs { review: true, .. })
    }
}

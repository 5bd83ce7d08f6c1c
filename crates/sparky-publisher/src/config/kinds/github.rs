//! Targets on GitHub, reached through its API.

use std::sync::Arc;

use sparky_github::GitHub;

/// A target on GitHub.
#[derive(Debug, Clone)]
pub enum GitHubKind {
    /// Issues of a repository.
    Issue {
        /// The client, with a token that may write issues.
        github: Arc<GitHub>,
        /// The repository, `owner/name`.
        repo: String,
        /// Keep the newest item of each kind in one issue.
        rolling: bool,
    },
}

impl GitHubKind {
    pub(super) const fn takes_late(&self) -> bool {
        match self {
            Self::Issue { .. } => false,
        }
    }
}

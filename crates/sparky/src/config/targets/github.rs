//! Targets on GitHub, and their keys.

use super::{DIGESTS, Row};

/// A target on GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GitHubKind {
    /// Issues of a repository.
    Issue,
}

pub(super) const ALL: &[GitHubKind] = &[GitHubKind::Issue];

impl GitHubKind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Issue => {
                &Row { name: "github-issue", needed: &["repo"], possible: &["mode", "token_env"], items: DIGESTS }
            }
        }
    }
}

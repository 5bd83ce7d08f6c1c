//! Targets on GitHub, and their keys.

use super::{DIGESTS, PAGES, Row};

/// A target on GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GitHubKind {
    /// A folder of a repository.
    Docs,
    /// Issues of a repository.
    Issue,
    /// Comments on an issue or a pull request.
    Comment,
    /// Discussions of a repository.
    Discussion,
    /// The notes of a release.
    Release,
}

pub(super) const ALL: &[GitHubKind] =
    &[GitHubKind::Docs, GitHubKind::Issue, GitHubKind::Comment, GitHubKind::Discussion, GitHubKind::Release];

impl GitHubKind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Docs => &Row {
                name: "docs-github",
                needed: &["repo"],
                possible: &["branch", "path", "front_matter", "index", "review", "token_env"],
                items: PAGES,
            },
            Self::Issue => &Row {
                name: "github-issue",
                needed: &["repo"],
                possible: &["mode", "close_older", "expires_days", "token_env"],
                items: DIGESTS,
            },
            Self::Comment => &Row {
                name: "github-comment",
                needed: &["repo", "issue"],
                possible: &["mode", "token_env"],
                items: DIGESTS,
            },
            Self::Discussion => &Row {
                name: "github-discussion",
                needed: &["repo", "category"],
                possible: &["mode", "token_env"],
                items: DIGESTS,
            },
            Self::Release => &Row {
                name: "github-release",
                needed: &["repo", "tag"],
                possible: &["mode", "token_env"],
                items: DIGESTS,
            },
        }
    }
}

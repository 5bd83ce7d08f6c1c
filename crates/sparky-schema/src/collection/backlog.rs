//! What waits in a repository though nothing happened to it lately. It must not hold anything that happened in the span
//! of the records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::records::{Comment, Issue, PullRequest, Review};

/// What was open at the window's end and nothing happened to since the records begin; and what had been said before
/// they begin about everything that was open. Each list is sorted as that of the records is, and shares nothing with it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Backlog {
    /// Open pull requests that are not among the records.
    pub pull_requests: Vec<PullRequest>,
    /// Open issues that are not among the records.
    pub issues: Vec<Issue>,
    /// Every review of these pull requests.
    pub reviews: Vec<Review>,
    /// Conversation comments on everything that is open, from before the records begin.
    pub comments: Vec<Comment>,
    /// Comments on diffs of every pull request that is open, from before the records begin.
    pub review_comments: Vec<Comment>,
}

impl Backlog {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

//! Reviews of pull requests. Comments on diffs are comments.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::people::{Actor, Association};

/// A submitted review of a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The id of the service.
    pub id: String,
    /// The pull request.
    pub pull_request: u64,
    /// Who reviewed.
    pub author: Option<Actor>,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// The verdict.
    pub state: ReviewState,
    /// What the author is to the repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<Association>,
}

/// The verdict of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Approved.
    Approved,
    /// Changes were requested.
    ChangesRequested,
    /// A comment without a verdict.
    Commented,
    /// A verdict that was dismissed later.
    Dismissed,
}

//! Who works with whom. It must not know what they worked on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PersonName;

/// What people do in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Wrote a commit without merges, or a pull request that was merged.
    Author,
    /// Reviewed work of somebody else.
    Reviewer,
    /// Merged a pull request of somebody else.
    Merger,
    /// Commented on an issue of somebody else.
    Triager,
    /// Published a release.
    Releaser,
}

/// One person reviews the work of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewTie {
    /// Who reviewed.
    pub reviewer: PersonName,
    /// Whose work it was.
    pub author: PersonName,
    /// Reviews in the window.
    pub reviews: u64,
}

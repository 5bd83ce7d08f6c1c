//! Issues. Comments have a file of their own.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::comment::Reactions;
use super::people::{Actor, Association};

/// An issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The number, shared with pull requests.
    pub number: u64,
    /// The title as it is now.
    pub title: String,
    /// Who opened it.
    pub author: Option<Actor>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was closed, if that was before the window's end.
    pub closed_at: Option<DateTime<Utc>>,
    /// Names of labels, sorted.
    pub labels: Vec<String>,
    /// The title of the milestone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<String>,
    /// What the author is to the repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<Association>,
    /// Whose it is to carry on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assignees: Vec<Actor>,
    /// How often people reacted, by the content of the reaction.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reactions: Reactions,
    /// Why it is as it is: `completed`, `not_planned`, `duplicate` or `reopened`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_reason: Option<String>,
    /// When the service last changed it; only in the store, a projection leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateTime<Utc>>,
}

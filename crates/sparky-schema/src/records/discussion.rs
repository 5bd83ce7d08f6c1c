//! Discussions with what was said in them. It must not know the other kinds.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::comment::{Comment, Reactions};
use super::people::{Actor, Association};

/// A discussion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Discussion {
    /// The number, shared with issues and pull requests.
    pub number: u64,
    /// The title as it is now.
    pub title: String,
    /// Who opened it.
    pub author: Option<Actor>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// The name of its category.
    pub category: String,
    /// When an answer was chosen, if that was before the window's end.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was closed, if that was before the window's end.
    pub closed_at: Option<DateTime<Utc>>,
    /// How many people voted for it.
    pub upvotes: u64,
    /// What the author is to the repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<Association>,
    /// How often people reacted, by the content of the reaction.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reactions: Reactions,
    /// Names of labels, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Comments and replies to them, by creation, then id; they count in no total.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// When the service last changed it; only in the store, a projection leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateTime<Utc>>,
}

//! Comments of every sort, and reactions. It must not know what is commented on.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::people::{Actor, Association};

/// How often people reacted, by the service's name for the content in lower case: `thumbs_up`, `heart`, `rocket`.
pub type Reactions = BTreeMap<String, u64>;

/// A comment: in a conversation, on a diff or in a discussion, depending on the list that holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// The id of the service.
    pub id: String,
    /// The issue, pull request or discussion.
    pub number: u64,
    /// Who wrote it.
    pub author: Option<Actor>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// What the author is to the repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<Association>,
    /// How often people reacted, by the content of the reaction.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reactions: Reactions,
}

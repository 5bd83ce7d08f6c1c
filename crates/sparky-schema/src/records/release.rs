//! Releases and tags. Drafts are nobody's business and never stored.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::comment::Reactions;
use super::people::Actor;

/// A release, or a tag of a local clone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The tag.
    pub tag: String,
    /// The title; empty when there is none.
    pub name: String,
    /// Who published it.
    pub author: Option<Actor>,
    /// When it was published (for a tag: the tagger's date, else the commit's).
    pub published_at: DateTime<Utc>,
    /// Whether it is marked as a pre-release, or the version says so.
    pub prerelease: bool,
    /// True for a tag that is not on the remote as far as the clone knows, so that no link can be given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub local_only: bool,
    /// How often people reacted, by the content of the reaction.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reactions: Reactions,
}

//! Releases. It must not know tags and commits.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Reactions, at};

/// A release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Release {
    /// Its tag.
    pub tag_name: String,
    /// Its title.
    pub name: Option<String>,
    /// Its text.
    pub body: String,
    /// Who made it.
    pub author: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was published; a draft never was.
    pub published_at: Option<DateTime<Utc>>,
    /// Whether it is a prerelease.
    pub prerelease: bool,
    /// How people reacted.
    pub reactions: Reactions,
}

impl Release {
    /// A release that was published at this time.
    pub fn new(tag_name: &str, author: &str, time: &str) -> Self {
        Self {
            tag_name: tag_name.to_owned(),
            name: Some(tag_name.to_owned()),
            author: Some(author.to_owned()),
            created_at: at(time),
            published_at: Some(at(time)),
            ..Self::default()
        }
    }
}

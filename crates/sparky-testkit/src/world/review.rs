//! Reviews and comments, and reactions to them. It must not know what they are about.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::at;

/// How many people reacted, by GitHub's name of the reaction: `THUMBS_UP`, `HEART`.
pub type Reactions = BTreeMap<String, u64>;

/// A review of a pull request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// Who reviewed.
    pub author: Option<String>,
    /// `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED` or `PENDING`.
    pub state: String,
    /// When it was submitted; a pending one was not.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Its text.
    pub body: String,
    /// What its author is to the repository; `NONE` when nothing is said.
    pub association: Option<String>,
    /// Whether it was deleted. It keeps its place, so that the ids of the others stay.
    pub deleted: bool,
    /// Its comments on the diff, oldest first.
    pub comments: Vec<Comment>,
}

impl Review {
    /// A submitted review.
    pub fn new(author: &str, state: &str, time: &str) -> Self {
        Self {
            author: Some(author.to_owned()),
            state: state.to_owned(),
            submitted_at: Some(at(time)),
            ..Self::default()
        }
    }
}

/// A comment in a conversation, on a diff or in a discussion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Comment {
    /// Who said it.
    pub author: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// What.
    pub body: String,
    /// What its author is to the repository; `NONE` when nothing is said.
    pub association: Option<String>,
    /// How people reacted.
    pub reactions: Reactions,
    /// Whether it was deleted. It keeps its place, so that the ids of the others stay.
    pub deleted: bool,
}

impl Comment {
    /// A comment.
    pub fn new(author: &str, time: &str, body: &str) -> Self {
        Self { author: Some(author.to_owned()), created_at: at(time), body: body.to_owned(), ..Self::default() }
    }
}

//! Discussions. It must not know repositories.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Comment, Reactions, at};

/// A discussion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Discussion {
    /// Its number, which no issue and no pull request has.
    pub number: u64,
    /// Its title.
    pub title: String,
    /// Who opened it.
    pub author: Option<String>,
    /// The name of its category.
    pub category: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last updated, when that was after everything else that is known of it.
    pub updated_at: Option<DateTime<Utc>>,
    /// When an answer was chosen.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// How many people voted for it.
    pub upvotes: u64,
    /// What its author is to the repository; `NONE` when nothing is said.
    pub association: Option<String>,
    /// How people reacted.
    pub reactions: Reactions,
    /// Its comments, oldest first.
    pub comments: Vec<DiscussionComment>,
}

/// A comment in a discussion, and the replies to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DiscussionComment {
    /// What was said.
    pub said: Comment,
    /// The replies, oldest first.
    pub replies: Vec<Comment>,
}

impl Discussion {
    /// An open discussion in the category `General`.
    pub fn new(number: u64, author: &str, time: &str, title: &str) -> Self {
        Self {
            number,
            title: title.to_owned(),
            author: Some(author.to_owned()),
            category: "General".to_owned(),
            created_at: at(time),
            ..Self::default()
        }
    }

    /// The same discussion with one more comment and replies to it.
    #[must_use]
    pub fn commented(mut self, said: Comment, replies: impl IntoIterator<Item = Comment>) -> Self {
        self.comments.push(DiscussionComment { said, replies: replies.into_iter().collect() });
        self
    }

    /// When something last happened to it.
    pub fn last_update(&self) -> DateTime<Utc> {
        let comments = self.comments.iter().flat_map(|found| found.replies.iter().chain([&found.said]));
        let said = comments.filter(|comment| !comment.deleted).map(|comment| comment.created_at);
        let states = self.updated_at.into_iter().chain(self.closed_at).chain(self.answered_at);
        said.chain(states).fold(self.created_at, Ord::max)
    }
}

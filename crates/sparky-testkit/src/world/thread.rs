//! Issues and pull requests. It must not know repositories.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Comment, Reactions, Review, at};

/// An issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Issue {
    /// Its number, which no pull request has.
    pub number: u64,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// Who opened it.
    pub author: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
    /// Whose it is.
    pub assignees: Vec<String>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last updated, when that was after everything else that is known of it.
    pub updated_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// The title of its milestone.
    pub milestone: Option<String>,
    /// What its author is to the repository, like `MEMBER`; `NONE` when nothing is said.
    pub association: Option<String>,
    /// How people reacted.
    pub reactions: Reactions,
    /// Why it is as it is, when that is not `COMPLETED` for a closed one.
    pub state_reason: Option<String>,
    /// Its comments, oldest first.
    pub comments: Vec<Comment>,
}

impl Issue {
    /// An open issue.
    pub fn new(number: u64, author: &str, time: &str, title: &str) -> Self {
        Self {
            number,
            title: title.to_owned(),
            author: Some(author.to_owned()),
            created_at: at(time),
            ..Self::default()
        }
    }

    /// The same issue, closed.
    #[must_use]
    pub fn closed(mut self, time: &str) -> Self {
        self.closed_at = Some(at(time));
        self
    }

    /// When something last happened to it.
    pub fn last_update(&self) -> DateTime<Utc> {
        let comments = self.comments.iter().filter(|comment| !comment.deleted).map(|comment| comment.created_at);
        comments.chain(self.updated_at).chain(self.closed_at).fold(self.created_at, Ord::max)
    }
}

/// A pull request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PullRequest {
    /// Its number, which no issue has.
    pub number: u64,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// Who opened it.
    pub author: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
    /// Whose it is.
    pub assignees: Vec<String>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last updated, when that was after everything else that is known of it.
    pub updated_at: Option<DateTime<Utc>>,
    /// When it was closed or merged.
    pub closed_at: Option<DateTime<Utc>>,
    /// When it was merged.
    pub merged_at: Option<DateTime<Utc>>,
    /// Who merged it.
    pub merged_by: Option<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// The branch it goes to; the default branch when empty.
    pub base: String,
    /// Lines added.
    pub additions: u64,
    /// Lines deleted.
    pub deletions: u64,
    /// Files changed.
    pub changed_files: u64,
    /// Whether it can be merged, when that is not `MERGEABLE` for an open one and `UNKNOWN` for another.
    pub mergeable: Option<String>,
    /// The commit with which it landed.
    pub merge_commit: Option<String>,
    /// What happened to it beside its closing and merging, which are there by themselves.
    pub timeline: Vec<TimelineEvent>,
    /// Which files it changes.
    pub files: Vec<FileChange>,
    /// The title of its milestone.
    pub milestone: Option<String>,
    /// What its author is to the repository, like `MEMBER`; `NONE` when nothing is said.
    pub association: Option<String>,
    /// How people reacted.
    pub reactions: Reactions,
    /// The numbers of the issues it closes.
    pub closes: Vec<u64>,
    /// Its comments, oldest first.
    pub comments: Vec<Comment>,
    /// Its reviews, oldest first.
    pub reviews: Vec<Review>,
}

impl PullRequest {
    /// An open pull request; ten lines added and two deleted.
    pub fn new(number: u64, author: &str, time: &str, title: &str) -> Self {
        Self {
            number,
            title: title.to_owned(),
            author: Some(author.to_owned()),
            created_at: at(time),
            additions: 10,
            deletions: 2,
            changed_files: 2,
            ..Self::default()
        }
    }

    /// The same pull request, merged by somebody.
    #[must_use]
    pub fn merged(mut self, by: &str, time: &str) -> Self {
        self.merged_by = Some(by.to_owned());
        self.merged_at = Some(at(time));
        self.closed_at = self.merged_at;
        self
    }

    /// The same pull request, closed and not merged.
    #[must_use]
    pub fn closed(mut self, time: &str) -> Self {
        self.closed_at = Some(at(time));
        self
    }

    /// The same pull request with one more review.
    #[must_use]
    pub fn reviewed(mut self, review: Review) -> Self {
        self.reviews.push(review);
        self
    }

    /// When something last happened to it.
    pub fn last_update(&self) -> DateTime<Utc> {
        let comments = self.comments.iter().chain(self.reviews.iter().flat_map(|review| &review.comments));
        let said = comments.map(|comment| comment.created_at);
        let reviews = self.reviews.iter().filter_map(|review| review.submitted_at);
        let events = self.timeline.iter().map(|event| event.at);
        let states = self.updated_at.into_iter().chain(self.closed_at).chain(self.merged_at);
        said.chain(reviews).chain(states).chain(events).fold(self.created_at, Ord::max)
    }
}

/// Something that happened to a pull request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TimelineEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// What, in the words of the schema: `ReadyForReviewEvent`, `ConvertToDraftEvent`, `ReviewRequestedEvent`,
    /// `ClosedEvent`, `ReopenedEvent` or `MergedEvent`.
    pub event: String,
    /// Who did it.
    pub by: Option<String>,
}

impl TimelineEvent {
    /// An event.
    pub fn new(event: &str, by: &str, time: &str) -> Self {
        Self { at: at(time), event: event.to_owned(), by: Some(by.to_owned()) }
    }
}

/// One file of a pull request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileChange {
    /// Its path.
    pub path: String,
    /// Lines added.
    pub additions: u64,
    /// Lines deleted.
    pub deletions: u64,
}

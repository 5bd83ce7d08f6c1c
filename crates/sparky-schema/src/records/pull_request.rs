//! Pull requests and what happens to them. Reviews and comments have files of their own.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::comment::Reactions;
use super::commit::FileChange;
use super::people::{Actor, Association};
use crate::ids::Sha;

/// A pull request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PullRequest {
    /// The number, shared with issues.
    pub number: u64,
    /// The title as it is now.
    pub title: String,
    /// Who opened it.
    pub author: Option<Actor>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was merged, if that was before the window's end.
    pub merged_at: Option<DateTime<Utc>>,
    /// Who merged it.
    pub merged_by: Option<Actor>,
    /// When it was closed (also by merging), if that was before the window's end.
    pub closed_at: Option<DateTime<Utc>>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Names of labels, sorted.
    pub labels: Vec<String>,
    /// The branch it targets.
    pub base: String,
    /// Lines added.
    pub additions: u64,
    /// Lines deleted.
    pub deletions: u64,
    /// How many files changed.
    pub changed_files: u64,
    /// Numbers of the issues in the same repository that merging it closes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closes: Vec<u64>,
    /// The title of the milestone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<String>,
    /// The commit with which it landed on its base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge_commit: Option<Sha>,
    /// What the author is to the repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<Association>,
    /// Whose it is to carry on: for a pull request of a bot, the person behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assignees: Vec<Actor>,
    /// How often people reacted, by the content of the reaction.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reactions: Reactions,
    /// What happened to it, by time; nothing at or after the window's end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<TimelineEvent>,
    /// Which files it changes, where asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileChange>,
    /// Whether it can be merged, as of the run; only of an open one in the newest window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mergeable: Option<Mergeable>,
    /// When the service last changed it; only in the store, a projection leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateTime<Utc>>,
}

/// Whether a pull request can be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mergeable {
    /// It has conflicts with its base.
    Conflicting,
    /// It has none.
    Mergeable,
    /// The service has not worked it out.
    Unknown,
}

/// Something that happened to a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimelineEvent {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened.
    pub event: TimelineEventKind,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Actor>,
}

/// What can happen to a pull request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimelineEventKind {
    /// It was a draft and is one no more.
    ReadyForReview,
    /// It became a draft.
    ConvertedToDraft,
    /// Somebody was asked for a review.
    ReviewRequested,
    /// It was closed, also by merging.
    Closed,
    /// It was opened again.
    Reopened,
}

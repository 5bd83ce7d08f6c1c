//! The facts: one type per kind of record, as collected. E-mail addresses appear only as hashes.
//!
//! Records show the world as of the end of a window: a state that came later is not there. They must not hold
//! anything that was computed from other records; that is the analyzer's.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{Login, Sha};

/// An account on the service. A deleted account is `None` wherever an `Option<Actor>` stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The login, without `[bot]`.
    pub login: Login,
    /// Whether the service or the login says that this is a bot.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bot: bool,
}

/// Who made a commit, as far as the commit says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The linked login, else the login of a noreply address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<Login>,
    /// The name in the commit (after `.mailmap` for a local clone).
    pub name: String,
    /// SHA-256 of the lower-case e-mail address, first 16 hexadecimal digits; none when the commit has no address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_hash: Option<String>,
    /// Whether this is a bot or an assistant rather than a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bot: bool,
}

/// A commit reachable from the default branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commit {
    /// The full object id.
    pub sha: Sha,
    /// The committer date: the one that places the commit in a window.
    pub committed_at: DateTime<Utc>,
    /// The author date.
    pub authored_at: DateTime<Utc>,
    /// Who wrote it.
    pub author: Signature,
    /// `Co-authored-by` trailers, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub co_authors: Vec<Signature>,
    /// The parents; two or more make it a merge commit.
    pub parents: Vec<Sha>,
    /// First line of the message.
    pub subject: String,
    /// The rest of the message without its trailers, at most 2,000 characters; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// Lines added against the first parent; unknown at the boundary of a shallow clone.
    pub additions: Option<u64>,
    /// Lines deleted against the first parent.
    pub deletions: Option<u64>,
    /// How many files changed.
    pub changed_files: Option<u64>,
    /// Which files changed, where asked for or free of charge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileChange>,
    /// True when the commit is not on the remote yet, so that no link can be given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub local_only: bool,
}

/// One file of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileChange {
    /// The path after the change, `/`-separated.
    pub path: String,
    /// Lines added; none for a binary file.
    pub additions: Option<u64>,
    /// Lines deleted; none for a binary file.
    pub deletions: Option<u64>,
}

/// A pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
}

/// An issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
}

/// A submitted review of a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The id of the service.
    pub id: String,
    /// The pull request.
    pub pull_request: u64,
    /// Who reviewed.
    pub author: Option<Actor>,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// The verdict.
    pub state: ReviewState,
}

/// The verdict of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Approved.
    Approved,
    /// Changes were requested.
    ChangesRequested,
    /// A comment without a verdict.
    Commented,
    /// A verdict that was dismissed later.
    Dismissed,
}

/// A comment: in a conversation, or on a diff, depending on the list that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// The id of the service.
    pub id: String,
    /// The issue or pull request.
    pub number: u64,
    /// Who wrote it.
    pub author: Option<Actor>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// A release, or a tag of a local clone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
}

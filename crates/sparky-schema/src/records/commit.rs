//! Commits and the files that they change. It must not know the other kinds.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::people::Signature;
use crate::ids::Sha;

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

/// One file of a commit or of a pull request.
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

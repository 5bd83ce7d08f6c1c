//! `collection.json`: what stage 1 writes. The facts of one window and of the window before it, per repository.
//! It must not hold anything computed.

mod backlog;
mod community;
mod repository;
mod stream;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Input, SchemaId};
use crate::gap::Gap;
use crate::records::{Comment, Commit, Discussion, Issue, PullRequest, Release, Review, WorkflowRun};
use crate::shard::Shard;
use crate::window::Window;

pub use backlog::Backlog;
pub use community::Community;
pub use repository::{About, CheckState, Checks, Head, Open, RepositoryFacts, Source};
pub use stream::Stream;

/// The facts of one window as of its end: no timestamp at or after `window.until`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// `sparky/collection/v1`.
    #[schemars(extend("const" = "sparky/collection/v1"))]
    pub schema: SchemaId,
    /// Stored files that this was projected from.
    pub inputs: Vec<Input>,
    /// Which part of the collection this is, until the parts are joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// The window.
    pub window: Window,
    /// Start of the window before, where the records begin.
    pub since: DateTime<Utc>,
    /// One entry per repository, sorted by name.
    pub repositories: Vec<RepositoryFacts>,
    /// Data that exists and could not be read.
    pub gaps: Vec<Gap>,
}

impl Document for Collection {
    const NAME: &'static str = "collection";
    const VERSION: u32 = 1;
}

/// Records by kind. Each list is sorted by time, then by id, and holds each record once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// By committer date, then sha.
    pub commits: Vec<Commit>,
    /// By creation, then number.
    pub pull_requests: Vec<PullRequest>,
    /// By creation, then number.
    pub issues: Vec<Issue>,
    /// By submission, then id.
    pub reviews: Vec<Review>,
    /// Conversation comments, by creation, then id.
    pub comments: Vec<Comment>,
    /// Comments on diffs, by creation, then id.
    pub review_comments: Vec<Comment>,
    /// By publication, then tag.
    pub releases: Vec<Release>,
    /// By creation, then number; the service knows them only where they are switched on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discussions: Vec<Discussion>,
    /// By start, then id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workflow_runs: Vec<WorkflowRun>,
}

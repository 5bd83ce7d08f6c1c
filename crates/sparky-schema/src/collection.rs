//! `collection.json`: what stage 1 writes. The facts of one window and of the window before it, per repository.
//! It must not hold anything computed.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Input, SchemaId};
use crate::gap::{Gap, Kind, Note};
use crate::ids::RepoName;
use crate::records::{Comment, Commit, Issue, PullRequest, Release, Review};
use crate::window::Window;

/// The facts of one window as of its end: no timestamp at or after `window.until`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// `sparky/collection/v1`.
    #[schemars(extend("const" = "sparky/collection/v1"))]
    pub schema: SchemaId,
    /// Stored files that this was projected from.
    pub inputs: Vec<Input>,
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

/// The facts of one repository.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepositoryFacts {
    /// The name as the service has it now; `local/<folder>` for a clone without a remote.
    pub name_with_owner: RepoName,
    /// The web address without a trailing slash; none for a clone without a web remote.
    pub url: Option<String>,
    /// Where the facts come from.
    pub source: Source,
    /// The branch whose commits count; none when the repository is empty.
    pub default_branch: Option<String>,
    /// Whether strangers cannot see the repository; a clone counts as public.
    pub private: bool,
    /// The kinds that were asked for and completely read; the others are null in totals.
    pub kinds: Vec<Kind>,
    /// Unusual but complete: empty, renamed, archived.
    pub notes: Vec<Note>,
    /// Records with activity in `[collection.since, window.until)`, plus every earlier review of a pull request
    /// that is listed, so that a first review can be told.
    pub records: Records,
}

/// Where facts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The API of GitHub.
    Github,
    /// A local git clone: it knows commits and tags only.
    Git,
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
}

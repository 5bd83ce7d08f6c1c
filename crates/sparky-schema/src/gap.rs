//! Kinds of records, and what is said about data that was not read (gaps) or is unusual (notes).
//! It must not know how data is read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::RepoName;

/// A kind of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Commits reachable from the default branch.
    Commits,
    /// Pull requests.
    PullRequests,
    /// Issues, without pull requests.
    Issues,
    /// Submitted reviews of pull requests.
    Reviews,
    /// Conversation comments on issues and pull requests.
    Comments,
    /// Comments on diffs.
    ReviewComments,
    /// Releases, or the tags of a local clone.
    Releases,
    /// Discussions; completely read and empty where they are switched off.
    Discussions,
    /// Runs of workflows for the collected commits.
    WorkflowRuns,
}

impl Kind {
    /// Every kind, in the order in which documents list them.
    pub const ALL: [Kind; 9] = [
        Kind::Commits,
        Kind::PullRequests,
        Kind::Issues,
        Kind::Reviews,
        Kind::Comments,
        Kind::ReviewComments,
        Kind::Releases,
        Kind::Discussions,
        Kind::WorkflowRuns,
    ];

    /// The name in documents, for example `pull_requests`.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Commits => "commits",
            Kind::PullRequests => "pull_requests",
            Kind::Issues => "issues",
            Kind::Reviews => "reviews",
            Kind::Comments => "comments",
            Kind::ReviewComments => "review_comments",
            Kind::Releases => "releases",
            Kind::Discussions => "discussions",
            Kind::WorkflowRuns => "workflow_runs",
        }
    }
}

/// Data that exists and could not be read. A run with a gap is incomplete (exit code 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// The repository, as it was asked for.
    pub repository: RepoName,
    /// The kinds that are missing or incomplete; empty means all of them.
    pub kinds: Vec<Kind>,
    /// Why, for programs.
    pub reason: GapReason,
    /// Why, for people: one sentence without secrets.
    pub message: String,
    /// What to do about it: one sentence, often a command.
    pub hint: String,
}

/// Why data could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// The repository does not exist, or the token may not know that it does.
    NotFound,
    /// The token may not read it (403).
    Forbidden,
    /// Access is blocked, for example for legal reasons (451).
    Blocked,
    /// The local clone is shallow, so that older history is missing.
    Shallow,
    /// A limit of the service was reached and the wait would have been too long.
    RateLimited,
    /// The service or the network failed, after retries.
    Unavailable,
    /// The answer was damaged or partial.
    Partial,
    /// The path is no readable git repository.
    Unreadable,
}

/// Something about a repository that is unusual but complete (exit code 0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// One sentence for people.
    pub message: String,
}

/// Kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// The repository has no commit yet.
    Empty,
    /// The repository has moved to another name.
    Renamed,
    /// The repository is archived.
    Archived,
}

//! Where and when work was done, and of which kind. It must not know who did it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Work;
use crate::ids::RepoName;

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// The local date in the window's zone.
    pub date: NaiveDate,
    /// Commits on that day.
    pub commits: u64,
    /// Events on that day, counted as in the totals.
    pub events: u64,
}

/// Activity by local hour of the day, over all days of the window: 24 counts each, from midnight on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Commits by hour in the window's zone.
    pub commits: Vec<u64>,
    /// Events by hour, counted as in the totals.
    pub events: Vec<u64>,
}

/// How many changes of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkCount {
    /// The kind.
    pub work: Work,
    /// How many.
    pub changes: u64,
}

/// A part of the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The repository.
    pub repository: RepoName,
    /// The folder, or the file when it lies at the top.
    pub path: String,
    /// Commits without merges that touched it.
    pub commits: u64,
    /// Lines added.
    pub additions: u64,
    /// Lines deleted.
    pub deletions: u64,
}

/// A file that changed again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HotFile {
    /// The repository.
    pub repository: RepoName,
    /// The path.
    pub path: String,
    /// Commits without merges that touched it, two or more.
    pub commits: u64,
    /// Lines added and deleted.
    pub churn: u64,
    /// Distinct people who changed it.
    pub people: u64,
}

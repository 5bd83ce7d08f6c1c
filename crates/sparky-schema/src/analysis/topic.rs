//! Happenings that are told together. It must not know how they are told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Event, Work};
use crate::ids::RepoName;

/// Happenings about the same thing. Counts are of pull requests, issues, commits and releases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// What holds them together.
    pub kind: TopicKind,
    /// Where, when it is one repository of several.
    pub repository: Option<RepoName>,
    /// The name of the theme that they share.
    pub scope: Option<String>,
    /// The kind of work that they share.
    pub work: Option<Work>,
    /// How many things.
    pub count: u64,
    /// How many apart from the first story.
    pub more: u64,
    /// What is told, most important first.
    pub stories: Vec<Story>,
}

/// What holds the happenings of a topic together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TopicKind {
    /// Releases.
    Releases,
    /// Changes of one theme.
    Scope,
    /// Changes of the same kind of work.
    Work,
    /// Changes of several kinds, too few of each for a topic.
    Mixed,
    /// Pull requests that were opened, and were neither merged nor closed.
    Proposed,
    /// Issues that were opened and are open.
    IssuesOpened,
    /// Issues that were closed, other than by a pull request merged in the window.
    IssuesClosed,
    /// Pull requests that were closed without merging.
    Dropped,
    /// What bots did, releases apart.
    Bots,
    /// Merge commits of a local clone.
    Merges,
}

/// One thing to tell: a happening, or several that have the same title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The happening that is told.
    pub main: Fact,
    /// The opening of the same pull request or issue, in the window too.
    pub opening: Option<Fact>,
    /// Issues that it closed.
    pub settles: Vec<Fact>,
    /// Other happenings of the same sort with the same title.
    pub again: Vec<Fact>,
    /// How many have this title, the told one included.
    pub times: u64,
}

/// Names one of the happenings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The id.
    pub id: String,
    /// What happened, as one id may have several happenings.
    pub event: Event,
}

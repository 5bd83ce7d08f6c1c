//! What is known of one repository apart from its records. It must not know windows.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Backlog, Community, Records};
use crate::gap::{Kind, Note};
use crate::ids::{RepoName, Sha};

/// The facts of one repository.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepositoryFacts {
    /// The name as the service has it now; `local/<folder>` for a clone without a remote.
    pub name_with_owner: RepoName,
    /// The id of the service, which a new name does not change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
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
    /// What the repository says about itself, as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// What automation says about the head of the default branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checks: Option<Checks>,
    /// The head of the default branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    /// Commits that became reachable since the window before was collected; none where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landed: Option<Vec<Sha>>,
    /// What is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
    /// Records with activity in `[collection.since, window.until)`, plus every earlier review of a pull request
    /// that is listed, so that a first review can be told.
    pub records: Records,
    /// What is open beside that; none where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backlog: Option<Backlog>,
}

impl RepositoryFacts {
    /// A public repository of which nothing is known yet.
    pub fn new(name_with_owner: RepoName, source: Source) -> Self {
        Self {
            name_with_owner,
            id: None,
            url: None,
            source,
            default_branch: None,
            private: false,
            kinds: Vec::new(),
            notes: Vec::new(),
            about: None,
            checks: None,
            head: None,
            landed: None,
            open: None,
            records: Records::default(),
            backlog: None,
        }
    }
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

/// What a repository says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// One sentence.
    pub description: Option<String>,
    /// Its site.
    pub homepage: Option<String>,
    /// How many people have starred it.
    pub stars: u64,
    /// How many forks it has.
    pub forks: u64,
    /// How many people watch it.
    pub watchers: u64,
    /// Topics, sorted.
    pub topics: Vec<String>,
    /// The language with the most code.
    pub language: Option<String>,
    /// The SPDX id of the license.
    pub license: Option<String>,
    /// Whether it is archived.
    pub archived: bool,
    /// Whether it is a fork.
    pub fork: bool,
    /// When it was created.
    pub created_at: Option<DateTime<Utc>>,
    /// When somebody last pushed to it.
    pub pushed_at: Option<DateTime<Utc>>,
    /// Which of the files are there that help strangers; none where nobody asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
}

/// What automation says about a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// The commit.
    pub sha: Sha,
    /// All checks and statuses in one word.
    pub state: CheckState,
}

/// All checks and statuses of a commit in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// All are well.
    Success,
    /// At least one failed.
    Failure,
    /// At least one is expected or has not finished.
    Pending,
    /// At least one could not be done.
    Error,
}

/// The head of a branch, which tells whether commits were added or history was rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The commit.
    pub sha: Sha,
    /// How many commits are reachable from it.
    pub commits: u64,
}

/// What is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Pull requests.
    pub pull_requests: u64,
    /// Issues, without pull requests.
    pub issues: u64,
}

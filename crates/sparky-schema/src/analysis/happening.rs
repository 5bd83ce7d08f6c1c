//! One thing that happened. It must not know what others it belongs to.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Advisor, PersonName};
use crate::ids::{RepoName, Sha};

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A release was published, or a tag made in a local clone.
    Released,
    /// A pull request was merged.
    Merged,
    /// A commit (listed for local clones only; on GitHub the pull requests tell the story).
    Committed,
    /// An issue was closed.
    IssueClosed,
    /// An issue was opened.
    IssueOpened,
    /// A pull request was opened.
    PullRequestOpened,
    /// A pull request was closed without merging.
    PullRequestClosed,
}

/// One thing that happened in the window. A pull request opened and merged in the window appears twice, once for
/// each event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Happening {
    /// Names the fact: `owner/name#12`, `owner/name@<sha>` or `owner/name@<tag>`.
    pub id: String,
    /// What happened.
    pub event: Event,
    /// Where.
    pub repository: RepoName,
    /// The number of the pull request or issue.
    pub number: Option<u64>,
    /// The commit.
    pub sha: Option<Sha>,
    /// The tag of the release.
    pub tag: Option<String>,
    /// The page that shows it; none when there is no public one.
    pub url: Option<String>,
    /// The title, the subject of the commit or the name of the release, as strangers wrote it: escape it.
    pub title: String,
    /// The title as prose tells it: without conventional prefixes and without the number at its end. Escape it.
    pub subject: String,
    /// The first sentence of a commit's body, as strangers wrote it; empty when there is none.
    pub detail: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The local date of `at` in the window's zone.
    pub date: NaiveDate,
    /// Who wrote it; none for a deleted account or somebody who opted out.
    pub author: Option<PersonName>,
    /// Who merged the pull request, when it was somebody other than the author.
    pub merged_by: Option<PersonName>,
    /// The people behind the pull request of a bot: its assignees, else the co-authors of what was merged, else who
    /// merged it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub behind: Vec<PersonName>,
    /// Who else took part: reviewers of a pull request, co-authors of a commit.
    pub with: Vec<PersonName>,
    /// The kind of work, from the title (conventional commits), the labels and the paths.
    pub work: Work,
    /// Who told the kind of work, when the rules could not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_by: Option<Advisor>,
    /// The scope of a conventional title, or the area that holds most of the changed lines.
    pub scope: Option<String>,
    /// Whether the title marks a breaking change.
    pub breaking: bool,
    /// Whether this is a merge commit, which repeats what others tell.
    pub merge: bool,
    /// Labels.
    pub labels: Vec<String>,
    /// Lines added.
    pub additions: Option<u64>,
    /// Lines deleted.
    pub deletions: Option<u64>,
    /// Files changed.
    pub changed_files: Option<u64>,
    /// Reviews up to the window's end.
    pub reviews: Option<u64>,
    /// Conversation comments in the window.
    pub comments: Option<u64>,
    /// How long it was open when it was merged or closed, as text prints it, for example `3 days`.
    pub open_for: Option<String>,
    /// Numbers of the issues in the same repository that this closes.
    pub closes: Vec<u64>,
    /// For an opened pull request or issue: what became of it by the end of the window.
    pub outcome: Option<Outcome>,
    /// How important it is, higher first; two decimals.
    pub score: f64,
    /// Why: the share of each term in the score, largest first; they add up to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub impact: Vec<Impact>,
}

/// How many happenings of one kind an analysis counts and does not list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unlisted {
    /// What happened.
    pub event: Event,
    /// How often.
    pub count: u64,
}

/// The share of one term in a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Impact {
    /// The term.
    pub term: Term,
    /// Its share, two decimals.
    pub points: f64,
}

/// The terms of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// What kind of thing happened.
    Event,
    /// Lines changed.
    Size,
    /// Areas of the code that it touches.
    Reach,
    /// Breaking, security, fix or feature.
    Marks,
    /// Reviews and comments.
    Talk,
    /// Reactions.
    Reactions,
    /// Issues that it closes.
    Closes,
    /// The step of the version.
    Release,
}

/// What became of something that was opened in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Still open.
    Open,
    /// Open and a draft.
    Draft,
    /// Merged.
    Merged,
    /// Closed.
    Closed,
}

/// Kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Something new.
    Feature,
    /// A repair.
    Fix,
    /// About security.
    Security,
    /// Speed or memory.
    Performance,
    /// Same behaviour, other code.
    Refactor,
    /// Words.
    Docs,
    /// Tests.
    Tests,
    /// Build, CI, packaging, release.
    Build,
    /// Versions of dependencies.
    Dependencies,
    /// Anything else.
    Other,
}

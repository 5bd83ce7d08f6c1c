//! `analysis.json`: what stage 2 writes and all that stage 3 may say. A number, name, reference or link that is not
//! here is not printed. It must not know sentences or layouts.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::collection::Source;
use crate::document::{Document, Input, SchemaId};
use crate::gap::{Gap, Kind, Note};
use crate::ids::{Login, RepoName, Sha};
use crate::totals::{Change, Metrics, Totals};
use crate::window::Window;

/// What the facts of one window amount to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// `sparky/analysis/v1`.
    #[schemars(extend("const" = "sparky/analysis/v1"))]
    pub schema: SchemaId,
    /// The collection that this was computed from.
    pub inputs: Vec<Input>,
    /// The window.
    pub window: Window,
    /// The window before, against which `previous` and `change` compare.
    pub previous_window: Window,
    /// Counts over all repositories; null when any repository does not know.
    pub totals: Totals,
    /// The same over the window before, null where that one is not completely known.
    pub previous: Totals,
    /// The difference.
    pub change: Change,
    /// Time metrics over all repositories.
    pub metrics: Metrics,
    /// One entry per repository, sorted by name.
    pub repositories: Vec<RepositoryAnalysis>,
    /// Everything that happened, most important first.
    pub happenings: Vec<Happening>,
    /// Who took part, most active first. People who opted out are not listed.
    pub people: Vec<Person>,
    /// The bots that took part, most active first.
    pub bots: Vec<Person>,
    /// Activity by day, every day of the window in order.
    pub days: Vec<Day>,
    /// How many changes of each kind of work, most first. Changes are merged pull requests, or commits without
    /// merges for a local clone.
    pub work: Vec<WorkCount>,
    /// Parts of the code that changed, most changes first, where files are known.
    pub areas: Vec<Area>,
    /// Data that exists and could not be read, from the collection.
    pub gaps: Vec<Gap>,
}

impl Document for Analysis {
    const NAME: &'static str = "analysis";
    const VERSION: u32 = 1;
}

/// One repository's share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepositoryAnalysis {
    /// The name.
    pub name_with_owner: RepoName,
    /// The web address, if there is one.
    pub url: Option<String>,
    /// Where the facts come from.
    pub source: Source,
    /// The branch whose commits count.
    pub default_branch: Option<String>,
    /// The kinds that were completely read.
    pub kinds: Vec<Kind>,
    /// Empty, renamed, archived.
    pub notes: Vec<Note>,
    /// Counts of this repository.
    pub totals: Totals,
    /// The same in the window before.
    pub previous: Totals,
    /// The difference.
    pub change: Change,
    /// Time metrics of this repository.
    pub metrics: Metrics,
}

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
    /// Who else took part: reviewers of a pull request, co-authors of a commit.
    pub with: Vec<PersonName>,
    /// The kind of work, from the title (conventional commits), the labels and the paths.
    pub work: Work,
    /// The scope of a conventional title, or the area that holds most of the changed lines.
    pub scope: Option<String>,
    /// Whether the title marks a breaking change.
    pub breaking: bool,
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

/// How a person is named in text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonName {
    /// What text prints: the login, else the name in the commit.
    pub name: String,
    /// The login, if known.
    pub login: Option<Login>,
    /// The profile page, if known.
    pub url: Option<String>,
    /// Whether this is a bot.
    pub bot: bool,
}

/// What one person did in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The person.
    pub person: PersonName,
    /// Commits authored, merges included.
    pub commits: u64,
    /// Own pull requests that were merged.
    pub pull_requests_merged: u64,
    /// Pull requests opened.
    pub pull_requests_opened: u64,
    /// Reviews submitted.
    pub reviews: u64,
    /// Issues opened.
    pub issues_opened: u64,
    /// Comments of both sorts.
    pub comments: u64,
    /// Pull requests of others that this person merged.
    pub merged_for_others: u64,
    /// Lines added by own commits without merges.
    pub additions: u64,
    /// Lines deleted by own commits without merges.
    pub deletions: u64,
    /// Repositories with activity, sorted.
    pub repositories: Vec<RepoName>,
    /// Scopes of own changes, most frequent first, at most three.
    pub scopes: Vec<String>,
}

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

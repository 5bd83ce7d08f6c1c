//! What daily counts did over the records. It must not know how it was found.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{RepoName, WindowId};

/// What the daily counts of one metric did, over all repositories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// What is counted.
    pub metric: TrendMetric,
    /// The median of a day, over the records.
    pub median: f64,
    /// The median distance from that median.
    pub deviation: f64,
    /// The mean of the last seven days, two decimals.
    pub last_week: f64,
    /// Days of the window that are far from what was usual on the 56 days before.
    pub unusual: Vec<UnusualDay>,
    /// The day from which on the counts were at another level, when that is sure enough.
    pub change: Option<LevelChange>,
    /// How many days the series has: those of the records, and those before them of which every repository has
    /// counts.
    #[serde(default)]
    pub days: u64,
    /// The mean of the last 28 days, two decimals.
    #[serde(default)]
    pub last_four_weeks: f64,
    /// The median of each day of the week from Monday on, where the series has eight weeks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<f64>,
    /// This window against those before it, where at least four of them are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<WindowTrend>,
}

/// The count of a window against those of the windows before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowTrend {
    /// The count of this window.
    pub value: u64,
    /// How many windows before it are known.
    pub known: u64,
    /// The trailing median: of the last eight windows, or for a day of the last eight same days of the week.
    pub usual: f64,
    /// The count less the trailing median.
    pub change: f64,
    /// How many windows in a row had any, this one included.
    pub streak: u64,
    /// How many windows in a row had more than the one before, this one included.
    pub rising: u64,
    /// How many windows in a row had fewer than the one before, this one included.
    pub falling: u64,
    /// Whether it is the most for long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
}

/// The most for long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// More than in each of so many windows before, eight or more.
    pub windows: u64,
    /// The first day of the last window that had as many; none when no window that is known had.
    pub since: Option<NaiveDate>,
}

/// A part of the code or a label of which there was more or less than usual.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drift {
    /// What it is.
    pub kind: DriftKind,
    /// The repository.
    pub repository: RepoName,
    /// The path, or the label as strangers wrote it: escape it.
    pub name: String,
    /// Commits, or issues opened and pull requests merged, in the window.
    pub value: u64,
    /// The median of the windows before.
    pub usual: f64,
    /// The value less that.
    pub change: f64,
}

/// What can rise and fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// A part of the code.
    Area,
    /// A label.
    Label,
}

/// A count that was published and is another one now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The window that was published.
    pub window: WindowId,
    /// The repository.
    pub repository: RepoName,
    /// What was counted.
    pub metric: TrendMetric,
    /// The count when it was published.
    pub was: u64,
    /// The count now.
    pub is: u64,
}

/// What a trend is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrendMetric {
    /// Commits.
    Commits,
    /// Pull requests opened.
    PullRequestsOpened,
    /// Pull requests merged.
    PullRequestsMerged,
    /// Issues opened.
    IssuesOpened,
    /// Issues closed.
    IssuesClosed,
    /// Reviews.
    Reviews,
    /// Pull requests closed without merging.
    PullRequestsClosed,
    /// Conversation comments.
    Comments,
    /// Comments on diffs.
    ReviewComments,
    /// Releases.
    Releases,
}

/// A day that was not like the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnusualDay {
    /// The day.
    pub date: NaiveDate,
    /// Its count.
    pub value: f64,
    /// What was usual: the median of the working days, or of the days of weekends, among the 56 days before.
    pub usual: f64,
    /// The modified z-score, two decimals: above 4.5, or below -4.5.
    pub score: f64,
}

/// A change of level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelChange {
    /// The first day of the new level.
    pub date: NaiveDate,
    /// The median before.
    pub before: f64,
    /// The median from that day on.
    pub after: f64,
    /// How sure that was when it was found, in percent, rounded down.
    pub sure_percent: u64,
    /// The day at whose end it was first sure enough to be told; it stays told for two months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<NaiveDate>,
}

//! What daily counts did over the records. It must not know how it was found.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
}

/// A day that was not like the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnusualDay {
    /// The day.
    pub date: NaiveDate,
    /// Its count.
    pub value: f64,
    /// What was usual: the median of the 56 days before.
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
    /// How sure that is, in percent, rounded down.
    pub sure_percent: u64,
}

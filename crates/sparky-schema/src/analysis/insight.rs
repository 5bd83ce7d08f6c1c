//! What a maintainer would want to hear about the window, each statement with the facts that show it. It must not know
//! how it is worded.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PersonName, TrendMetric};
use crate::ids::RepoName;

/// One statement. Which of the optional fields are set is a matter of the kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Insight {
    /// What is said about what: the same text in every window that says it.
    pub key: String,
    /// What kind of statement it is.
    pub kind: InsightKind,
    /// How much it matters.
    pub severity: InsightSeverity,
    /// Its place among those of the window, from 1.
    pub rank: u64,
    /// Whether an earlier window said it.
    pub novelty: Novelty,
    /// Where; none when it is about all repositories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository: Option<RepoName>,
    /// Whom it is about. People who opted out are not listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonName>,
    /// What it is about: a title as prose tells it, a path, the names of workflows. Escape it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Which count it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<TrendMetric>,
    /// How much or how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// Of how many, or against how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// How much, as text prints it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_text: Option<String>,
    /// What was usual, as text prints it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_text: Option<String>,
    /// How many windows before this one it was compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<u64>,
    /// The local date of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Ids of the facts that show it: happenings, what waits or needs attention, files as `owner/name:path`, the window
    /// as `totals`.
    pub evidence: Vec<String>,
}

/// Kinds of statements. Their rules are published in `docs/metrics.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InsightKind {
    /// A security fix landed.
    Security,
    /// A breaking change landed.
    Breaking,
    /// Changes were taken back.
    Reverts,
    /// A pull request that had been open for long was merged.
    LongLivedMerged,
    /// An issue that had been open for long was closed.
    OldIssueClosed,
    /// The first release for long.
    ReleaseAfterGap,
    /// First pull requests of people.
    FirstContribution,
    /// More issues came in than were closed.
    BacklogGrowing,
    /// More issues were closed than came in.
    BacklogShrinking,
    /// More pull requests came in than were merged or closed.
    PullRequestsPilingUp,
    /// Changes were merged without a review.
    Unreviewed,
    /// One person wrote most reviews.
    ReviewConcentration,
    /// One person wrote most commits.
    CommitConcentration,
    /// One file changed again and again.
    HotFile,
    /// First reviews took longer than usual.
    ReviewSlower,
    /// First reviews came sooner than usual.
    ReviewFaster,
    /// Merges took longer than usual.
    MergeSlower,
    /// Merges came sooner than usual.
    MergeFaster,
    /// Answers to issues took longer than usual.
    AnswerSlower,
    /// Answers to issues came sooner than usual.
    AnswerFaster,
    /// The checks of the default branch fail.
    RedBranch,
    /// Nobody says anything about some pull requests.
    StaleWork,
    /// Approved pull requests wait for the merge.
    ReadyToMerge,
    /// Issues wait for an answer.
    Unanswered,
    /// Several pull requests wait for one person.
    BlockedOnPerson,
    /// A day was far from what was usual.
    UnusualDay,
    /// Daily counts are at another level since a day.
    LevelChange,
    /// The most for long.
    Record,
    /// People were back after a break.
    ReturningContributor,
    /// There was much more than usual of a part of the code.
    AreaRising,
    /// There was much less than usual of a part of the code.
    AreaFalling,
    /// There was much more than usual under a label.
    LabelRising,
    /// There was much less than usual under a label.
    LabelFalling,
}

impl InsightKind {
    /// Whether a digest tells it anyway: what is about one fact where the fact is, what waits where that is.
    pub const fn is_told_elsewhere(self) -> bool {
        let one_fact = matches!(self, Self::Security | Self::Breaking | Self::LongLivedMerged | Self::OldIssueClosed);
        let waits = matches!(self, Self::RedBranch | Self::StaleWork | Self::ReadyToMerge | Self::Unanswered);
        one_fact || waits || matches!(self, Self::BlockedOnPerson)
    }
}

/// How much a statement matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InsightSeverity {
    /// Somebody may want to act.
    Warning,
    /// Something is not as usual.
    Change,
    /// Worth knowing.
    Note,
}

/// Whether an earlier window said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Novelty {
    /// No earlier window that is looked at did.
    New,
    /// One did, and there is half as much again by now, or a third less.
    Changed,
}

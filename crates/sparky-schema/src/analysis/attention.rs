//! What somebody should look at, and why. It must not know how it was found.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PersonName;
use crate::ids::RepoName;

/// Something that somebody should look at. Each pull request and issue is listed once, under the kind that says most;
/// a person on whom several wait is listed besides. Of very much the most pressing of each kind is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attention {
    /// Why.
    pub kind: AttentionKind,
    /// How pressing it is.
    pub severity: Severity,
    /// Names the fact: `owner/name#12`, or `owner/name@<sha>` for a branch. For a person the first of `evidence`.
    pub id: String,
    /// Where; none for a person on whom several repositories wait.
    pub repository: Option<RepoName>,
    /// The number of the pull request or issue.
    pub number: Option<u64>,
    /// The page that shows it.
    pub url: Option<String>,
    /// The title as prose tells it, or the names of the failed workflows. Escape it.
    pub subject: String,
    /// Who opened it; none for a deleted account or somebody who opted out.
    pub author: Option<PersonName>,
    /// Who should act, where that is known and the person did not opt out.
    pub waits_for: Vec<PersonName>,
    /// Since when; none where that is not known.
    pub since: Option<DateTime<Utc>>,
    /// The local date of that.
    pub date: Option<NaiveDate>,
    /// How long that was when the window ended, as text prints it.
    pub for_text: Option<String>,
    /// The facts that show it.
    pub evidence: Vec<String>,
}

/// How much needs attention for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttentionCount {
    /// Why.
    pub kind: AttentionKind,
    /// How many, listed or not.
    pub count: u64,
    /// How many of them are not `low`; none in documents of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressing: Option<u64>,
}

/// Why something needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttentionKind {
    /// The checks of the default branch fail, as of the run.
    DefaultBranchRed,
    /// A pull request conflicts with its base, as of the run.
    Conflicting,
    /// A pull request is ready and waits for a review.
    ReviewNeeded,
    /// A pull request was reviewed and waits for its author.
    AuthorNeeded,
    /// A pull request is approved and not merged.
    MergeNeeded,
    /// Nobody other than its author answered an issue.
    Unanswered,
    /// Nothing was said about a pull request for long.
    Stale,
    /// Several pull requests wait for the same person.
    BlockedOnPerson,
}

/// How pressing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It stops others, or has waited for three times as long as it may.
    High,
    /// It has waited for longer than it may.
    Medium,
    /// The same for the pull request of a bot, and for what everybody has left alone for very long.
    Low,
}

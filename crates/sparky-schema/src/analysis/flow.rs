//! How work flowed: lead time, review, throughput, backlog, cadence. Each definition is published in
//! `docs/metrics.md`. It must not know how they are computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PersonName;
use crate::totals::Distribution;

/// How work flowed through the window. A part is null where a kind that it needs was not completely read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Pull requests from the first commit to the merge.
    pub pull_requests: Option<PullRequestFlow>,
    /// Who reviewed, and how much.
    pub reviews: Option<ReviewFlow>,
    /// Issues in and out.
    pub issues: Option<IssueFlow>,
    /// Releases and the time between them.
    pub releases: Option<ReleaseFlow>,
}

/// How pull requests flowed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PullRequestFlow {
    /// The stages on the way to the merge, over pull requests merged in the window.
    pub lead_time: LeadTime,
    /// Hours as a draft, over pull requests merged or closed in the window that were one.
    pub time_in_draft_hours: Option<Distribution>,
    /// From ready for review to the first comment or review by another person, over pull requests that became ready
    /// since the records begin and were first answered in the window.
    pub time_to_first_response_hours: Option<Distribution>,
    /// Merged in the window for each day of it, two decimals.
    pub merged_per_day: f64,
    /// Opened less merged less closed: by how much the number of open ones grew.
    pub growth: i64,
    /// Of those merged or closed in the window the percentage that was merged; none when there were none.
    pub merge_rate_percent: Option<u64>,
    /// Lines added and deleted, over pull requests merged in the window.
    pub lines: Spread,
    /// How many were open, for the newest window only.
    pub open: Option<u64>,
}

/// The stages of a merged pull request, in hours. Each is measured where both of its ends are known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadTime {
    /// From the author date of its first commit to its creation; null unless at least half can be measured.
    pub coding: Option<Distribution>,
    /// From ready for review to the first review by another person.
    pub pickup: Option<Distribution>,
    /// From the first review to the last approval by another person.
    pub review: Option<Distribution>,
    /// From the last approval to the merge.
    pub merge: Option<Distribution>,
}

/// Review of code.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewFlow {
    /// Pull requests merged in the window.
    pub merged: u64,
    /// Those that another person reviewed before the merge.
    pub reviewed: u64,
    /// Those that another person approved before the merge.
    pub approved: u64,
    /// The percentage of the merged ones that was reviewed; none when nothing was merged.
    pub coverage_percent: Option<u64>,
    /// Reviews by other people before the merge, over the reviewed ones.
    pub reviews_each: Spread,
    /// Comments on diffs by people other than the author, in the window, over pull requests that had a review by
    /// such a person in the window; null where comments on diffs are not known.
    pub comments_each: Option<Spread>,
    /// People who reviewed work of others in the window, those who are not named included.
    pub reviewers: u64,
    /// The percentage of these reviews that the busiest of them wrote; none without reviews.
    pub busiest_percent: Option<u64>,
    /// The load of each of them, most reviews first. People who opted out are not listed.
    pub load: Vec<ReviewLoad>,
}

/// What one person reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewLoad {
    /// The reviewer.
    pub person: PersonName,
    /// Reviews of work of others in the window.
    pub reviews: u64,
    /// Pull requests that these are about.
    pub pull_requests: u64,
    /// The percentage of all such reviews.
    pub percent: u64,
}

/// How issues flowed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueFlow {
    /// Opened less closed: by how much the backlog grew.
    pub growth: i64,
    /// Closed for each hundred opened; none when none was opened.
    pub closed_percent: Option<u64>,
    /// How many were open, for the newest window only.
    pub open: Option<u64>,
    /// Days for which the open ones had been open when the window ended; null unless every open one is known.
    pub age_days: Option<Spread>,
    /// From creation to the first comment by another person, over issues that were opened since the records begin
    /// and first answered in the window; null where comments are not known.
    pub time_to_first_response_hours: Option<Distribution>,
}

/// How often something was released.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseFlow {
    /// Published in the window, pre-releases apart.
    pub stable: u64,
    /// Pre-releases published in the window.
    pub prereleases: u64,
    /// Days between one release and the next of the same repository, pre-releases apart, over those in the records.
    pub days_between: Spread,
    /// Days from the latest release to the window's end; none when the records hold no release.
    pub days_since: Option<f64>,
}

/// Some values, two decimals, with linear interpolation between ranks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// How many values.
    pub count: u64,
    /// The median; none without values.
    pub median: Option<f64>,
    /// The 90th percentile; none without values.
    pub p90: Option<f64>,
    /// The largest; none without values.
    pub max: Option<f64>,
}

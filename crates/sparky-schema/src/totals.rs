//! The counts and time metrics whose definitions are the contract. Computed by the analyzer, read by the generator.
//! It must not know how they are computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Counts over one window. `None` (null) means unknown: the kind was not collected or has a gap. It never means 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Reachable from the default branch, committer date in the window.
    pub commits: Option<u64>,
    /// Those of `commits` with two parents or more.
    pub merge_commits: Option<u64>,
    /// Commits that became reachable since the previous collection of this window's predecessor.
    pub landed: Option<u64>,
    /// Pull requests created in the window.
    pub pull_requests_opened: Option<u64>,
    /// Pull requests merged in the window.
    pub pull_requests_merged: Option<u64>,
    /// Pull requests closed in the window and never merged.
    pub pull_requests_closed: Option<u64>,
    /// Issues created in the window.
    pub issues_opened: Option<u64>,
    /// Issues closed in the window.
    pub issues_closed: Option<u64>,
    /// Reviews submitted in the window.
    pub reviews: Option<u64>,
    /// Conversation comments created in the window.
    pub comments: Option<u64>,
    /// Comments on diffs created in the window.
    pub review_comments: Option<u64>,
    /// Releases published in the window, no drafts; tags of a local clone.
    pub releases: Option<u64>,
    /// Distinct people who did any of this; bots and deleted accounts do not count.
    pub contributors: Option<u64>,
    /// Distinct bots who did any of this.
    pub bots: Option<u64>,
    /// Lines added by the commits with fewer than two parents.
    pub additions: Option<u64>,
    /// Lines deleted by the commits with fewer than two parents.
    pub deletions: Option<u64>,
    /// Pull requests and issues opened, merged and closed plus releases; for a local clone, commits and tags.
    /// Decides what is quiet. Counts what is known, so that it is null only for the window before.
    pub events: Option<u64>,
}

impl Totals {
    /// Each count made from the two of its name.
    #[must_use]
    pub fn joined(&self, other: &Self, f: impl Fn(Option<u64>, Option<u64>) -> Option<u64>) -> Self {
        Self {
            commits: f(self.commits, other.commits),
            merge_commits: f(self.merge_commits, other.merge_commits),
            landed: f(self.landed, other.landed),
            pull_requests_opened: f(self.pull_requests_opened, other.pull_requests_opened),
            pull_requests_merged: f(self.pull_requests_merged, other.pull_requests_merged),
            pull_requests_closed: f(self.pull_requests_closed, other.pull_requests_closed),
            issues_opened: f(self.issues_opened, other.issues_opened),
            issues_closed: f(self.issues_closed, other.issues_closed),
            reviews: f(self.reviews, other.reviews),
            comments: f(self.comments, other.comments),
            review_comments: f(self.review_comments, other.review_comments),
            releases: f(self.releases, other.releases),
            contributors: f(self.contributors, other.contributors),
            bots: f(self.bots, other.bots),
            additions: f(self.additions, other.additions),
            deletions: f(self.deletions, other.deletions),
            events: f(self.events, other.events),
        }
    }
}

/// Differences of [`Totals`] against the window before; `None` where either side is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is the difference of the field of the same name in Totals")]
pub struct Change {
    pub commits: Option<i64>,
    pub merge_commits: Option<i64>,
    pub landed: Option<i64>,
    pub pull_requests_opened: Option<i64>,
    pub pull_requests_merged: Option<i64>,
    pub pull_requests_closed: Option<i64>,
    pub issues_opened: Option<i64>,
    pub issues_closed: Option<i64>,
    pub reviews: Option<i64>,
    pub comments: Option<i64>,
    pub review_comments: Option<i64>,
    pub releases: Option<i64>,
    pub contributors: Option<i64>,
    pub bots: Option<i64>,
    pub additions: Option<i64>,
    pub deletions: Option<i64>,
    pub events: Option<i64>,
}

/// The time metrics. `None` when the kinds they need were not completely read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// From creation to merge, over pull requests merged in the window.
    pub time_to_merge_hours: Option<Distribution>,
    /// From creation to first review by another person, over pull requests whose first such review was submitted
    /// in the window.
    pub time_to_first_review_hours: Option<Distribution>,
    /// From creation to closing, over issues closed in the window.
    pub time_to_close_hours: Option<Distribution>,
}

/// Hours, two decimals, with linear interpolation between ranks (the default of NumPy, Hyndman and Fan's type 7).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// How many values.
    pub count: u64,
    /// The median in hours; none without values.
    pub median: Option<f64>,
    /// The 90th percentile in hours; none without values.
    pub p90: Option<f64>,
    /// The median as text prints it, for example `2.5 days`.
    pub median_text: Option<String>,
    /// The 90th percentile as text prints it.
    pub p90_text: Option<String>,
}

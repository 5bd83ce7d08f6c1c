//! How healthy a project is, part by part. Formulas and sources are published in `docs/metrics.md`. It must not know
//! how they are computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The health of one repository over its records: the window and the one before.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Health {
    /// The weighted mean of the parts that are known, 0 to 10, one decimal; none when they weigh less than half.
    pub total: Option<f64>,
    /// The best score that there is.
    #[serde(default = "best")]
    pub best: u64,
    /// Every part, in a fixed order.
    pub parts: Vec<HealthPart>,
}

/// One part of the health of a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HealthPart {
    /// What is judged.
    pub kind: HealthKind,
    /// 0 to 10, rounded down; none where it is not known.
    pub score: Option<u64>,
    /// Its weight in the total.
    pub weight: f64,
    /// What was measured, two decimals; none where it is not known.
    pub measured: Option<f64>,
    /// What it must be for a score of 10, all else equal.
    pub needed: Option<f64>,
    /// By how much the total would rise with a score of 10 here, one decimal; what would raise it most is what has
    /// most of it.
    pub gain: Option<f64>,
    /// What is not there and would raise it, where that can be listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<CommunityFile>,
}

/// Files that help strangers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommunityFile {
    /// A readme.
    Readme,
    /// A license.
    License,
    /// How to contribute.
    Contributing,
    /// A code of conduct.
    CodeOfConduct,
    /// How to report a vulnerability.
    SecurityPolicy,
    /// A template of issues.
    IssueTemplate,
    /// A template of pull requests.
    PullRequestTemplate,
}

/// The parts of health.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthKind {
    /// Commits and issues that its own people worked on.
    Maintained,
    /// The percentage of questions that were answered within two days.
    Responsiveness,
    /// Closed for each hundred opened.
    Backlog,
    /// The percentage of merged pull requests that another person approved.
    ReviewCoverage,
    /// Releases a year.
    ReleaseCadence,
    /// How many people half of the commits come from.
    Concentration,
    /// Whether the checks of the default branch pass.
    Checks,
    /// Whether it has a license.
    License,
    /// Whether it says how to report a vulnerability.
    SecurityPolicy,
    /// The files that help strangers, apart from the license and the security policy.
    Community,
}

/// Documents from before the field was there have the same scale.
const fn best() -> u64 {
    10
}

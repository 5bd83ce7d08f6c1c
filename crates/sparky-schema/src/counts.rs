//! What happened in one window day by day, kept when its records are gone: the series that later windows are compared
//! with. A projection never replaces it, so that what was published can be corrected. It must not hold titles or texts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analysis::TrendMetric;
use crate::document::{Document, SchemaId};
use crate::gap::Kind;
use crate::ids::RepoName;
use crate::window::Window;

/// The daily counts of one window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowCounts {
    /// `sparky/counts/v1`.
    #[schemars(extend("const" = "sparky/counts/v1"))]
    pub schema: SchemaId,
    /// The window.
    pub window: Window,
    /// Whether texts about it are out: what is here then stays, and what changes later is a correction.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub published: bool,
    /// Each repository that was analyzed, by name.
    pub repositories: BTreeMap<RepoName, RepositoryCounts>,
}

impl Document for WindowCounts {
    const NAME: &'static str = "counts";
    const VERSION: u32 = 1;
}

impl WindowCounts {
    /// Counts of a window of which nothing is known yet.
    pub fn new(window: Window) -> Self {
        Self { schema: SchemaId::of::<Self>(), window, published: false, repositories: BTreeMap::new() }
    }

    /// With what another analysis of the window counted. What was published stays; repositories that were not in it
    /// are added.
    #[must_use]
    pub fn renewed(mut self, newer: Self) -> Self {
        for (name, counts) in newer.repositories {
            if self.published {
                self.repositories.entry(name).or_insert(counts);
            } else {
                self.repositories.insert(name, counts);
            }
        }
        self.published |= newer.published;
        self
    }
}

/// The daily counts of one repository.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepositoryCounts {
    /// The id of the service, which a new name does not change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The kinds that were completely read: what is not there was not counted.
    pub kinds: BTreeSet<Kind>,
    /// The local days on which anything happened.
    pub days: BTreeMap<NaiveDate, DayCounts>,
}

/// What happened on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DayCounts {
    /// How often; what did not happen is not there.
    pub counts: BTreeMap<TrendMetric, u64>,
    /// Commits without merges by part of the code, where files are known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub areas: BTreeMap<String, u64>,
    /// Issues opened and pull requests merged by label.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, u64>,
    /// The logins of the people who took part, in lower case, or `#` and the hash of an e-mail address. Those who
    /// opted out are not there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub people: BTreeSet<String>,
}

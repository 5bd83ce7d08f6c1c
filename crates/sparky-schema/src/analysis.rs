//! `analysis.json`: what stage 2 writes and all that stage 3 may say. A number, name, reference or link that is not
//! here is not printed. It must not know sentences or layouts.

mod activity;
mod attention;
mod flow;
mod happening;
mod health;
mod insight;
mod network;
mod people;
mod theme;
mod topic;
mod trend;
mod waiting;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::collection::Source;
use crate::document::{Document, Input, SchemaId};
use crate::gap::{Gap, Kind, Note};
use crate::ids::RepoName;
use crate::totals::{Change, Metrics, Totals};
use crate::window::Window;

pub use activity::{Area, Day, HotFile, Hours, WorkCount};
pub use attention::{Attention, AttentionCount, AttentionKind, Severity};
pub use flow::{Flow, IssueFlow, LeadTime, PullRequestFlow, ReleaseFlow, ReviewFlow, ReviewLoad, Spread};
pub use happening::{Event, Happening, Impact, Outcome, Term, Unlisted, Work};
pub use health::{CommunityFile, Health, HealthKind, HealthPart};
pub use insight::{Insight, InsightKind, InsightSeverity, Novelty};
pub use network::{ReviewTie, Role};
pub use people::{Assisted, BotKind, Person, PersonName};
pub use theme::{Advisor, Bond, BondKind, Theme};
pub use topic::{Fact, Story, Topic, TopicKind};
pub use trend::{Correction, Drift, DriftKind, LevelChange, Record, Trend, TrendMetric, UnusualDay, WindowTrend};
pub use waiting::{Waiting, WaitingKind};

/// What the facts of one window amount to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// `sparky/analysis/v1`.
    #[schemars(extend("const" = "sparky/analysis/v1"))]
    pub schema: SchemaId,
    /// The collection that this was computed from.
    pub inputs: Vec<Input>,
    /// Which of several digests it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Whether it holds facts of private repositories.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// The window.
    pub window: Window,
    /// The window before, against which `previous` and `change` compare.
    pub previous_window: Window,
    /// Counts over all repositories; null when any repository does not know.
    pub totals: Totals,
    /// What was counted where the total is null, because a kind was not collected everywhere or has a gap: there was
    /// at least that much. None where every total is known, or nothing more was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Totals>,
    /// The same over the window before, null where that one is not completely known.
    pub previous: Totals,
    /// The difference.
    pub change: Change,
    /// Time metrics over all repositories.
    pub metrics: Metrics,
    /// The same over the window before; none where that one is not completely known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_metrics: Option<Metrics>,
    /// One entry per repository, sorted by name.
    pub repositories: Vec<RepositoryAnalysis>,
    /// Everything that happened, most important first; of more than 40,000 happenings the most important ones.
    pub happenings: Vec<Happening>,
    /// How many less important happenings are counted and not listed, in the order of the kinds; mostly none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unlisted: Vec<Unlisted>,
    /// What the happenings are about: every one of them belongs to one topic at most, the most important topic first.
    pub topics: Vec<Topic>,
    /// The few stories of the window, most important first: topics say how it is told, themes what it was about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// What a maintainer would want to hear, the most important first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub insights: Vec<Insight>,
    /// Who chose and ordered them, when it was not the rules alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insights_by: Option<Advisor>,
    /// The model that named themes, told kinds of work or chose insights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advised_by: Option<String>,
    /// Pull requests and issues from before the window that were touched lately and were open at its end, oldest first,
    /// at most 10,000.
    pub waiting: Vec<Waiting>,
    /// What somebody should look at, the most pressing first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attention: Vec<Attention>,
    /// How many of these there are of each kind, in the order of the kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attention_counts: Vec<AttentionCount>,
    /// Who took part, most active first. People who opted out are not listed.
    pub people: Vec<Person>,
    /// The bots that took part, most active first.
    pub bots: Vec<Person>,
    /// Bots, most of them assistants, that commits of people name as co-authors, most commits first. A trailer is no
    /// taking part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assisted: Vec<Assisted>,
    /// Who reviewed whom in the window, most reviews first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review_network: Vec<ReviewTie>,
    /// Activity by day, every day of the window in order.
    pub days: Vec<Day>,
    /// How many changes of each kind of work, most first. Changes are merged pull requests, or commits without
    /// merges for a local clone.
    pub work: Vec<WorkCount>,
    /// Parts of the code that changed, most changes first, where files are known.
    pub areas: Vec<Area>,
    /// The files that changed in most commits, at most twenty, where files are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hot_files: Vec<HotFile>,
    /// Activity by local hour of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// What daily counts did over the records, where these span four weeks or more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trends: Vec<Trend>,
    /// Parts of the code and labels of which there was much more or less than usual, the largest change first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drifts: Vec<Drift>,
    /// What was published about this window or the one before, and has changed since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// How work flowed, over all repositories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Flow>,
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
    /// Whether strangers may not see it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
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
    /// How work flowed in this repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Flow>,
    /// The smallest number of people who wrote at least half of its commits without merges in the records; none where
    /// commits are not known or reach back for less than two weeks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absence_factor: Option<u64>,
    /// How healthy it is; none for a local clone and where the records reach back for less than two weeks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health: Option<Health>,
}

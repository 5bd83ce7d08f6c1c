//! `run.json`: what one run did, written while it runs. The only document with times of day and durations, so it is
//! never an input of another one. It must not hold facts.

mod stage;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Document, SchemaId};
use crate::window::Window;

pub use stage::{Attempt, Stage, StageRun};

/// What one run did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// `sparky/run/v1`.
    #[schemars(extend("const" = "sparky/run/v1"))]
    pub schema: SchemaId,
    /// The window.
    pub window: Window,
    /// The state now.
    pub state: RunState,
    /// When the run began.
    pub started_at: DateTime<Utc>,
    /// When the run ended; none while it runs or after it was killed.
    pub finished_at: Option<DateTime<Utc>>,
    /// The stages, in order.
    pub stages: Vec<StageRun>,
    /// Requests sent, by kind.
    pub requests: BTreeMap<String, u64>,
    /// GraphQL points spent.
    pub points: u64,
    /// Answers that came from the cache.
    pub cache_hits: u64,
    /// Calls of a language model.
    pub model_calls: u64,
    /// Tokens of a language model, both ways.
    pub tokens: u64,
    /// What the model cost, in US dollars.
    pub cost_usd: f64,
    /// What posts cost, in US dollars, an estimate by the services' price lists.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub publishing_cost_usd: f64,
    /// What a person should know.
    pub warnings: Vec<String>,
    /// Whether something is missing that another run may get: a service was down, a limit was reached, a target
    /// failed. What is forbidden or gone stays so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unfinished: bool,
    /// When the whole window was last read, after its end and with nothing missing; none when it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_at: Option<DateTime<Utc>>,
    /// When the run began that broke off and with which this one goes on; its requests and costs are counted here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumed_from: Option<DateTime<Utc>>,
    /// What was left out so that there is a result at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<String>,
}

fn is_nothing(cost: &f64) -> bool {
    *cost == 0.0
}

impl Document for Run {
    const NAME: &'static str = "run";
    const VERSION: u32 = 1;
}

/// The state of a run or of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Not begun.
    Pending,
    /// Running, or killed while running.
    Running,
    /// Ended with data or a target missing.
    Degraded,
    /// Ended without a result.
    Failed,
    /// Ended with a complete result.
    Complete,
    /// Running, or killed while running, and goes on with a run that broke off. Of a stage: its result was taken over
    /// from that run, since nothing that it was made from has changed.
    Resumed,
    /// Stopped for a person to look at the texts; publishing goes on.
    Waiting,
}

impl RunState {
    /// Whether a run has not ended, as far as it knows.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Pending | Self::Running | Self::Resumed)
    }
}

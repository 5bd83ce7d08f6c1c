//! What runs cost together. It must not know why they are taken together.

use serde_json::{Value, json};
use sparky_schema::run::Run;

/// Sums over runs.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Spending {
    pub(super) runs: usize,
    pub(super) requests: u64,
    pub(super) points: u64,
    pub(super) cost_usd: f64,
    publishing_cost_usd: f64,
    model_calls: u64,
    tokens: u64,
    duration_ms: u64,
}

impl Spending {
    pub(super) fn of<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Self {
        runs.into_iter().fold(Self::default(), |sum, run| Self {
            runs: sum.runs + 1,
            requests: sum.requests + run.requests.values().sum::<u64>(),
            points: sum.points + run.points,
            cost_usd: sum.cost_usd + run.cost_usd,
            publishing_cost_usd: sum.publishing_cost_usd + run.publishing_cost_usd,
            model_calls: sum.model_calls + run.model_calls,
            tokens: sum.tokens + run.tokens,
            duration_ms: sum.duration_ms + run.stages.iter().filter_map(|stage| stage.duration_ms).sum::<u64>(),
        })
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "runs": self.runs,
            "requests": self.requests,
            "points": self.points,
            "model_calls": self.model_calls,
            "tokens": self.tokens,
            "cost_usd": self.cost_usd,
            "publishing_cost_usd": self.publishing_cost_usd,
            "duration_ms": self.duration_ms,
        })
    }
}

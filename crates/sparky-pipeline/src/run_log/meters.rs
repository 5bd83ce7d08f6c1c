//! What the clients have counted, and what of it belongs to one run. It must not know what was asked for.

use std::collections::BTreeMap;

use sparky_github::{GitHub, Stats};
use sparky_llm::Client;
use sparky_schema::run::Run;

use crate::Ports;

/// What the clients have counted. They may serve several runs.
#[derive(Default)]
pub(crate) struct Meters {
    github: Stats,
    model: sparky_llm::Stats,
}

impl Meters {
    pub(crate) fn of(ports: &Ports<'_>) -> Self {
        let (github, model) = (ports.github.map(GitHub::stats), ports.model.map(Client::stats));
        Self { github: github.unwrap_or_default(), model: model.unwrap_or_default() }
    }
}

/// What a run has cost.
#[derive(Debug, Clone, Default)]
pub(super) struct Cost {
    pub(super) requests: BTreeMap<String, u64>,
    pub(super) points: u64,
    pub(super) model: sparky_llm::Stats,
}

impl Cost {
    /// What was asked since `before`.
    pub(super) fn between(before: &Meters, now: &Meters) -> Self {
        let earlier = |kind: &String| before.github.requests.get(kind).copied().unwrap_or_default();
        let requests = now.github.requests.clone().into_iter();
        let since = requests.map(|(kind, count)| (count - earlier(&kind).min(count), kind));
        let model = sparky_llm::Stats {
            calls: now.model.calls.saturating_sub(before.model.calls),
            cache_hits: now.model.cache_hits.saturating_sub(before.model.cache_hits),
            tokens: now.model.tokens.saturating_sub(before.model.tokens),
            cost_usd: (now.model.cost_usd - before.model.cost_usd).max(0.0),
        };
        let requests = since.filter(|(count, _)| *count > 0).map(|(count, kind)| (kind, count)).collect();
        Self { requests, points: now.github.points.saturating_sub(before.github.points), model }
    }

    /// What another run says of itself.
    pub(super) fn of(run: &Run) -> Self {
        let Run { cache_hits, model_calls: calls, tokens, cost_usd, .. } = *run;
        let model = sparky_llm::Stats { calls, cache_hits, tokens, cost_usd };
        Self { requests: run.requests.clone(), points: run.points, model }
    }

    /// Both together.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        for (kind, count) in &other.requests {
            *self.requests.entry(kind.clone()).or_default() += count;
        }
        self.points += other.points;
        self.model.calls += other.model.calls;
        self.model.cache_hits += other.model.cache_hits;
        self.model.tokens += other.model.tokens;
        self.model.cost_usd += other.model.cost_usd;
        self
    }
}

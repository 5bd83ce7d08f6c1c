//! `run.json`, written at every step so that a run that was killed can be seen. It must not decide anything.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sparky_github::GitHub;
use sparky_schema::SchemaId;
use sparky_schema::run::{Run, RunState, Stage, StageRun};
use sparky_schema::window::Window;
use sparky_store::DataFolder;

use crate::Error;
use crate::outcome::Outcome;

pub(crate) struct RunLog<'a> {
    data: &'a DataFolder,
    window: Option<Window>,
    started_at: DateTime<Utc>,
    stage_began: DateTime<Utc>,
    stages: Vec<StageRun>,
    requests: BTreeMap<String, u64>,
    points: u64,
}

impl<'a> RunLog<'a> {
    pub(crate) fn begin(data: &'a DataFolder, window: Option<Window>, stages: &[Stage], now: DateTime<Utc>) -> Self {
        let stages = stages.iter().map(|&stage| StageRun { stage, state: RunState::Pending, duration_ms: None });
        Self {
            data,
            window,
            started_at: now,
            stage_began: now,
            stages: stages.collect(),
            requests: BTreeMap::new(),
            points: 0,
        }
    }

    pub(crate) fn stage_begins(&mut self, stage: Stage, now: DateTime<Utc>) -> Result<(), Error> {
        self.stage_began = now;
        self.set(stage, RunState::Running, None);
        self.write(RunState::Running, None, Vec::new())
    }

    pub(crate) fn stage_ends(
        &mut self,
        stage: Stage,
        state: RunState,
        window: Option<Window>,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        self.window = window.or_else(|| self.window.take());
        self.set(stage, state, Some(self.elapsed(now)));
        self.write(RunState::Running, None, Vec::new())
    }

    /// Says so as well as it can: the failure itself is what matters, and its cause may be the same full disk.
    pub(crate) fn fails(&mut self, stage: Stage, error: &Error, now: DateTime<Utc>) {
        self.set(stage, RunState::Failed, Some(self.elapsed(now)));
        if let Err(second) = self.write(RunState::Failed, Some(now), vec![error.to_string()]) {
            tracing::warn!("the failure could not be recorded in run.json: {second}");
        }
    }

    pub(crate) fn ends(&mut self, outcome: &Outcome, now: DateTime<Utc>) -> Result<(), Error> {
        let state = if outcome.incomplete() { RunState::Degraded } else { RunState::Complete };
        self.write(state, Some(now), outcome.warnings())
    }

    pub(crate) fn count(&mut self, github: Option<&GitHub>) {
        if let Some(stats) = github.map(GitHub::stats) {
            self.requests = stats.requests;
            self.points = stats.points;
        }
    }

    /// Counts what another run did too.
    pub(crate) fn add(&mut self, run: &Run) {
        for (kind, count) in &run.requests {
            *self.requests.entry(kind.clone()).or_default() += count;
        }
        self.points += run.points;
    }

    fn elapsed(&self, now: DateTime<Utc>) -> u64 {
        u64::try_from((now - self.stage_began).num_milliseconds()).unwrap_or(0)
    }

    fn set(&mut self, stage: Stage, state: RunState, duration_ms: Option<u64>) {
        for entry in self.stages.iter_mut().filter(|entry| entry.stage == stage) {
            entry.state = state;
            entry.duration_ms = duration_ms;
        }
    }

    fn write(&self, state: RunState, finished_at: Option<DateTime<Utc>>, warnings: Vec<String>) -> Result<(), Error> {
        let Some(window) = &self.window else { return Ok(()) };
        let run = Run {
            schema: SchemaId::of::<Run>(),
            window: window.clone(),
            state,
            started_at: self.started_at,
            finished_at,
            stages: self.stages.clone(),
            requests: self.requests.clone(),
            points: self.points,
            cache_hits: 0,
            model_calls: 0,
            tokens: 0,
            cost_usd: 0.0,
            warnings,
        };
        self.data.write(window, &run)?;
        Ok(())
    }
}

//! `run.json`, written at every step so that a run that was killed can be seen, and the history's entry of the window,
//! written when a run ends. It must not decide anything.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sparky_github::{GitHub, Stats};
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
        self.write(&self.run(RunState::Running, None))
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
        self.write(&self.run(RunState::Running, None))
    }

    /// Says so as well as it can: the failure itself is what matters, and its cause may be the same full disk.
    pub(crate) fn fails(&mut self, stage: Stage, error: &Error, now: DateTime<Utc>) {
        self.set(stage, RunState::Failed, Some(self.elapsed(now)));
        let run = self.run(RunState::Failed, Some(now));
        let run = run.map(|run| Run { warnings: vec![error.to_string()], unfinished: true, ..run });
        if let Err(second) = self.write(&run).and_then(|()| self.record(run)) {
            tracing::warn!("the failure could not be recorded in run.json: {second}");
        }
    }

    pub(crate) fn ends(&mut self, outcome: &Outcome, now: DateTime<Utc>) -> Result<(), Error> {
        let run = self.finished(outcome, now);
        self.write(&run)?;
        self.record(run)
    }

    /// Ends the joining of whole runs, of which the history knows more than this.
    pub(crate) fn ends_joining(&mut self, outcome: &Outcome, now: DateTime<Utc>) -> Result<(), Error> {
        self.write(&self.finished(outcome, now))
    }

    fn finished(&self, outcome: &Outcome, now: DateTime<Utc>) -> Option<Run> {
        let state = if outcome.incomplete() { RunState::Degraded } else { RunState::Complete };
        let run = self.run(state, Some(now))?;
        let collected_at = self.is_whole(outcome).then_some(self.started_at);
        let (warnings, unfinished) = (outcome.warnings(), outcome.unfinished());
        let publishing_cost_usd = outcome.publishing_cost_usd();
        Some(Run { warnings, unfinished, publishing_cost_usd, collected_at, ..run })
    }

    /// Whether this run read all of the window, after its end.
    fn is_whole(&self, outcome: &Outcome) -> bool {
        let collected = |entry: &StageRun| entry.stage == Stage::Collect && entry.state == RunState::Complete;
        let is_over = self.window.as_ref().is_some_and(|window| window.until <= self.started_at);
        is_over && outcome.unread.is_empty() && self.stages.iter().any(collected)
    }

    /// Counts what was asked since `before`: the client may have served other runs.
    pub(crate) fn count(&mut self, github: Option<&GitHub>, before: &Stats) {
        let Some(stats) = github.map(GitHub::stats) else { return };
        let earlier = |kind: &String| before.requests.get(kind).copied().unwrap_or_default();
        let since = stats.requests.into_iter().map(|(kind, count)| (count - earlier(&kind).min(count), kind));
        self.requests = since.filter(|(count, _)| *count > 0).map(|(count, kind)| (kind, count)).collect();
        self.points = stats.points.saturating_sub(before.points);
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

    /// None while the window is not known.
    fn run(&self, state: RunState, finished_at: Option<DateTime<Utc>>) -> Option<Run> {
        Some(Run {
            schema: SchemaId::of::<Run>(),
            window: self.window.clone()?,
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
            publishing_cost_usd: 0.0,
            warnings: Vec::new(),
            unfinished: false,
            collected_at: None,
        })
    }

    fn write(&self, run: &Option<Run>) -> Result<(), Error> {
        if let Some(run) = run {
            self.data.write(&run.window, run)?;
        }
        Ok(())
    }

    fn record(&self, run: Option<Run>) -> Result<(), Error> {
        let Some(run) = run else { return Ok(()) };
        let history = self.data.history();
        let run = match history.entry(&run.window) {
            Some(earlier) => continued(earlier, run),
            None => run,
        };
        Ok(history.record(&run)?)
    }
}

/// A run that collects begins a window anew; one of later stages goes on with what is known of it.
fn continued(earlier: Run, run: Run) -> Run {
    let collected_at = run.collected_at.or(earlier.collected_at);
    let run = Run { collected_at, ..run };
    let ran = |stage: Stage| run.stages.iter().any(|entry| entry.stage == stage);
    if ran(Stage::Collect) {
        return run;
    }
    // Only the analysis says anew what is missing in the collection.
    let unfinished = run.unfinished || (!ran(Stage::Analyze) && earlier.unfinished);
    let mut stages: Vec<StageRun> = earlier.stages.into_iter().filter(|entry| !ran(entry.stage)).collect();
    stages.extend(run.stages);
    stages.sort_by_key(|entry| entry.stage);
    let mut requests = earlier.requests;
    for (kind, count) in run.requests {
        *requests.entry(kind).or_default() += count;
    }
    Run {
        stages,
        requests,
        unfinished,
        started_at: earlier.started_at,
        points: earlier.points + run.points,
        cache_hits: earlier.cache_hits + run.cache_hits,
        model_calls: earlier.model_calls + run.model_calls,
        tokens: earlier.tokens + run.tokens,
        cost_usd: earlier.cost_usd + run.cost_usd,
        publishing_cost_usd: earlier.publishing_cost_usd + run.publishing_cost_usd,
        ..run
    }
}

//! `run.json`, written at every step so that a run that was killed can be seen, and the history's entry of the window,
//! written when a run ends. It must not decide anything.

mod continued;
mod meters;

use chrono::{DateTime, Utc};
use sparky_schema::SchemaId;
use sparky_schema::document::Input;
use sparky_schema::run::{Attempt, Run, RunState, Stage, StageRun};
use sparky_schema::window::Window;
use sparky_store::DataFolder;

pub(crate) use meters::Meters;

use crate::Error;
use crate::outcome::Outcome;
use continued::continued;
use meters::Cost;

pub(crate) struct RunLog<'a> {
    data: &'a DataFolder,
    window: Option<Window>,
    started_at: DateTime<Utc>,
    stage_began: DateTime<Utc>,
    stages: Vec<StageRun>,
    /// What this run has cost, and the one that it goes on with.
    own: Cost,
    earlier: Cost,
    resumed_from: Option<DateTime<Utc>>,
}

impl<'a> RunLog<'a> {
    pub(crate) fn begin(data: &'a DataFolder, window: Option<Window>, stages: &[Stage], now: DateTime<Utc>) -> Self {
        Self {
            data,
            window,
            started_at: now,
            stage_began: now,
            stages: stages.iter().map(|&stage| StageRun::pending(stage)).collect(),
            own: Cost::default(),
            earlier: Cost::default(),
            resumed_from: None,
        }
    }

    /// Goes on with a run that broke off.
    pub(crate) fn resumes(&mut self, run: &Run) {
        self.resumed_from = Some(run.started_at);
        self.earlier = Cost::of(run);
    }

    /// The window, where it is known.
    pub(crate) const fn window(&self) -> Option<&Window> {
        self.window.as_ref()
    }

    /// Writes down how often a stage was tried.
    pub(crate) fn tried(&mut self, stage: Stage, attempts: Vec<Attempt>) {
        self.change(stage, |entry| entry.attempts = attempts);
    }

    pub(crate) fn stage_begins(&mut self, stage: Stage, told: String, now: DateTime<Utc>) -> Result<(), Error> {
        self.stage_began = now;
        self.change(stage, |entry| (entry.state, entry.settings) = (RunState::Running, Some(told)));
        self.write(&self.run(self.under_way(), None))
    }

    /// What a stage of the run that broke off has made is still right.
    pub(crate) fn takes_over(&mut self, taken: StageRun) -> Result<(), Error> {
        self.change(taken.stage, |entry| *entry = taken);
        self.write(&self.run(self.under_way(), None))
    }

    pub(crate) fn stage_ends(
        &mut self,
        stage: Stage,
        state: RunState,
        documents: Vec<Input>,
        window: Option<Window>,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        self.window = window.or_else(|| self.window.take());
        let took = Some(self.elapsed(now));
        self.change(stage, |entry| (entry.state, entry.duration_ms, entry.documents) = (state, took, documents));
        self.write(&self.run(self.under_way(), None))
    }

    const fn under_way(&self) -> RunState {
        if self.resumed_from.is_some() { RunState::Resumed } else { RunState::Running }
    }

    /// Says so as well as it can: the failure itself is what matters, and its cause may be the same full disk.
    pub(crate) fn fails(&mut self, stage: Stage, error: &Error, now: DateTime<Utc>) {
        let took = Some(self.elapsed(now));
        // One that was not begun has not failed.
        self.change(stage, |entry| {
            if entry.state == RunState::Running {
                (entry.state, entry.duration_ms) = (RunState::Failed, took);
            }
        });
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
        let state = match outcome.incomplete() {
            _ if outcome.waits => RunState::Waiting,
            true => RunState::Degraded,
            false => RunState::Complete,
        };
        let run = self.run(state, Some(now))?;
        let collected_at = self.is_whole(outcome).then_some(self.started_at);
        let (warnings, unfinished, skipped) = (outcome.warnings(), outcome.unfinished(), outcome.skipped());
        let publishing_cost_usd = outcome.publishing_cost_usd();
        Some(Run { warnings, unfinished, skipped, publishing_cost_usd, collected_at, ..run })
    }

    /// Whether this run read all of the window, after its end.
    fn is_whole(&self, outcome: &Outcome) -> bool {
        let collected = |entry: &StageRun| entry.stage == Stage::Collect && entry.state == RunState::Complete;
        let is_over = self.window.as_ref().is_some_and(|window| window.until <= self.started_at);
        is_over && outcome.unread.is_empty() && self.stages.iter().any(collected)
    }

    /// Counts what was asked since `before`.
    pub(crate) fn count(&mut self, now: &Meters, before: &Meters) {
        self.own = Cost::between(before, now);
    }

    /// Counts what another run did too.
    pub(crate) fn add(&mut self, run: &Run) {
        let Cost { requests, points, .. } = Cost::of(run);
        let more = Cost { requests, points, ..Cost::default() };
        self.earlier = std::mem::take(&mut self.earlier).plus(&more);
    }

    fn elapsed(&self, now: DateTime<Utc>) -> u64 {
        u64::try_from((now - self.stage_began).num_milliseconds()).unwrap_or(0)
    }

    fn change(&mut self, stage: Stage, change: impl FnOnce(&mut StageRun)) {
        if let Some(entry) = self.stages.iter_mut().find(|entry| entry.stage == stage) {
            change(entry);
        }
    }

    /// None while the window is not known.
    fn run(&self, state: RunState, finished_at: Option<DateTime<Utc>>) -> Option<Run> {
        let Cost { requests, points, model } = self.own.clone().plus(&self.earlier);
        Some(Run {
            schema: SchemaId::of::<Run>(),
            window: self.window.clone()?,
            state,
            started_at: self.started_at,
            finished_at,
            stages: self.stages.clone(),
            requests,
            points,
            cache_hits: model.cache_hits,
            model_calls: model.calls,
            tokens: model.tokens,
            cost_usd: model.cost_usd,
            publishing_cost_usd: 0.0,
            warnings: Vec::new(),
            unfinished: false,
            collected_at: None,
            resumed_from: self.resumed_from,
            skipped: Vec::new(),
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

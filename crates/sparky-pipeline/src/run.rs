//! One run: its stages in order, each on the document of the one before, with what is to be done between them. It must not
//! know what a stage does.

use sparky_schema::run::{RunState, Stage};
use sparky_schema::window::Window;
use sparky_store::DataFolder;

use crate::hooks::Moment;
use crate::resume::{Broken, fingerprint};
use crate::rounds::{self, Round};
use crate::run_log::{Meters, RunLog};
use crate::{Document, Error, Outcome, Ports, Settings};

/// Runs `stages` in order, the first one on `start`, each further one on the document of the one before. Stages that an
/// earlier run of the same window has completed before it broke off are not run again.
///
/// # Errors
/// When a stage has no result at all, or the emergency stop is on. Data or a target that is missing is no error:
/// [`Outcome::incomplete`] says so.
pub async fn run(
    stages: &[Stage],
    start: Document,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Outcome, Error> {
    let _lock = data.lock()?;
    if let (Some(stage), Some(reason)) = (stages.first(), stop_before(stages.first(), settings)) {
        return Err(Error::Halted { stage: *stage, reason });
    }
    let (now, window) = (ports.clock.now(), start.window().cloned());
    let (done, all) = if settings.policy.manual { for_review(stages) } else { (stages.to_vec(), stages.to_vec()) };
    let broken = Broken::find(data, window.as_ref(), &all, now);
    let mut log = RunLog::begin(data, window, &all, now);
    if let Some(broken) = &broken {
        log.resumes(&broken.run);
    }
    let outcome = Outcome::of_run(done.len() < all.len());
    let mut course = Course {
        settings,
        data,
        ports,
        before: Meters::of(ports),
        log,
        broken,
        outcome,
        rounds: vec![Round::first(start)],
    };
    for stage in done {
        course.pass(stage).await?;
    }
    course.log.ends(&course.outcome, ports.clock.now())?;
    Ok(course.outcome)
}

/// What is run and what is left to a person when the texts are to be looked at before they are published.
fn for_review(stages: &[Stage]) -> (Vec<Stage>, Vec<Stage>) {
    let before: Vec<Stage> = stages.iter().copied().filter(|stage| *stage != Stage::Publish).collect();
    if before.len() < 2 || before.last() != Some(&Stage::Generate) {
        return (stages.to_vec(), stages.to_vec());
    }
    let all = before.iter().copied().chain([Stage::Publish]).collect();
    (before, all)
}

/// Publishing looks for itself, before each item, and says what it has held back.
fn stop_before(stage: Option<&Stage>, settings: &Settings) -> Option<String> {
    settings.policy.stop.reason().filter(|_| stage.is_some_and(|stage| *stage != Stage::Publish))
}

/// A run on its way.
struct Course<'a> {
    settings: &'a Settings,
    data: &'a DataFolder,
    ports: &'a Ports<'a>,
    before: Meters,
    log: RunLog<'a>,
    broken: Option<Broken>,
    outcome: Outcome,
    rounds: Vec<Round<'a>>,
}

impl Course<'_> {
    async fn pass(&mut self, stage: Stage) -> Result<(), Error> {
        if let Some(reason) = stop_before(Some(&stage), self.settings) {
            return self.fail(stage, Error::Halted { stage, reason });
        }
        if self.is_taken_over(stage)? {
            return Ok(());
        }
        let told = fingerprint(stage, self.settings, self.ports.model.is_some());
        self.log.stage_begins(stage, told, self.ports.clock.now())?;
        if let Err(reason) = self.hook(stage, None) {
            return self.fail(stage, Error::Hook { stage, reason });
        }
        let result = self.run(stage).await;
        self.log.count(&Meters::of(self.ports), &self.before);
        match result {
            Ok(()) => {}
            Err(error) => return self.fail(stage, error),
        }
        let state = state_of(self.documents());
        if let Err(reason) = self.hook(stage, Some(state)) {
            self.outcome.hooks.push(reason);
        }
        self.end(stage, state)
    }

    async fn run(&mut self, stage: Stage) -> Result<(), Error> {
        let mut attempts = Vec::new();
        let rounds = rounds::before(stage, std::mem::take(&mut self.rounds), &self.settings.digests);
        let mut result = Ok(());
        for round in rounds {
            match round.run(stage, self.settings, self.data, self.ports, &mut attempts).await {
                Ok(round) => self.rounds.push(round),
                Err(error) => result = Err(error),
            }
            if result.is_err() {
                break;
            }
        }
        self.log.tried(stage, attempts);
        result
    }

    fn end(&mut self, stage: Stage, state: RunState) -> Result<(), Error> {
        self.outcome.take_all(self.rounds.iter().map(|round| &round.document));
        let window = self.window().cloned();
        // What is not in the document would be lost if only the document were taken over.
        let written = self.documents().map(|document| document.written().cloned());
        let written = written.collect::<Option<Vec<_>>>().unwrap_or_default();
        self.log.stage_ends(stage, state, written, window, self.ports.clock.now())
    }

    fn is_taken_over(&mut self, stage: Stage) -> Result<bool, Error> {
        let asks_model = self.ports.model.is_some();
        let taken =
            self.broken.as_mut().and_then(|broken| broken.take_over(stage, self.settings, asks_model, self.data));
        let Some((entry, rounds)) = taken else { return Ok(false) };
        self.rounds = rounds;
        self.outcome.take_all(self.rounds.iter().map(|round| &round.document));
        self.log.takes_over(entry)?;
        Ok(true)
    }

    fn hook(&self, stage: Stage, ended: Option<RunState>) -> Result<(), String> {
        if self.settings.publish.dry_run {
            return Ok(());
        }
        self.settings.policy.hooks.run(&Moment { stage, ended, window: self.window().or(self.log.window()) })
    }

    fn fail(&mut self, stage: Stage, error: Error) -> Result<(), Error> {
        self.log.fails(stage, &error, self.ports.clock.now());
        Err(error)
    }

    fn documents(&self) -> impl Iterator<Item = &Document> {
        self.rounds.iter().map(|round| &round.document)
    }

    fn window(&self) -> Option<&Window> {
        self.documents().find_map(Document::window)
    }
}

/// How a stage ended that made these.
pub(crate) fn state_of<'a>(mut documents: impl Iterator<Item = &'a Document>) -> RunState {
    if documents.any(Document::is_incomplete) { RunState::Degraded } else { RunState::Complete }
}

//! The only crate that knows all four stages: runs them by name, a document in and a document out, hands each the
//! document of the one before, and writes `run.json` while it does.
//!
//! It must not know the command line, the configuration file, the environment or exit codes; and no sentence, no
//! query and no number has its home here.

mod alerts;
mod analysis;
mod digest;
mod error;
mod fill;
mod health;
mod join;
mod merge;
mod missed;
mod outcome;
mod plan;
mod rounds;
mod run_log;
mod runs;
mod stages;

use sparky_collector::Progress;
use sparky_git::Git;
use sparky_github::{Clock, GitHub};
use sparky_llm::Client;
use sparky_publisher::Web;
use sparky_schema::run::{RunState, Stage};
use sparky_schema::window::Window;
use sparky_store::DataFolder;

pub use alerts::{Alerts, alert};
pub use digest::Digest;
pub use error::Error;
pub use fill::{Filled, fill};
pub use health::{Check, Condition, Freshness, Health, health};
pub use merge::{Merged, merge};
pub use missed::{is_made, missed, missed_between};
pub use outcome::Outcome;
pub use plan::plan;
pub use runs::runs;
pub use stages::{Document, Settings};

use rounds::Round;
use run_log::{Meters, RunLog};

/// The doors to the world that stages go through. Tests replace them.
pub struct Ports<'a> {
    /// The git binary.
    pub git: &'a Git,
    /// GitHub; none when only clones are read.
    pub github: Option<&'a GitHub>,
    /// The language model that words texts; none when templates do.
    pub model: Option<&'a Client>,
    /// The way to services that texts are published to.
    pub web: &'a Web,
    /// Who is told how far the collection is.
    pub progress: &'a dyn Progress,
    /// The time, for `run.json`, and for what is published at its time.
    pub clock: &'a dyn Clock,
}

/// Runs `stages` in order, the first one on `start`, each further one on the document of the one before.
///
/// # Errors
/// When a stage has no result at all. Data or a target that is missing is no error: [`Outcome::incomplete`] says so.
pub async fn run(
    stages: &[Stage],
    start: Document,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Outcome, Error> {
    let _lock = data.lock()?;
    let mut log = RunLog::begin(data, start.window().cloned(), stages, ports.clock.now());
    let before = Meters::of(ports);
    let mut outcome = Outcome::default();
    let mut rounds = vec![Round::first(start)];
    for stage in stages {
        log.stage_begins(*stage, ports.clock.now())?;
        let result = run_rounds(*stage, rounds, settings, data, ports).await;
        log.count(&Meters::of(ports), &before);
        rounds = result.inspect_err(|error| log.fails(*stage, error, ports.clock.now()))?;
        let documents = || rounds.iter().map(|round| &round.document);
        outcome.take_all(documents());
        let window = documents().find_map(Document::window).cloned();
        log.stage_ends(*stage, stage_state(documents()), window, ports.clock.now())?;
    }
    log.ends(&outcome, ports.clock.now())?;
    Ok(outcome)
}

async fn run_rounds<'a>(
    stage: Stage,
    rounds: Vec<Round<'a>>,
    settings: &'a Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Vec<Round<'a>>, Error> {
    let mut done = Vec::new();
    for round in rounds::before(stage, rounds, &settings.digests) {
        done.push(round.run(stage, settings, data, ports).await?);
    }
    Ok(done)
}

fn stage_state<'a>(mut documents: impl Iterator<Item = &'a Document>) -> RunState {
    if documents.any(Document::is_incomplete) { RunState::Degraded } else { RunState::Complete }
}

/// The newest window that was collected, for `--date latest` of the stages after the collection.
///
/// # Errors
/// When the data folder cannot be listed.
pub fn newest_window(data: &DataFolder, period: sparky_schema::Period) -> Result<Option<Window>, Error> {
    let windows = data.windows(period)?;
    Ok(windows.into_iter().rfind(|window| data.has::<sparky_schema::collection::Collection>(window)))
}

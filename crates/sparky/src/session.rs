//! One command's work: builds the settings and the doors from options, configuration and environment, runs stages,
//! and reports what came of it. It must not know which stages a command wants.

mod alert;
mod doors;
mod fill;
mod github;
mod hooks;
mod keep;
mod look;
mod model;
mod policy;
mod quota;
mod report;
mod stages;
mod targets;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use sparky_collector::{Share, SourceSpec, WindowChoice};
use sparky_github::{Clock, SystemClock};
use sparky_pipeline::{Document, Filled, Outcome, Ports};
use sparky_schema::content::{ItemKind, Narrative};
use sparky_schema::plan::Plan;
use sparky_schema::run::Stage;
use sparky_store::DataFolder;

pub(crate) use fill::filled_json;
pub(crate) use quota::Quota;

use crate::cli::Global;
use crate::config::{self, Config, Environment};
use crate::exit::Exit;
use crate::output::Voice;

/// Everything that a command works with.
pub(crate) struct Session {
    pub(crate) global: Global,
    pub(crate) config: Config,
    pub(crate) environment: Environment,
    pub(crate) voice: Voice,
    pub(crate) home: Option<String>,
    pub(crate) clock: Arc<dyn Clock>,
}

/// What a command wants done.
pub(crate) struct Job {
    /// Which stages, in order.
    pub(crate) stages: Vec<Stage>,
    /// What the first one starts from.
    pub(crate) start: Document,
    /// Which window is collected; none when nothing is.
    pub(crate) window: Option<WindowChoice>,
    /// What is collected.
    pub(crate) sources: Vec<SourceSpec>,
    /// Which targets are used; all when empty.
    pub(crate) only: Vec<String>,
    /// Publish nothing, only say what would happen.
    pub(crate) dry_run: bool,
    /// The window's time is long over: only targets take it where what comes late finds its place.
    pub(crate) late: bool,
    /// Which kind of text is made; all when none.
    pub(crate) kind: Option<ItemKind>,
    /// Which part of a shared collection is collected; all when none.
    pub(crate) share: Option<Share>,
    /// Who may write the texts.
    pub(crate) prose: Prose,
    /// Which of several digests are meant; all when empty.
    pub(crate) digests: Vec<String>,
    /// How it is run.
    pub(crate) way: Way,
}

/// How a job is run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Way {
    /// As configured.
    #[default]
    Configured,
    /// As configured, and for a person to look at the texts before they are published.
    Manual,
    /// On its own, to look at: nothing else is run, and no stop stops it.
    Apart,
}

/// Who may write texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Prose {
    /// The configured model, if there is one.
    #[default]
    Configured,
    /// Templates.
    Templates,
    /// A model, and nobody else.
    ByModel,
}

impl Session {
    pub(crate) fn new(global: Global, variables: &BTreeMap<String, String>) -> anyhow::Result<Self> {
        let config = config::load(global.config.as_deref(), variables)?;
        Ok(Self::with(config, global, variables))
    }

    /// With what a refused configuration still says of alerts: nothing else may be done with it.
    pub(crate) fn salvaged(global: Global, variables: &BTreeMap<String, String>) -> Self {
        Self::with(config::salvage(global.config.as_deref(), variables), global, variables)
    }

    fn with(config: Config, global: Global, variables: &BTreeMap<String, String>) -> Self {
        let environment = Environment::from_map(variables);
        let voice = Voice::new(&global, &environment);
        let home = variables.get("HOME").or_else(|| variables.get("USERPROFILE")).cloned();
        Self { global, config, environment, voice, home, clock: Arc::new(SystemClock) }
    }

    /// The same with another data folder.
    pub(crate) fn in_folder(mut self, folder: PathBuf) -> Self {
        self.global.data_dir = folder;
        self
    }

    pub(crate) fn data(&self) -> anyhow::Result<DataFolder> {
        Ok(DataFolder::open(&self.global.data_dir)?)
    }

    /// The data folder, without making one.
    pub(crate) fn data_if_there(&self) -> anyhow::Result<Option<DataFolder>> {
        if self.global.data_dir.join("FORMAT").is_file() { self.data().map(Some) } else { Ok(None) }
    }

    /// Runs the stages of a job and reports.
    pub(crate) fn run(&self, job: Job) -> anyhow::Result<Exit> {
        self.run_after(&Filled::default(), job)
    }

    /// Runs the stages of a job and reports, together with what was filled in before.
    pub(crate) fn run_after(&self, filled: &Filled, job: Job) -> anyhow::Result<Exit> {
        let data = self.data()?;
        let outcome = self.outcome(job, &data)?;
        self.report(&outcome, filled, &data)?;
        Ok(if outcome.incomplete() || filled.incomplete() { Exit::Incomplete } else { Exit::Done })
    }

    pub(crate) fn outcome(&self, mut job: Job, data: &DataFolder) -> anyhow::Result<Outcome> {
        let doors = self.doors(&job.sources)?.telling(data, &self.clock);
        let (stages, prose) = (job.stages.clone(), job.prose);
        let model = doors.inside(|| self.model(&job))?;
        let start = std::mem::replace(&mut job.start, Document::None(None));
        let settings = doors.inside(|| self.settings(job))?;
        let ports = Ports { model: model.as_ref(), ..doors.ports(self.clock.as_ref()) };
        let outcome = doors.block_on(sparky_pipeline::run(&stages, start, &settings, data, &ports))?;
        let by_model = outcome.content.iter().flat_map(|content| &content.items);
        if prose == Prose::ByModel && !by_model.into_iter().any(|item| item.narrative == Narrative::Model) {
            anyhow::bail!("--require-model: no text is the model’s. {}", outcome.warnings().join(" "));
        }
        Ok(outcome)
    }

    /// Shares what is to be collected between jobs.
    pub(crate) fn plan(&self, sources: &[SourceSpec], shards: u32) -> anyhow::Result<Plan> {
        let (doors, data) = (self.doors(sources)?, self.data()?);
        let ports = doors.ports(self.clock.as_ref());
        // The reserve is of every credential.
        let credentials = self.config.collect.credentials(&self.environment)?.len() as u64;
        let reserve = self.config.collect.reserve.saturating_mul(credentials);
        let collector = self.collector(None, sources);
        Ok(doors.block_on(sparky_pipeline::plan(&collector, shards, reserve, &data, &ports))?)
    }
}

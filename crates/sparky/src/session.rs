//! One command's work: builds the settings and the doors from options, configuration and environment, runs stages,
//! and reports what came of it. It must not know which stages a command wants.

mod alert;
mod doors;
mod fill;
mod hooks;
mod look;
mod model;
mod policy;
mod quota;
mod report;
mod targets;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use reqwest::redirect::{Action, Attempt, Policy};
use sparky_collector::{Filter, Share, SourceSpec, WindowChoice};
use sparky_generator::Style;
use sparky_github::{Clock, Credential, GitHub, SystemClock};
use sparky_pipeline::{Document, Filled, Outcome, Ports, Settings};
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
        let environment = Environment::from_map(variables);
        let voice = Voice::new(&global, &environment);
        let home = variables.get("HOME").or_else(|| variables.get("USERPROFILE")).cloned();
        Ok(Self { global, config, environment, voice, home, clock: Arc::new(SystemClock) })
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

    fn settings(&self, job: Job) -> anyhow::Result<Settings> {
        let publishes = job.stages.contains(&Stage::Publish);
        let (policy, keeper) = self.policy(job.way);
        let publish = sparky_publisher::Config { keeper, ..self.publisher(&job, publishes)? };
        Ok(Settings {
            policy,
            collect: self.collector(job.window, &job.sources),
            share: job.share,
            analyze: self.analyzer()?,
            insights: self.config.analyze.insights(),
            advised: self.config.analyze.is_advised(),
            digests: self.config.digest.iter().map(config::Digest::configured).collect(),
            generate: sparky_generator::Config { only: job.kind, ..self.generator() },
            publish,
            out: self.global.out.clone(),
        })
    }

    fn github(&self) -> anyhow::Result<GitHub> {
        let credentials = self.config.collect.credentials(&self.environment)?;
        self.client(credentials, self.config.collect.reserve)
    }

    fn client(&self, credentials: Vec<Credential>, reserve: u64) -> anyhow::Result<GitHub> {
        let http = reqwest::Client::builder()
            .redirect(Policy::custom(stay_at_home))
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .timeout(Duration::from_secs(120))
            .build()
            .context("cannot set up the network client")?;
        let settings = sparky_github::Settings {
            graphql_url: self.environment.graphql_url.clone(),
            api_url: self.environment.api_url.clone(),
            credentials,
            max_wait: self.global.max_wait.unwrap_or(self.config.collect.max_wait),
            reserve,
        };
        Ok(GitHub::new(&settings, http, Arc::clone(&self.clock))?)
    }

    fn collector(&self, window: Option<WindowChoice>, sources: &[SourceSpec]) -> sparky_collector::Config {
        let source = &self.config.source;
        let period = sparky_schema::Period::Daily;
        let time_zone = self.config.window.time_zone;
        // A job that collects nothing never looks at its window.
        let idle = WindowChoice::Latest { period, time_zone };
        let now = self.clock.now();
        let long_ago = |idle| chrono::TimeDelta::from_std(idle).ok().and_then(|idle| now.checked_sub_signed(idle));
        sparky_collector::Config {
            window: window.unwrap_or(idle),
            sources: sources.to_vec(),
            filter: Filter {
                include: source.include.clone(),
                exclude: source.exclude.clone(),
                archived: source.archived,
                forks: source.forks,
                private: source.private,
                topics: source.topics.clone(),
                active_since: source.min_activity.and_then(long_ago),
            },
            now,
            proven: false,
            reread_days: self.config.collect.reread,
            files: self.config.collect.files,
            overlap: chrono::TimeDelta::from_std(self.config.collect.overlap).unwrap_or_default(),
        }
    }

    fn analyzer(&self) -> anyhow::Result<sparky_analyzer::Config> {
        let people = &self.config.people;
        let exclude = people.exclude.iter().map(|login| login.trim_start_matches('@').parse());
        Ok(sparky_analyzer::Config {
            exclude: exclude.collect::<Result<_, _>>().context("people.exclude")?,
            bots: people.bots.clone(),
            aliases: people.aliases.clone(),
            profile_base: None,
            attention: self.config.analyze.thresholds(),
            unusual: self.config.analyze.unusual(),
            impact: self.config.analyze.weights(),
        })
    }

    fn style(&self) -> Style {
        let templates = &self.config.templates;
        Style {
            audience: templates.audience,
            tone: templates.tone,
            language: templates.language,
            length: templates.length,
            sections: templates.sections.clone(),
            emoji: templates.emoji,
            words: templates.words.clone(),
            forbidden: templates.forbidden.clone(),
        }
    }

    pub(crate) fn generator(&self) -> sparky_generator::Config {
        sparky_generator::Config {
            templates: self.config.templates.dir.clone(),
            site_title: self.config.site.title.clone(),
            site_url: self.config.site.url.clone(),
            author: self.config.site.author.clone(),
            front_matter: self.config.site.front_matter,
            card: self.config.site.card,
            style: self.style(),
            private_to_model: self.config.llm.private,
            only: None,
        }
    }
}

/// A repository that was renamed answers with a redirect; one to another server could carry a token away.
fn stay_at_home(attempt: Attempt<'_>) -> Action {
    let leaves = attempt.previous().first().is_some_and(|first| first.origin() != attempt.url().origin());
    if leaves || attempt.previous().len() > 5 { attempt.stop() } else { attempt.follow() }
}

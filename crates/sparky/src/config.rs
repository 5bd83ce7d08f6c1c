//! The configuration: what the file and the environment say, with a default for every key. A flag beats the
//! environment, which beats the file; flags are laid over by the commands. It must not read the environment itself.

mod alerts;
mod analyze;
mod credentials;
mod digests;
mod environment;
mod error;
mod explain;
mod keys;
mod llm;
mod load;
mod read;
mod run;
mod salvage;
mod targets;
#[cfg(test)]
mod tests;

pub(crate) use alerts::Alerts;
pub(crate) use analyze::Analyze;
pub(crate) use digests::Digest;
pub(crate) use environment::{Environment, VARIABLES};
pub(crate) use error::ConfigError;
pub(crate) use keys::{Key, Kind, keys};
pub(crate) use llm::Llm;
pub(crate) use load::load;
pub(crate) use run::{Hooks, Run};
pub(crate) use salvage::salvage;
pub(crate) use targets::{BlogKind, ChatKind, FilesKind, GitHubKind, IssueMode, NetworkKind, Target, TargetKind};

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;
use secrecy::SecretString;
use serde::Deserialize;
use sparky_generator::{Audience, Language, Length, Part, Profile, Tone};
use sparky_publisher::{NotBefore, QuietHours};

use crate::cli::RepoArg;

/// Everything that can be configured.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Which repositories.
    pub(crate) source: Source,
    /// How they are read.
    pub(crate) collect: Collect,
    /// How windows are bounded.
    pub(crate) window: Window,
    /// Who is who.
    pub(crate) people: People,
    /// What needs attention, what is unusual and what is important.
    pub(crate) analyze: Analyze,
    /// Who writes them.
    pub(crate) llm: Llm,
    /// How texts are rendered.
    pub(crate) templates: Templates,
    /// The site that shows the texts.
    pub(crate) site: Site,
    /// When nothing is published.
    pub(crate) publish: Publish,
    /// How a run goes on when something is in its way.
    pub(crate) run: Run,
    /// Who is told when something is wrong.
    pub(crate) alerts: Alerts,
    /// What is run in between.
    pub(crate) hooks: Hooks,
    /// The digests that are made of one collection.
    pub(crate) digest: Vec<Digest>,
    /// Where texts go.
    pub(crate) targets: Vec<Target>,
    /// The variables that hold secrets.
    #[serde(skip)]
    pub(crate) secrets: BTreeSet<String>,
}

/// `[source]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) repos: Vec<RepoArg>,
    pub(crate) repos_file: Option<PathBuf>,
    pub(crate) orgs: Vec<String>,
    pub(crate) include: Vec<String>,
    pub(crate) exclude: Vec<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) archived: bool,
    pub(crate) forks: bool,
    pub(crate) private: bool,
    #[serde(deserialize_with = "read::some_duration")]
    pub(crate) min_activity: Option<Duration>,
}

impl Default for Source {
    fn default() -> Self {
        Self {
            repos: Vec::new(),
            repos_file: None,
            orgs: Vec::new(),
            include: vec!["*".to_owned()],
            exclude: Vec::new(),
            topics: Vec::new(),
            archived: false,
            forks: false,
            private: false,
            min_activity: None,
        }
    }
}

/// `[collect]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Collect {
    #[serde(deserialize_with = "read::duration")]
    pub(crate) max_wait: Duration,
    #[serde(deserialize_with = "read::duration")]
    pub(crate) overlap: Duration,
    pub(crate) files: bool,
    pub(crate) reread: u32,
    pub(crate) reserve: u64,
    pub(crate) tokens_env: Vec<String>,
    #[serde(deserialize_with = "read::id")]
    pub(crate) app_id: Option<String>,
    pub(crate) private_key_env: Option<String>,
    pub(crate) installation_id: Option<u64>,
    /// What the named variables held when the configuration was loaded.
    #[serde(skip)]
    resolved: BTreeMap<String, SecretString>,
}

impl Default for Collect {
    fn default() -> Self {
        Self {
            max_wait: Duration::from_secs(15 * 60),
            overlap: Duration::from_secs(2 * 60),
            files: false,
            reread: 30,
            reserve: 0,
            tokens_env: Vec::new(),
            app_id: None,
            private_key_env: None,
            installation_id: None,
            resolved: BTreeMap::new(),
        }
    }
}

/// `[window]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Window {
    #[serde(deserialize_with = "read::time_zone")]
    pub(crate) time_zone: Tz,
}

impl Default for Window {
    fn default() -> Self {
        Self { time_zone: Tz::UTC }
    }
}

/// `[people]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct People {
    pub(crate) exclude: Vec<String>,
    pub(crate) bots: Vec<String>,
    pub(crate) aliases: BTreeMap<String, String>,
}

/// `[templates]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Templates {
    pub(crate) dir: Option<PathBuf>,
    pub(crate) audience: Audience,
    pub(crate) tone: Tone,
    pub(crate) language: Language,
    pub(crate) length: Length,
    pub(crate) sections: Vec<Part>,
    pub(crate) emoji: bool,
    pub(crate) words: BTreeMap<String, String>,
    pub(crate) forbidden: Vec<String>,
}

/// `[site]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Site {
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) front_matter: Profile,
    pub(crate) card: bool,
    pub(crate) feeds: Option<String>,
}

impl Default for Site {
    fn default() -> Self {
        Self { url: None, title: None, author: None, front_matter: Profile::default(), card: true, feeds: None }
    }
}

/// `[publish]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Publish {
    pub(crate) stop: bool,
    pub(crate) stop_file: Option<PathBuf>,
    pub(crate) review: bool,
    #[serde(deserialize_with = "read::parsed")]
    pub(crate) not_before: Option<NotBefore>,
    #[serde(deserialize_with = "read::parsed")]
    pub(crate) quiet_hours: Option<QuietHours>,
    #[serde(deserialize_with = "read::some_time_zone")]
    pub(crate) time_zone: Option<Tz>,
    /// A program and its arguments.
    pub(crate) keep_ledger: Vec<String>,
}

//! `[run]` and `[hooks]`: how a run goes on when something is in its way, and what is run in between. It must not know what
//! a stage does.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use toml::Value;

use super::read;

/// `[run]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Run {
    #[serde(deserialize_with = "read::at_least_once")]
    pub(crate) attempts: u32,
    #[serde(deserialize_with = "read::duration")]
    pub(crate) retry_wait: Duration,
    pub(crate) manual: bool,
}

impl Default for Run {
    fn default() -> Self {
        Self { attempts: 3, retry_wait: Duration::from_secs(5), manual: false }
    }
}

/// `[hooks]`: programs with their arguments.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Hooks {
    pub(crate) before_collect: Vec<String>,
    pub(crate) after_collect: Vec<String>,
    pub(crate) before_analyze: Vec<String>,
    pub(crate) after_analyze: Vec<String>,
    pub(crate) before_generate: Vec<String>,
    pub(crate) after_generate: Vec<String>,
    pub(crate) before_publish: Vec<String>,
    pub(crate) after_publish: Vec<String>,
    #[serde(deserialize_with = "read::duration")]
    pub(crate) timeout: Duration,
}

impl Default for Hooks {
    fn default() -> Self {
        Self {
            before_collect: Vec::new(),
            after_collect: Vec::new(),
            before_analyze: Vec::new(),
            after_analyze: Vec::new(),
            before_generate: Vec::new(),
            after_generate: Vec::new(),
            before_publish: Vec::new(),
            after_publish: Vec::new(),
            timeout: Duration::from_secs(10 * 60),
        }
    }
}

impl Hooks {
    /// The program of a key; none when nothing is to be run.
    pub(crate) fn program(&self, key: &str) -> Option<&[String]> {
        let program = match key {
            "before_collect" => &self.before_collect,
            "after_collect" => &self.after_collect,
            "before_analyze" => &self.before_analyze,
            "after_analyze" => &self.after_analyze,
            "before_generate" => &self.before_generate,
            "after_generate" => &self.after_generate,
            "before_publish" => &self.before_publish,
            "after_publish" => &self.after_publish,
            _ => return None,
        };
        (!program.is_empty()).then_some(program.as_slice())
    }
}

/// What holds secrets in Actions and on a laptop, whatever is configured.
const USUAL: &[&str] = &[
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "ACTIONS_RUNTIME_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];

/// The variables that hold secrets: those that are usual, and those that a key of the configuration names.
pub(super) fn secret_variables(configuration: &Value) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = USUAL.iter().map(|name| (*name).to_owned()).collect();
    gather(configuration, false, &mut names);
    names
}

fn gather(value: &Value, is_named: bool, names: &mut BTreeSet<String>) {
    match value {
        Value::String(name) if is_named => {
            names.insert(name.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, is_named, names)),
        Value::Table(table) => table.iter().for_each(|(key, value)| gather(value, key.ends_with("_env"), names)),
        _ => {}
    }
}

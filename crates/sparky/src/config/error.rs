//! What can be wrong with a configuration. It must not know how it is shown; all of it is wrong usage.

use std::path::PathBuf;

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {path}: {source}; give another file with --config", path = path.display())]
    Read { path: PathBuf, source: std::io::Error },
    /// The file says something that it cannot.
    #[error("{path}:{line}:{column}: {message}", path = path.display())]
    Invalid { path: PathBuf, line: usize, column: usize, message: String },
    /// An entry of which there are several is wrong.
    #[error("{path}:{line}: {problem}", path = path.display())]
    At { path: PathBuf, line: usize, problem: Box<Self> },
    /// A variable of a known section has no key.
    #[error("the environment variable {variable} belongs to no key of the configuration{hint}")]
    UnknownVariable { variable: String, hint: String },
    /// A variable has a value that its key does not take.
    #[error("the environment variable {variable} cannot be used: {message}")]
    Variable { variable: String, message: String },
    /// A digest cannot be made.
    #[error("the digest `{digest}` cannot be made: {problem}; correct its [[digest]] entry")]
    Digest { digest: String, problem: String },
    /// Alerts go nowhere.
    #[error(
        "alerts.targets cannot name `{name}`: {problem}; name targets of the kinds webhook, slack, slack-webhook, discord, teams, telegram or email"
    )]
    Alerts { name: String, problem: String },
    /// A target lacks a key or has one too many.
    #[error("the target `{target}` cannot be used: {problem}; correct its [[targets]] entry")]
    Target { target: String, problem: String },
    /// A secret for GitHub is not there.
    #[error("{key} names the environment variable {variable}, which is not set; set it, or change {key}")]
    NoSecret { key: &'static str, variable: String },
    /// A GitHub App is described by halves.
    #[error("a GitHub App needs both collect.app_id and collect.private_key_env; add the other one, or remove both")]
    HalfApp,
    /// A model is asked for that has no name.
    #[error("llm.provider needs llm.model, the name of the model; set it, or set llm.provider to \"none\"")]
    NoModel,
    /// A preset does not say who answers.
    #[error("a preset of llm.presets needs a provider: openai or anthropic")]
    NoProvider,
    /// A name that no preset has.
    #[error("no entry of llm.presets is called `{name}`; there are: {known}")]
    NoPreset { name: String, known: String },
    /// Two targets have the same name.
    #[error("two targets are called `{0}`; give each [[targets]] entry a name of its own")]
    SameName(String),
    /// A secret is not there.
    #[error(
        "the target `{target}` needs the environment variable {variable}, which is not set; set it, or name another one in the [[targets]] entry"
    )]
    MissingSecret { target: String, variable: String },
}

//! Exit codes, which are a contract, and the hint that goes with each failure. The one place that knows both.

use std::process::ExitCode;

use chrono::NaiveDate;
use sparky_collector::Error as CollectError;
use sparky_generator::Error as GenerateError;
use sparky_github::Error as GitHubError;
use sparky_pipeline::Error as PipelineError;
use sparky_schema::Shard;
use sparky_schema::codec::CodecError;
use sparky_schema::window::WindowError;

use crate::config::ConfigError;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All that was asked for.
    Done = 0,
    /// No result.
    Failed = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// A result, with data or a target missing.
    Incomplete = 3,
    /// Credentials are missing or refused.
    NotAllowed = 4,
    /// The emergency stop.
    Stopped = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Something that is wrong with how the command was used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UsageError {
    /// There is nothing to collect.
    #[error("there is nothing to collect; name a repository with --repo OWNER/NAME or --repo PATH, or in sparky.toml")]
    NoSource,
    /// The window has not begun.
    #[error("the window {id} begins at {since}, which is in the future; choose an earlier --date")]
    Future { id: String, since: String },
    /// There is no run to take the latest window from.
    #[error("no {0} window was run yet, so there is no latest one; run `sparky run {0} --date latest` first")]
    NothingRun(&'static str),
    /// A model was asked for.
    #[error("--require-model: no model is configured; set provider and model in [llm] of sparky.toml")]
    NoModel,
    /// The key of the model is missing.
    #[error("the key of the language model is missing; set {variable} in the environment")]
    NoKey { variable: String },
    /// A model was asked for, and nobody could tell whether what it writes is true.
    #[error("what a model writes can be checked in English only, and [templates] language is \"{code}\"")]
    Language { code: &'static str },
    /// A kind that the window has no text of.
    #[error("--only {kind}: a {period} window has no such text")]
    NoSuchKind { kind: &'static str, period: &'static str },
    /// There is nowhere to publish to.
    #[error("there is no target to publish to; add a [[targets]] entry to sparky.toml")]
    NoTarget,
    /// Nobody is to be told.
    #[error("--alert: there is nobody to tell; set alerts.issue_repo or alerts.targets in sparky.toml")]
    NoAlerts,
    /// A name that no target has.
    #[error("no target is called `{name}`; the configuration has: {known}")]
    UnknownTarget { name: String, known: String },
    /// A plan cannot be used.
    #[error(transparent)]
    Plan(CodecError),
    /// A shard that the plan does not have.
    #[error(
        "{path}: key `shards`: the plan has {shards} shards, so there is no shard {shard}; write --shard I/{shards}"
    )]
    OtherShards { path: String, shard: Shard, shards: usize },
    /// Dates in the wrong order.
    #[error("--from {from} is after --to {to}; swap them")]
    Backwards { from: NaiveDate, to: NaiveDate },
    /// A session of that name is there.
    #[error("there is a session {0} already; go on with `sparky session resume {0}`, or choose another name")]
    SessionKnown(String),
    /// There is no session of that name.
    #[error("there is no session {0}; begin it with `sparky session start {0}`")]
    NoSession(String),
    /// A file with repositories cannot be used.
    #[error("{path}:{line}: {message}")]
    RepositoryList { path: String, line: usize, message: String },
}

/// An error with its causes, each said once: many messages hold that of their cause already.
pub(crate) fn told(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |said, cause| match said.contains(&cause) {
        true => said,
        false if said.is_empty() => cause,
        false => format!("{said}: {cause}"),
    })
}

/// A template of the user's is part of the configuration.
fn is_broken_template(error: &anyhow::Error) -> bool {
    let nested = match error.downcast_ref() {
        Some(PipelineError::Generate(error)) => Some(error),
        _ => None,
    };
    let broken = error.downcast_ref::<GenerateError>().or(nested);
    matches!(broken, Some(GenerateError::Template { .. } | GenerateError::ReadTemplate { .. }))
}

/// The exit code of a failure.
pub(crate) fn code(error: &anyhow::Error) -> Exit {
    if error.downcast_ref::<UsageError>().is_some()
        || error.downcast_ref::<ConfigError>().is_some()
        || error.downcast_ref::<WindowError>().is_some()
    {
        return Exit::Usage;
    }
    if let Some(PipelineError::Stopped { .. } | PipelineError::Halted { .. }) = error.downcast_ref() {
        return Exit::Stopped;
    }
    if let Some(sparky_store::Error::SessionName { .. }) = error.downcast_ref() {
        return Exit::Usage;
    }
    if let Some(sparky_publisher::Error::Settled { .. }) = error.downcast_ref() {
        return Exit::Usage;
    }
    if is_broken_template(error) {
        return Exit::Usage;
    }
    if let Some(PipelineError::OtherPlan { .. } | PipelineError::PlanNotFollowed { .. }) = error.downcast_ref() {
        return Exit::Usage;
    }
    match github(error) {
        Some(
            GitHubError::NoToken
            | GitHubError::BadCredentials { .. }
            | GitHubError::App { .. }
            | GitHubError::Forbidden { .. },
        ) => Exit::NotAllowed,
        Some(GitHubError::Address { .. } | GitHubError::Reserve { .. }) => Exit::Usage,
        _ if all_forbidden(error) => Exit::NotAllowed,
        _ => Exit::Failed,
    }
}

/// What to do about a failure, where its message does not say.
pub(crate) fn hint(error: &anyhow::Error) -> Option<&'static str> {
    match github(error)? {
        GitHubError::NoToken => Some(
            "Set the environment variable GITHUB_TOKEN. In Actions: `env: GITHUB_TOKEN: ${{ github.token }}`. On a \
             laptop: `export GITHUB_TOKEN=$(gh auth token)`, or make a fine-grained token with read access at \
             https://github.com/settings/personal-access-tokens. A local clone needs none: --repo PATH.",
        ),
        GitHubError::BadCredentials { .. } => Some(
            "Check the environment variable GITHUB_TOKEN, or those of collect.tokens_env: the token may have expired, been revoked, or belong to \
             another server.",
        ),
        GitHubError::App { .. } => {
            Some("Check collect.app_id, collect.private_key_env and collect.installation_id in sparky.toml.")
        }
        GitHubError::Reserve { .. } => Some("Lower collect.reserve in sparky.toml."),
        GitHubError::Spent { .. } => Some("Plan fewer shards: each of them looks at all sources first."),
        GitHubError::Forbidden { .. } => {
            Some("Give the token of GITHUB_TOKEN read access to contents, issues and pull requests.")
        }
        GitHubError::NotFound { .. } => Some("Check the spelling, and that the token may see it."),
        GitHubError::Unavailable { .. } => Some("Check the network and https://www.githubstatus.com, then run again."),
        _ => None,
    }
}

fn collect(error: &anyhow::Error) -> Option<&CollectError> {
    match error.downcast_ref::<PipelineError>() {
        Some(PipelineError::Collect(error)) => Some(error),
        _ => error.downcast_ref(),
    }
}

fn github(error: &anyhow::Error) -> Option<&GitHubError> {
    match collect(error) {
        Some(CollectError::GitHub(error)) => Some(error),
        _ => error.downcast_ref(),
    }
}

/// Nothing was readable, and that because nothing was allowed.
fn all_forbidden(error: &anyhow::Error) -> bool {
    let Some(CollectError::NothingReadable(gaps)) = collect(error) else { return false };
    gaps.iter().all(|gap| gap.reason == sparky_schema::GapReason::Forbidden)
}

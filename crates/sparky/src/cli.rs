//! The command line: what can be typed. It must not know what a command does, the configuration or the environment.

mod commands;
mod options;
mod printed;
mod stages;
mod upkeep;

pub(crate) use commands::{Command, Preview, Run, Validate};
pub(crate) use options::{ColorChoice, DateArg, Global, RepoArg, SourceArgs, TimeArg, WindowArgs, parse_duration};
pub(crate) use printed::{Completions, ReferencePage, SchemaName, ShowSchema};
pub(crate) use stages::{Analyze, Collect, Generate, Merge, Plan, Publish};
pub(crate) use upkeep::{Backfill, Dashboard, Doctor, Health, Init, SessionVerb, Sessions, Status};

use clap::Parser;

/// Turns the activity of repositories into digests
#[derive(Debug, Clone, Parser)]
#[command(
    name = "sparky",
    version,
    propagate_version = false,
    after_help = "Examples:\n  sparky run daily --repo ./my-project\n  sparky run weekly --repo octocat/hello-world --publish\n  sparky run monthly --date 2026-07-08\n\n\
Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 done but incomplete, 4 not allowed, 5 emergency stop"
)]
pub(crate) struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub(crate) global: Global,
    /// The command.
    #[command(subcommand)]
    pub(crate) command: Command,
}

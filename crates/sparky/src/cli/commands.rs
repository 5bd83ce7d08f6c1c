//! The commands and the options that belong to one of them. It must not know what a command does.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::options::{PeriodArg, SourceArgs, WindowArgs};
use super::printed::{Completions, Reference, ShowSchema};
use super::stages::{Analyze, Collect, Generate, Merge, Plan, Publish};
use super::upkeep::{Backfill, Dashboard, Doctor, Health, Init, Sessions, Status};

/// Every command.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Command {
    /// Run all stages; publish only with --publish
    #[command(
        after_help = "Examples:\n  sparky run daily --repo ./my-project\n  sparky run weekly --org octocat --publish"
    )]
    Run(Run),
    /// Show the newest digest in the browser; needs no configuration, publishes nothing
    #[command(
        after_help = "Examples:\n  sparky preview\n  sparky preview --repo octocat/hello-world --date 2026-07-08"
    )]
    Preview(Preview),
    /// Make the windows that have no digest, oldest first
    #[command(
        after_help = "Examples:\n  sparky backfill daily --from 2026-07-01 --to 2026-07-14\n  sparky backfill weekly --from 2026-01-01 --to 2026-06-30 --publish"
    )]
    Backfill(Backfill),
    /// Read the activity of a window
    #[command(
        after_help = "Examples:\n  sparky collect daily --repo octocat/hello-world --date 2026-07-08\n  sparky collect daily --org octocat --plan plan.json --shard 2/4"
    )]
    Collect(Collect),
    /// Share a collection between several jobs
    #[command(
        after_help = "Examples:\n  sparky plan --shards 4 --org octocat\n  sparky plan --shards 4 --out plan.json --json >> \"$GITHUB_STEP_SUMMARY\"\n  sparky collect daily --plan plan.json --shard 2/4 --org octocat"
    )]
    Plan(Plan),
    /// Join what several jobs have collected
    #[command(
        after_help = "Examples:\n  sparky merge shard-1 shard-2 shard-3 shard-4\n  sparky merge shards/* --plan plan.json"
    )]
    Merge(Merge),
    /// Find out what happened in a collection
    #[command(after_help = "Examples:\n  sparky analyze daily\n  sparky analyze weekly --from collection.json")]
    Analyze(Analyze),
    /// Write the texts of an analysis
    #[command(after_help = "Examples:\n  sparky generate daily\n  sparky generate daily --context")]
    Generate(Generate),
    /// Bring the texts to the targets
    #[command(
        after_help = "Examples:\n  sparky publish daily --dry-run\n  sparky publish weekly --target docs\n  sparky publish daily --settle chat daily/2026-07-08"
    )]
    Publish(Publish),
    /// Write a configuration, the variables and the workflows for a repository of your own
    #[command(after_help = "Examples:\n  sparky init\n  sparky init --yes --dir ~/src/project")]
    Init(Init),
    /// Say what runs did: stages, durations, cost
    #[command(after_help = "Examples:\n  sparky status\n  sparky status --limit 100 --json")]
    Status(Status),
    /// Check that digests come as they should: 0 when all is well, 3 when somebody should look, 1 when digests are missing
    #[command(
        after_help = "Examples:\n  sparky health\n  sparky health --offline --json\n  sparky health --metrics > /var/lib/node_exporter/sparky.prom"
    )]
    Health(Health),
    /// Write a static site of what runs did and what they found
    #[command(after_help = "Example:\n  sparky dashboard --out site")]
    Dashboard(Dashboard),
    /// Take runs together under a name, and export their metrics
    #[command(
        after_help = "Examples:\n  sparky session start release-week\n  sparky session end release-week > metrics.json"
    )]
    Session(Sessions),
    /// Check what is configured and whether it can be reached and used; posts nothing
    #[command(
        after_help = "Exit codes: 0 all is well, 1 something is broken, 3 somebody should look, 4 credentials are missing or refused.\n\nExamples:\n  sparky doctor\n  sparky doctor --offline --json"
    )]
    Doctor(Doctor),
    /// Check documents against their schema, and texts against the facts
    #[command(
        after_help = "Examples:\n  sparky validate collection.json analysis.json\n  sparky validate digest.md --against analysis.json"
    )]
    Validate(Validate),
    /// Print the JSON Schema of a document
    #[command(after_help = "Example:\n  sparky schema collection > collection.schema.json")]
    Schema(ShowSchema),
    /// Print the completions of a shell
    #[command(after_help = "Example:\n  sparky completions bash > /etc/bash_completion.d/sparky")]
    Completions(Completions),
    /// Print a page of the reference
    #[command(hide = true, after_help = "Example:\n  sparky reference config")]
    Reference(Reference),
}

/// `sparky run`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Run {
    /// How long the window is
    pub(crate) period: PeriodArg,
    #[command(flatten)]
    pub(crate) window: WindowArgs,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// Publish to the targets of the configuration
    #[arg(long)]
    pub(crate) publish: bool,
    /// Use no model: the prose comes from templates
    #[arg(long)]
    pub(crate) no_ai: bool,
    /// Leave alone what earlier runs missed
    #[arg(long)]
    pub(crate) no_backfill: bool,
    /// Stop when the texts are made, for you to look at them, and say how to go on
    #[arg(long)]
    pub(crate) manual: bool,
}

/// `sparky preview`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Preview {
    /// How long the window is
    #[arg(long, value_name = "PERIOD", default_value = "weekly")]
    pub(crate) period: PeriodArg,
    #[command(flatten)]
    pub(crate) window: WindowArgs,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// Only say where the page is
    #[arg(long)]
    pub(crate) no_open: bool,
}

/// `sparky validate`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Validate {
    /// Documents, or texts in Markdown
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Check texts against the facts of this analysis
    #[arg(long, value_name = "analysis.json")]
    pub(crate) against: Option<PathBuf>,
}

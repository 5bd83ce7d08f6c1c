//! The commands and the options that belong to one of them. It must not know what a command does.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sparky_schema::Shard;
use sparky_schema::content::ItemKind;

use super::options::{PeriodArg, SourceArgs, WindowArgs};
use super::printed::{Completions, Reference, ShowSchema};
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

/// `sparky collect`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Collect {
    /// How long the window is
    pub(crate) period: PeriodArg,
    #[command(flatten)]
    pub(crate) window: WindowArgs,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// Collect the part of a plan that --shard names
    #[arg(long, value_name = "FILE", requires = "shard")]
    pub(crate) plan: Option<PathBuf>,
    /// Which shard of the plan, from 1; the last one also collects what the plan does not know
    #[arg(long, value_name = "I/N", requires = "plan")]
    pub(crate) shard: Option<Shard>,
}

/// `sparky plan`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Plan {
    /// How many jobs there are
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    pub(crate) shards: u32,
    /// Where the plan goes
    #[arg(long, value_name = "FILE", default_value = "plan.json")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

/// `sparky merge`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Merge {
    /// The data folders of the jobs
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// The plan of the jobs, so that what a missing one would have read can be named
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: Option<PathBuf>,
}

/// `sparky analyze`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Analyze {
    /// How long the window is
    pub(crate) period: PeriodArg,
    #[command(flatten)]
    pub(crate) window: WindowArgs,
    /// Read this collection instead of the one in the data folder
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Ask no model about themes, kinds of work and insights
    #[arg(long)]
    pub(crate) no_ai: bool,
}

/// `sparky generate`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Generate {
    /// How long the window is
    pub(crate) period: PeriodArg,
    #[command(flatten)]
    pub(crate) window: WindowArgs,
    /// Read this analysis instead of the one in the data folder
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Write items of this kind alone
    #[arg(long, value_name = "KIND", value_parser = item_kind)]
    pub(crate) only: Option<ItemKind>,
    /// Print what a template gets, and write nothing
    #[arg(long)]
    pub(crate) context: bool,
    /// Fail unless a model writes the prose; without a model or its key the exit code is 2
    #[arg(long)]
    pub(crate) require_model: bool,
}

/// `sparky publish`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Publish {
    /// How long the window is
    #[arg(required_unless_present_any = ["due", "withdraw", "settle"])]
    pub(crate) period: Option<PeriodArg>,
    #[command(flatten)]
    pub(crate) window: WindowArgs,
    /// Read this content instead of the one in the data folder
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Use this target alone; may be repeated
    #[arg(long = "target", value_name = "NAME")]
    pub(crate) targets: Vec<String>,
    /// Say what would happen, print the requests without secrets, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// You have read the texts: let them pass to the targets that wait for approval
    #[arg(long, conflicts_with_all = ["dry_run", "due"])]
    pub(crate) approve: bool,
    /// Publish what waits in any stored window and may go now
    #[arg(long, conflicts_with = "from")]
    pub(crate) due: bool,
    /// Take an item back from where it was published; it is not sent again
    #[arg(long, value_name = "ITEM", conflicts_with_all = ["approve", "due", "settle"])]
    pub(crate) withdraw: Option<String>,
    /// End the uncertainty about an item at a target after you have looked: it is there. Publishes nothing
    #[arg(long, num_args = 2, value_names = ["TARGET", "ITEM"], conflicts_with_all = ["targets", "dry_run"])]
    pub(crate) settle: Option<Vec<String>>,
    /// With --settle: it is not there, so it may be sent again
    #[arg(long, requires = "settle")]
    pub(crate) lost: bool,
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

/// Kinds are read as the documents spell them, so there is one list of them.
fn item_kind(text: &str) -> Result<ItemKind, String> {
    serde_json::from_value(serde_json::Value::from(text)).map_err(|error| error.to_string())
}

//! The options of the commands that run one stage, or share one between jobs. It must not know what a stage does.

use std::path::PathBuf;

use clap::Args;
use sparky_schema::Shard;
use sparky_schema::content::ItemKind;

use super::options::{PeriodArg, SourceArgs, WindowArgs};

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

/// Kinds are read as the documents spell them, so there is one list of them.
fn item_kind(text: &str) -> Result<ItemKind, String> {
    serde_json::from_value(serde_json::Value::from(text)).map_err(|error| error.to_string())
}

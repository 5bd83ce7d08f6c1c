//! The options of the commands that see to it that digests keep coming. It must not know what a command does.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::options::{PeriodArg, SourceArgs};

/// `sparky backfill`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Backfill {
    /// How long the windows are
    pub(crate) period: PeriodArg,
    /// A day of the first window
    #[arg(long, value_name = "DATE")]
    pub(crate) from: NaiveDate,
    /// A day of the last window
    #[arg(long, value_name = "DATE")]
    pub(crate) to: NaiveDate,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// Publish to those targets of the configuration that take what comes late: folders and repositories
    #[arg(long)]
    pub(crate) publish: bool,
    /// Use no model: the prose comes from templates, which is all that this version does
    #[arg(long)]
    pub(crate) no_ai: bool,
}

/// `sparky status`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Status {
    /// How many runs are shown, the newest first
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Draw a board each second, of runs in other processes too, until it is interrupted
    #[arg(long, conflicts_with = "json")]
    pub(crate) watch: bool,
}

/// `sparky health`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Health {
    /// Ask nobody: leave the credentials and their quota out
    #[arg(long)]
    pub(crate) offline: bool,
    /// Print metrics as OpenMetrics text
    #[arg(long, conflicts_with = "json")]
    pub(crate) metrics: bool,
    /// Tell the issue and the targets of `[alerts]` what they do not know yet
    #[arg(long)]
    pub(crate) alert: bool,
    /// With --alert: say what would be told, and tell nobody
    #[arg(long, requires = "alert")]
    pub(crate) dry_run: bool,
}

/// `sparky doctor`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Doctor {
    /// Ask nobody: look at this machine alone
    #[arg(long)]
    pub(crate) offline: bool,
}

/// `sparky init`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Init {
    /// Ask nothing: take what can be guessed
    #[arg(long)]
    pub(crate) yes: bool,
    /// Replace files that are there already
    #[arg(long)]
    pub(crate) force: bool,
    /// The folder of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) dir: PathBuf,
}

/// `sparky session`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Sessions {
    /// What to do with it
    #[command(subcommand)]
    pub(crate) verb: SessionVerb,
}

/// What can be done with a session.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum SessionVerb {
    /// Open a new one: the runs from now on belong to it
    #[command(after_help = "Example:\n  sparky session start release-week")]
    Start(SessionName),
    /// Open an ended one again
    #[command(after_help = "Example:\n  sparky session resume release-week")]
    Resume(SessionName),
    /// End it, and print the metrics of its runs as JSON
    #[command(after_help = "Example:\n  sparky session end release-week > metrics.json")]
    End(SessionName),
}

/// Which session.
#[derive(Debug, Clone, Args)]
pub(crate) struct SessionName {
    /// Its name: letters, digits, `-`, `_` and `.`
    pub(crate) name: String,
}

/// `sparky dashboard`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Dashboard {
    /// Where the site goes
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

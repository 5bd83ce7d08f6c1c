//! Options that several commands share, and how their values are read. It must not know any command.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use sparky_schema::{Period, RepoName};

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Global {
    /// The configuration file [default: sparky.toml, when there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Where the documents are kept
    #[arg(long, global = true, value_name = "DIR", default_value = "data")]
    pub(crate) data_dir: PathBuf,
    /// Where rendered files go [default: beside content.json]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print one JSON object, also for errors
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say nothing but errors
    #[arg(long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more; -vv and -vvv say still more
    #[arg(short = 'v', long = "verbose", global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Show no progress bars
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
    /// When to use colors
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
    /// The longest wait for a rate limit to pass, such as 90s, 15m, 1h or 90d
    #[arg(long, global = true, value_name = "DURATION", value_parser = parse_duration)]
    pub(crate) max_wait: Option<Duration>,
}

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How long a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PeriodArg {
    /// A day
    Daily,
    /// An ISO week
    Weekly,
    /// A month
    Monthly,
}

impl From<PeriodArg> for Period {
    fn from(period: PeriodArg) -> Self {
        match period {
            PeriodArg::Daily => Self::Daily,
            PeriodArg::Weekly => Self::Weekly,
            PeriodArg::Monthly => Self::Monthly,
        }
    }
}

/// Which window; the last complete one when none of these is given.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Window (default: the last complete one)")]
pub(crate) struct WindowArgs {
    /// The window that holds this date, or the newest activity with `latest`
    #[arg(long, value_name = "DATE|latest", conflicts_with_all = ["since", "until"])]
    pub(crate) date: Option<DateArg>,
    /// The start, a date or an instant such as 2026-07-08T12:00:00Z
    #[arg(long, value_name = "TIME", requires = "until")]
    pub(crate) since: Option<TimeArg>,
    /// The end, which is not part of the window
    #[arg(long, value_name = "TIME", requires = "since")]
    pub(crate) until: Option<TimeArg>,
}

impl WindowArgs {
    /// Whether no window is named.
    pub(crate) const fn is_default(&self) -> bool {
        self.date.is_none() && self.since.is_none() && self.until.is_none()
    }
}

/// The value of `--date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateArg {
    /// The window that holds the newest activity.
    Latest,
    /// The window that holds this local date.
    On(NaiveDate),
}

impl FromStr for DateArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "latest" {
            return Ok(Self::Latest);
        }
        text.parse().map(Self::On).map_err(|_| "write a date such as 2026-07-08, or `latest`".to_owned())
    }
}

/// The value of `--since` and `--until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeArg {
    /// Midnight of this date in the configured time zone.
    Midnight(NaiveDate),
    /// An instant.
    Instant(chrono::DateTime<chrono::Utc>),
}

impl FromStr for TimeArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(date) = text.parse() {
            return Ok(Self::Midnight(date));
        }
        chrono::DateTime::parse_from_rfc3339(text)
            .map(|instant| Self::Instant(instant.to_utc()))
            .map_err(|_| "write a date such as 2026-07-08, or an instant such as 2026-07-08T12:00:00Z".to_owned())
    }
}

/// Which repositories; those of the configuration when none of these is given.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Source (default: the configuration)")]
pub(crate) struct SourceArgs {
    /// A repository: OWNER/NAME, or a path that starts with `.`, `/` or `~`; may be repeated
    #[arg(long = "repo", value_name = "REPO")]
    pub(crate) repos: Vec<RepoArg>,
    /// Every repository of an organization; may be repeated
    #[arg(long = "org", value_name = "NAME")]
    pub(crate) orgs: Vec<String>,
    /// A file with one repository per line
    #[arg(long, value_name = "FILE")]
    pub(crate) repos_from: Option<PathBuf>,
}

impl SourceArgs {
    /// Whether no source is named.
    pub(crate) const fn is_default(&self) -> bool {
        self.repos.is_empty() && self.orgs.is_empty() && self.repos_from.is_none()
    }
}

/// A repository as it is written on the command line and in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RepoArg {
    /// A folder of this machine.
    Path(PathBuf),
    /// A repository of the server.
    Remote(RepoName),
}

impl FromStr for RepoArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with(['.', '/', '~']) {
            return Ok(Self::Path(PathBuf::from(text)));
        }
        RepoName::from_str(text)
            .map(Self::Remote)
            .map_err(|error| format!("{error}; write OWNER/NAME, or a path that starts with `.`, `/` or `~`"))
    }
}

/// Reads `90s`, `15m` or `1h`.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    let hint = || format!("`{text}` is not a duration; write one such as 90s, 15m, 1h or 90d");
    let unit = text.chars().last().ok_or_else(hint)?;
    let factor: u64 = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => return Err(hint()),
    };
    let number: u64 = text.strip_suffix(unit).and_then(|digits| digits.parse().ok()).ok_or_else(hint)?;
    number.checked_mul(factor).map(Duration::from_secs).ok_or_else(hint)
}

impl<'de> serde::Deserialize<'de> for RepoArg {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

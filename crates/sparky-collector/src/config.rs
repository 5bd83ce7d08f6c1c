//! What the collector is told. It must not know where the settings come from.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sparky_schema::ids::RepoName;
use sparky_schema::window::{Period, Window};

/// What to collect.
#[derive(Debug, Clone)]
pub struct Config {
    /// The window.
    pub window: WindowChoice,
    /// The sources; each repository is read once, however often it is named.
    pub sources: Vec<SourceSpec>,
    /// Which repositories of an organization are taken.
    pub filter: Filter,
    /// The time of the run. Activity after it does not count: commits can carry dates in the future.
    pub now: DateTime<Utc>,
    /// What was updated so shortly before the run is read again the next time: it may not have settled.
    pub overlap: TimeDelta,
    /// Whether the window was completely read before, after its end. What GitHub cannot say now is then no gap.
    pub proven: bool,
    /// Within so many days all that is known is read again, a little each night; never when 0.
    pub reread_days: u32,
    /// Whether the files that commits and pull requests change are asked for, which costs more.
    pub files: bool,
}

/// Which window.
#[derive(Debug, Clone)]
pub enum WindowChoice {
    /// This one.
    Fixed(Window),
    /// The one that holds the newest activity of all sources.
    Latest {
        /// How long it is.
        period: Period,
        /// Whose midnights bound it.
        time_zone: Tz,
    },
}

/// Where facts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceSpec {
    /// A local clone.
    Clone(PathBuf),
    /// A repository on GitHub.
    Repository(RepoName),
    /// Every repository of an organization or user on GitHub that the filter takes.
    Organization(String),
}

/// Which repositories of an organization are taken. Repositories that are named are always taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Patterns over `owner/name` or `name`, with `*` and `?`; one must match.
    pub include: Vec<String>,
    /// Patterns of which none may match.
    pub exclude: Vec<String>,
    /// Archived ones too.
    pub archived: bool,
    /// Forks too.
    pub forks: bool,
    /// Private ones too.
    pub private: bool,
    /// Only those with one of these topics; all when empty.
    pub topics: Vec<String>,
    /// Only those in which something happened since then.
    pub active_since: Option<DateTime<Utc>>,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            include: vec!["*".to_owned()],
            exclude: Vec::new(),
            archived: false,
            forks: false,
            private: false,
            topics: Vec::new(),
            active_since: None,
        }
    }
}

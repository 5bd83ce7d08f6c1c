//! The only crate that knows all four stages: runs them by name, a document in and a document out, hands each the
//! document of the one before, and writes `run.json` while it does.
//!
//! It must not know the command line, the configuration file, the environment or exit codes; and no sentence, no
//! query and no number has its home here.

mod alerts;
mod analysis;
mod attempts;
mod digest;
mod document;
mod error;
mod fill;
mod health;
mod hooks;
mod join;
mod merge;
mod missed;
mod outcome;
mod plan;
mod policy;
mod resume;
mod rounds;
mod run;
mod run_log;
mod runs;
mod stages;
mod waiting;

use sparky_collector::Progress;
use sparky_git::Git;
use sparky_github::{Clock, GitHub};
use sparky_llm::Client;
use sparky_publisher::Web;
use sparky_schema::window::Window;
use sparky_store::DataFolder;

pub use alerts::{Alerts, alert};
pub use digest::Digest;
pub use document::Document;
pub use error::Error;
pub use fill::{Filled, fill};
pub use health::{Check, Condition, Freshness, Health, health};
pub use hooks::{Hooks, Moment};
pub use merge::{Merged, merge};
pub use missed::{is_made, missed, missed_between};
pub use outcome::Outcome;
pub use plan::plan;
pub use policy::Policy;
pub use run::run;
pub use runs::{runs, under_way};
pub use stages::Settings;
pub use waiting::bring_back;

/// The doors to the world that stages go through. Tests replace them.
pub struct Ports<'a> {
    /// The git binary.
    pub git: &'a Git,
    /// GitHub; none when only clones are read.
    pub github: Option<&'a GitHub>,
    /// The language model that words texts; none when templates do.
    pub model: Option<&'a Client>,
    /// The way to services that texts are published to.
    pub web: &'a Web,
    /// Who is told how far the collection is.
    pub progress: &'a dyn Progress,
    /// The time, for `run.json`, and for what is published at its time.
    pub clock: &'a dyn Clock,
}

/// The newest window that was collected, for `--date latest` of the stages after the collection.
///
/// # Errors
/// When the data folder cannot be listed.
pub fn newest_window(data: &DataFolder, period: sparky_schema::Period) -> Result<Option<Window>, Error> {
    let windows = data.windows(period)?;
    Ok(windows.into_iter().rfind(|window| data.has::<sparky_schema::collection::Collection>(window)))
}

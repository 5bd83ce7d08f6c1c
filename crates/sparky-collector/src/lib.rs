//! Stage 1: what happened, as facts. Reads local git clones and GitHub, one module per source, and joins what they
//! say into one collection that shows the world as of the end of its window.
//!
//! It must not compute anything from the facts, nor know the environment or the clock.

mod clone;
mod collect;
mod collected;
mod config;
mod error;
mod github;
mod merge;
mod message;
mod people;
mod progress;
mod range;
mod share;
mod sources;
mod survey;

pub use collect::{Doors, collect, collect_share};
pub use collected::Collected;
pub use config::{Config, Filter, SourceSpec, WindowChoice};
pub use error::Error;
pub use github::matches;
pub use merge::{ReadByJob, drop_old_names, merge};
pub use progress::{NoProgress, Progress};
pub use share::Share;
pub use survey::{Surveyed, survey};

/// Every shape of GraphQL document that is sent, with the name of its operation, so that tests can check them against
/// GitHub's own schema.
pub fn queries() -> Vec<(&'static str, String)> {
    github::examples()
}

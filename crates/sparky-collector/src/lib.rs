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
mod message;
mod people;
mod progress;
mod range;

pub use collect::{Doors, collect};
pub use collected::Collected;
pub use config::{Config, Filter, SourceSpec, WindowChoice};
pub use error::Error;
pub use progress::{NoProgress, Progress};

/// Every shape of GraphQL document that is sent, with the name of its operation, so that tests can check them against
/// GitHub's own schema.
pub fn queries() -> Vec<(&'static str, String)> {
    github::examples()
}

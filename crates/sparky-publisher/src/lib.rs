//! Stage 4: each item to its readers, once. Takes the texts of one window and brings every target up to date with them;
//! a second run finds nothing left to do. A target that fails never holds back the others.
//!
//! It must not know how texts are made, where the data folder is, the clock or the environment.

mod config;
mod error;
mod post;
mod publish;
mod targets;

pub use config::{Config, DEFAULT_DOCS_PATH, TargetConfig, TargetKind};
pub use error::{Error, Refusal};
pub use post::Rendered;
pub use publish::publish;

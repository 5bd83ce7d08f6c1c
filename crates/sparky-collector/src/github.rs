//! Facts from GitHub. A probe of many repositories at once says what changed; only that is read, one file per kind, and
//! stored; what a window shows is a projection of what is stored.
//!
//! It must not know tokens, limits and retries (sparky-github does), nor local clones.

mod actor;
mod backlog;
mod batch;
mod commits;
mod community;
mod discussions;
mod estimate;
mod gaps;
mod issues;
mod join;
mod landed;
mod listing;
mod names;
mod open;
mod owner;
mod page;
mod probe;
mod project;
mod pull_requests;
mod query;
mod reactions;
mod reader;
mod releases;
mod reread;
mod reviews;
mod spans;
mod standing;
mod state;
mod thread;
mod timeline;
mod unseen;
mod update;
mod workflow_runs;

pub(crate) use batch::Batcher;
pub(crate) use estimate::{Terms, estimate};
pub(crate) use gaps::fails_for_now;
pub(crate) use join::{join, stored};
pub(crate) use names::Names;
pub use owner::is_match as matches;
pub(crate) use owner::{is_named, repositories};
pub(crate) use probe::{Probe, probe};
pub(crate) use project::project;
pub(crate) use query::examples;
pub(crate) use reread::plan as reread;
pub(crate) use update::{Desk, Update, update};

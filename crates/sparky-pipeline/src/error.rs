//! Why a run has no result. It must not know exit codes: the binary maps them.

use std::path::PathBuf;

use sparky_schema::run::Stage;
use sparky_schema::window::Window;

/// Why a run has no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Stage 1 read nothing.
    #[error(transparent)]
    Collect(#[from] sparky_collector::Error),
    /// Stage 3 wrote nothing.
    #[error(transparent)]
    Generate(#[from] sparky_generator::Error),
    /// Somebody has stopped all publishing.
    #[error("the emergency stop is on, so nothing more was published: {reason}")]
    Stopped {
        /// Where it was switched on, and how to go on.
        reason: String,
    },
    /// Somebody has stopped everything.
    #[error("the emergency stop is on, so stage {} was not begun: {reason}", .stage.name())]
    Halted {
        /// The stage that would have come next.
        stage: Stage,
        /// Where it was switched on, and how to go on.
        reason: String,
    },
    /// What should be run before a stage failed.
    #[error("stage {} was not begun: {reason}", .stage.name())]
    Hook {
        /// The stage.
        stage: Stage,
        /// Which program, and how it ended.
        reason: String,
    },
    /// The data folder refused.
    #[error(transparent)]
    Store(#[from] sparky_store::Error),
    /// A document is malformed.
    #[error(transparent)]
    Codec(#[from] sparky_schema::codec::CodecError),
    /// A rendered file is gone.
    #[error("cannot read the rendered file {path}: {source}; generate the window again")]
    Rendered {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The stage before has not run for this window.
    #[error("there is no {document}.json for {} {} yet; run `sparky {} {}` first", .window.period.name(), .window.id, .maker.name(), .window.period.name())]
    NotMade {
        /// The window.
        window: Window,
        /// The document that is missing.
        document: &'static str,
        /// The stage that makes it.
        maker: Stage,
    },
    /// None of the folders is there.
    #[error("there is nothing to merge: none of the folders is there")]
    NothingToMerge,
    /// The folders come from different plans.
    #[error(
        "{folder} was collected by another plan than the rest, so that repositories would be lost or doubled; \
         collect all shards by one plan"
    )]
    OtherPlan {
        /// The folder.
        folder: PathBuf,
    },
    /// A plan was named by which nothing was collected.
    #[error("none of the folders was collected by {plan}; name the plan that the shards were given")]
    PlanNotFollowed {
        /// The plan.
        plan: String,
    },
    /// The stages were asked for in an order that does not fit.
    #[error("this stage needs a {needs} document, and the one before it made another")]
    OutOfOrder {
        /// The document that is needed.
        needs: &'static str,
    },
}

impl Error {
    /// Whether another attempt, a little later, may succeed: a service or the network failed. Configuration, permissions,
    /// limits, the emergency stop and this machine do not change while one waits.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Collect(error) => error.is_passing(),
            _ => false,
        }
    }
}

//! Why nothing could be collected. One repository that fails is no error but a gap.

use std::path::PathBuf;

use sparky_schema::gap::{Gap, GapReason};
use sparky_schema::window::WindowError;

/// Why nothing could be collected.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path is no git repository that can be read.
    #[error("{path} is no git repository that can be read: {message}")]
    NoRepository {
        /// The path.
        path: PathBuf,
        /// Git's own words, or what is wrong with the path.
        message: String,
    },
    /// Git failed.
    #[error(transparent)]
    Git(#[from] sparky_git::Error),
    /// GitHub cannot be used at all.
    #[error(transparent)]
    GitHub(#[from] sparky_github::Error),
    /// The data folder cannot be used.
    #[error(transparent)]
    Store(#[from] sparky_store::Error),
    /// There is no source.
    #[error("there is nothing to collect: no repository is named")]
    NoSources,
    /// Not one repository could be read.
    #[error("not one repository could be read: {}", reasons(.0))]
    NothingReadable(Vec<Gap>),
    /// The newest window was asked for and there is no activity at all.
    #[error("there is no activity in any repository yet, so there is no latest window")]
    NoActivity,
    /// The window lies outside the calendar.
    #[error(transparent)]
    Window(#[from] WindowError),
}

impl Error {
    /// Whether another attempt, a little later, may succeed: GitHub or the network failed.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::GitHub(error) => error.is_passing(),
            Self::NothingReadable(gaps) => gaps.iter().any(|gap| gap.reason == GapReason::Unavailable),
            _ => false,
        }
    }
}

fn reasons(gaps: &[Gap]) -> String {
    let each = gaps.iter().map(|gap| format!("{}: {} {}", gap.repository, gap.message, gap.hint));
    each.collect::<Vec<_>>().join("; ")
}

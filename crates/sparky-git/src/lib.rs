//! The one door to the git binary: runs it in a known environment, so that a user's settings, hooks, pagers, prompts
//! and locale change nothing, and says clearly what went wrong.
//!
//! It must not know what its callers want from git, nor hold any secret: settings with secrets go through
//! [`Run::setting`] into the environment of one process, never into arguments or errors.

mod environment;
mod error;
mod run;

pub use error::Error;
pub use run::{Run, Stream};

use std::ffi::OsString;
use std::path::Path;

/// The git binary.
#[derive(Debug, Clone)]
pub struct Git {
    program: OsString,
}

impl Default for Git {
    fn default() -> Self {
        Self::new("git")
    }
}

impl Git {
    /// Git by its name or path.
    pub fn new(program: impl Into<OsString>) -> Self {
        Self { program: program.into() }
    }

    /// A run of git in a folder. Nothing happens before one of the verbs of [`Run`].
    pub fn run<I>(&self, folder: &Path, words: I) -> Run<'_>
    where
        I: IntoIterator,
        I::Item: Into<OsString>,
    {
        Run::new(self, folder, words.into_iter().map(Into::into).collect())
    }

    pub(crate) fn program(&self) -> &OsString {
        &self.program
    }
}

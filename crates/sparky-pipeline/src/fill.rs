//! Windows that earlier runs missed, made one after the other. It must not know which windows these are.

use sparky_collector::{Error as CollectError, WindowChoice};
use sparky_github::Error as GitHubError;
use sparky_schema::run::Stage;
use sparky_schema::window::Window;
use sparky_store::{DataFolder, Error as StoreError};

use crate::{Document, Error, Outcome, Ports, Settings, run};

/// After so many failures in a row the next window would most likely fail too, and each of them costs time.
const FAILURES: usize = 2;

/// What filling in came to.
#[derive(Debug, Default)]
pub struct Filled {
    /// The windows that were made.
    pub made: Vec<Outcome>,
    /// The windows that were not, and why.
    pub failed: Vec<(Window, Error)>,
    /// The windows that were not tried.
    pub left: Vec<Window>,
}

impl Filled {
    /// Whether something is still missing.
    pub fn incomplete(&self) -> bool {
        !self.failed.is_empty() || !self.left.is_empty() || self.made.iter().any(Outcome::incomplete)
    }
}

/// Runs `stages` for each window in order. A window that fails does not keep the next one from being tried.
///
/// # Errors
/// When something is wrong that concerns every window: the credentials, the data folder in use.
pub async fn fill(
    windows: Vec<Window>,
    stages: &[Stage],
    mut settings: Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Filled, Error> {
    let (mut filled, mut in_a_row) = (Filled::default(), 0);
    let mut windows = windows.into_iter();
    for window in windows.by_ref() {
        settings.collect.window = WindowChoice::Fixed(window.clone());
        match run(stages, Document::None(Some(window.clone())), &settings, data, ports).await {
            Ok(outcome) => {
                in_a_row = 0;
                filled.made.push(outcome);
            }
            Err(error) if concerns_every_window(&error) => return Err(error),
            Err(error) => {
                in_a_row += 1;
                filled.failed.push((window, error));
            }
        }
        if in_a_row == FAILURES {
            break;
        }
    }
    filled.left = windows.collect();
    Ok(filled)
}

const fn concerns_every_window(error: &Error) -> bool {
    matches!(
        error,
        Error::Store(StoreError::Locked { .. })
            | Error::Halted { .. }
            | Error::Stopped { .. }
            | Error::Collect(
                CollectError::NoSources
                    | CollectError::GitHub(
                        GitHubError::NoToken
                            | GitHubError::BadCredentials { .. }
                            | GitHubError::App { .. }
                            | GitHubError::Address { .. }
                            | GitHubError::Reserve { .. }
                    )
            )
    )
}

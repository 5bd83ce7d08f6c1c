//! What runs did, of the windows of all periods, and which one is under way. It must not know how that is shown.

use sparky_schema::run::Run;
use sparky_schema::window::Period;
use sparky_store::DataFolder;

use crate::Error;

/// The last run of each window, the newest run first. One that is under way, or was killed, is told by its `run.json`:
/// the history hears of it when it ends.
///
/// # Errors
/// When the data folder cannot be listed.
pub fn runs(data: &DataFolder) -> Result<Vec<Run>, Error> {
    let (history, mut runs) = (data.history(), Vec::new());
    for period in Period::ALL {
        let mut known = history.entries(period)?;
        for window in data.windows(period)? {
            let Ok((run, _)) = data.read::<Run>(&window) else { continue };
            if !run.state.is_under_way() {
                continue;
            }
            match known.iter_mut().find(|entry| entry.window.id == window.id) {
                Some(entry) if entry.started_at < run.started_at => *entry = run,
                Some(_) => {}
                None => known.push(run),
            }
        }
        runs.extend(known);
    }
    runs.sort_by_key(|run| std::cmp::Reverse((run.started_at, run.window.since)));
    Ok(runs)
}

/// The run that works on the folder now, of those that are known, the newest first. There is one at a time; another one
/// that says so was killed.
pub fn under_way<'a>(data: &DataFolder, runs: &'a [Run]) -> Option<&'a Run> {
    runs.first().filter(|run| run.state.is_under_way() && data.is_taken())
}

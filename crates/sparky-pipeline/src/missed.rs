//! Which windows should have a digest and have none, by the history. It must not know what makes one.

use sparky_schema::run::{Run, RunState, Stage};
use sparky_schema::window::{Period, Window, WindowError};
use sparky_store::DataFolder;

use crate::Error;

/// How many windows back one is looked for that was never made.
const fn reach(period: Period) -> usize {
    match period {
        Period::Daily => 62,
        Period::Weekly => 26,
        Period::Monthly => 12,
    }
}

/// How many windows back something is tried again that was made with data or a target missing. What is still missing
/// then will not come.
const fn patience(period: Period) -> usize {
    match period {
        Period::Daily => 7,
        Period::Weekly => 2,
        Period::Monthly => 1,
    }
}

/// Whether a window has a digest.
pub fn is_made(run: &Run) -> bool {
    let done = |state| matches!(state, RunState::Complete | RunState::Degraded | RunState::Resumed);
    run.stages.iter().any(|entry| entry.stage == Stage::Generate && done(entry.state))
}

/// The windows before `newest` that were missed since the first one that is known, oldest first.
///
/// # Errors
/// When the history cannot be listed.
pub fn missed(data: &DataFolder, newest: &Window) -> Result<Vec<Window>, Error> {
    let history = data.history();
    let known = history.entries(newest.period)?;
    let Some(first) = known.iter().find(|run| !run.window.is_custom()).map(|run| run.window.since) else {
        return Ok(Vec::new());
    };
    let mut missed = Vec::new();
    let before = std::iter::successors(newest.previous().ok(), |window| window.previous().ok());
    let before = before.take_while(|window| window.since >= first).take(reach(newest.period));
    for (back, window) in before.enumerate() {
        let lacks = match history.entry(&window) {
            Some(run) => !is_made(&run) || (run.unfinished && back < patience(newest.period)),
            None => true,
        };
        if lacks {
            missed.push(window);
        }
    }
    missed.reverse();
    Ok(missed)
}

/// The windows from `first` to `last` that have no digest or an unfinished one, oldest first.
///
/// # Errors
/// When the calendar ends before.
pub fn missed_between(data: &DataFolder, first: &Window, last: &Window) -> Result<Vec<Window>, WindowError> {
    let history = data.history();
    let (mut missed, mut window) = (Vec::new(), first.clone());
    while window.since <= last.since {
        let next = window.next()?;
        if history.entry(&window).is_none_or(|run| !is_made(&run) || run.unfinished) {
            missed.push(window);
        }
        window = next;
    }
    Ok(missed)
}

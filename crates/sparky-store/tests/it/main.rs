//! The data folder through its public door.

#![expect(clippy::unwrap_used, reason = "tests")]

mod counts;
mod documents;
mod facts;
mod faults;
mod fuzz;
mod hostile;
mod ledger;
mod lock;
mod open;
mod rendered;
mod spending;
mod tellings;
mod waiting;

use chrono::{NaiveDate, Utc};
use sparky_schema::run::{Run, RunState};
use sparky_schema::{Period, SchemaId, Window};

/// The window of a period that holds a day of July 2026.
fn window(period: Period, day: u32) -> Window {
    Window::containing(period, NaiveDate::from_ymd_opt(2026, 7, day).unwrap(), chrono_tz::UTC).unwrap()
}

/// A small document: a run of a window, at whose end it began.
fn run(window: &Window) -> Run {
    Run {
        schema: SchemaId::of::<Run>(),
        window: window.clone(),
        state: RunState::Running,
        started_at: window.until.with_timezone(&Utc),
        finished_at: None,
        stages: Vec::new(),
        requests: std::collections::BTreeMap::new(),
        points: 0,
        cache_hits: 0,
        model_calls: 0,
        tokens: 0,
        cost_usd: 0.0,
        publishing_cost_usd: 0.0,
        unfinished: false,
        collected_at: None,
        resumed_from: None,
        skipped: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The names in a folder, sorted.
fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

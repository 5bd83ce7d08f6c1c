//! The history of a commit as a connection. Its cursors stay on the commit that the first page started from, and both
//! bounds in time are inclusive, as on GitHub.

use apollo_compiler::resolvers::{FieldError, ResolveInfo, ResolvedValue};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::Run;
use super::connection::{Entry, assemble, bad_cursor};
use super::selection::Arguments;
use crate::graph::Record;

pub(crate) fn page<'a>(
    run: &'a Run<'a>,
    commit: &Record,
    info: &ResolveInfo<'_>,
    given: &Arguments,
) -> Result<ResolvedValue<'a>, FieldError> {
    given.only(&["first", "last", "after", "before", "since", "until"])?;
    let own = commit.get("oid").and_then(Value::as_str).unwrap_or_default();
    let head = match given.text("after").or(given.text("before")) {
        Some(cursor) => place(cursor)?.0,
        None => own.to_owned(),
    };
    let repository = commit.get("repository").and_then(Value::as_str).unwrap_or_default();
    let bound = |name| given.text(name).and_then(|time| time.parse::<DateTime<Utc>>().ok());
    let (since, until) = (bound("since"), bound("until"));
    let reached = run.graph.reachable(&format!("C_{repository}_{head}"));
    let in_window = |(time, _): &&(DateTime<Utc>, String)| {
        since.is_none_or(|since| *time >= since) && until.is_none_or(|until| *time <= until)
    };
    let found = reached.iter().filter(in_window);
    let entries = found
        .enumerate()
        .map(|(index, (_, id))| Entry { cursor: format!("{head} {index}"), value: json!(id) })
        .collect();
    assemble(run, entries, info, given, |cursor| place(cursor).map(|(_, index)| (index, index + 1)))
}

/// The head and the place that a cursor stands for.
fn place(cursor: &str) -> Result<(String, usize), FieldError> {
    let read = || {
        let (head, index) = cursor.split_once(' ')?;
        Some((head.to_owned(), index.parse().ok()?))
    };
    read().ok_or_else(|| bad_cursor(cursor))
}

//! What is reachable from a commit. It must not know pages or dates that a query asks for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Record;

/// Commits with their committer dates, newest first.
pub(crate) type Reached = Vec<(DateTime<Utc>, String)>;

/// The ids of the commits that a commit reaches, itself included.
pub(super) fn reachable(records: &BTreeMap<String, Record>, head: &str) -> Reached {
    let mut found = BTreeSet::new();
    let mut order = Vec::new();
    let mut waiting = vec![head.to_owned()];
    while let Some(id) = waiting.pop() {
        let Some(commit) = records.get(&id).filter(|_| found.insert(id.clone())) else { continue };
        waiting.extend(parents(commit));
        order.push((committed(commit), id));
    }
    // Stable, so that commits of one second keep the order in which they were met: children first.
    order.sort_by(|(left, _), (right, _)| right.cmp(left));
    order
}

fn parents(commit: &Record) -> impl Iterator<Item = String> + '_ {
    let ids = commit.get("parents").and_then(Value::as_array);
    ids.into_iter().flatten().rev().filter_map(|id| id.as_str().map(str::to_owned))
}

fn committed(commit: &Record) -> DateTime<Utc> {
    let date = commit.get("committedDate").and_then(Value::as_str).and_then(|time| time.parse().ok());
    date.unwrap_or_default()
}

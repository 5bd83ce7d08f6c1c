//! What is reachable from a commit. It must not know pages or dates that a query asks for.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Graph, Record};

/// The ids of the commits that a commit reaches, itself included, newest first by committer date.
pub(crate) fn reachable(graph: &Graph, head: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut order = Vec::new();
    let mut waiting = vec![head.to_owned()];
    while let Some(id) = waiting.pop() {
        let Some(commit) = graph.record(&id).filter(|_| found.insert(id.clone())) else { continue };
        waiting.extend(parents(commit));
        order.push((committed(commit), id));
    }
    // Stable, so that commits of one second keep the order in which they were met: children first.
    order.sort_by(|(left, _), (right, _)| right.cmp(left));
    order.into_iter().map(|(_, id)| id).collect()
}

fn parents(commit: &Record) -> impl Iterator<Item = String> + '_ {
    let ids = commit.get("parents").and_then(Value::as_array);
    ids.into_iter().flatten().rev().filter_map(|id| id.as_str().map(str::to_owned))
}

fn committed(commit: &Record) -> String {
    commit.get("committedDate").and_then(Value::as_str).unwrap_or_default().to_owned()
}

//! Reactions: a group for each content, also for those that nobody used, as GitHub has it.

use apollo_compiler::resolvers::ResolvedValue;
use serde_json::{Value, json};

use super::Run;
use super::object::Object;
use crate::graph::{Record, embedded};

const CONTENTS: [&str; 8] = ["THUMBS_UP", "THUMBS_DOWN", "LAUGH", "HOORAY", "CONFUSED", "HEART", "ROCKET", "EYES"];

pub(super) fn groups<'a>(run: &'a Run<'a>, record: &Record) -> ResolvedValue<'a> {
    let counts = record.get("reactionCounts").cloned().unwrap_or_default();
    let thing = record.get("createdAt").cloned();
    let groups = CONTENTS.into_iter().map(move |content| {
        let given = counts[content].as_u64().unwrap_or_default();
        let count = json!({ "count": given });
        let first = thing.clone().filter(|_| given > 0);
        let fields = json!({ "content": content, "createdAt": first, "reactors": count, "users": count });
        Object::made(run, embedded("ReactionGroup", fields))
    });
    ResolvedValue::list(groups)
}

/// How many reactions there are.
pub(super) fn total(record: &Record) -> u64 {
    let counts = record.get("reactionCounts").and_then(Value::as_object);
    counts.into_iter().flatten().filter_map(|(_, count)| count.as_u64()).sum()
}

//! Which entries of a list are asked for, and in which order. It must not know pages.

use apollo_compiler::resolvers::FieldError;
use serde_json::{Value, json};

use crate::graph::Record;
use crate::graphql::selection::Arguments;
use crate::graphql::{Run, fault};

/// What an entry is sorted by: a field's value, then its place in the world.
type Key = (String, usize);

/// The entries that the arguments leave, in their order, with what they are sorted by.
pub(super) fn select<'v>(
    run: &Run<'_>,
    items: &'v [Value],
    given: &Arguments,
) -> Result<Vec<(Key, &'v Value)>, FieldError> {
    let order = order(given)?;
    let mut selected = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let record = item.as_str().and_then(|id| run.graph.record(id)).or_else(|| item.as_object());
        let Some(record) = record else {
            return Err(fault::unable(&format!("has no record {item} in this world")));
        };
        if fits(run, record, given)? {
            selected.push(((key(record, order.as_deref())?, index), item));
        }
    }
    selected.sort_by(|(left, _), (right, _)| if descending(given) { right.cmp(left) } else { left.cmp(right) });
    Ok(selected)
}

pub(super) fn descending(given: &Arguments) -> bool {
    part(given, "orderBy", "direction") == Some("DESC")
}

fn part<'g>(given: &'g Arguments, argument: &str, name: &str) -> Option<&'g str> {
    given.iter().find(|(found, _)| *found == argument)?.1.get(name)?.as_str()
}

/// The field that a list is ordered by: `UPDATED_AT` is `updatedAt`.
fn order(given: &Arguments) -> Result<Option<String>, FieldError> {
    let Some(field) = part(given, "orderBy", "field") else { return Ok(None) };
    match field {
        "ALPHABETICAL" => Ok(Some("name".to_owned())),
        "UPDATED_AT" | "CREATED_AT" | "PUSHED_AT" | "NAME" | "TAG_COMMIT_DATE" => Ok(Some(camel_case(field))),
        other => Err(fault::unable(&format!("cannot order by {other}"))),
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_').map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    words.fold(first, |joined, word| joined + &word[..1].to_uppercase() + &word[1..])
}

fn key(record: &Record, order: Option<&str>) -> Result<String, FieldError> {
    let Some(field) = order else { return Ok(String::new()) };
    match record.get(field) {
        Some(value) => Ok(value.as_str().unwrap_or_default().to_owned()),
        None => Err(fault::unable(&format!("has no `{field}` to order by"))),
    }
}

fn fits(run: &Run<'_>, record: &Record, given: &Arguments) -> Result<bool, FieldError> {
    for (name, wanted) in given.iter() {
        let fits = match name {
            "filterBy" => fits_all(run, record, wanted)?,
            _ => fits_one(run, record, name, wanted)?,
        };
        if !fits {
            return Ok(false);
        }
    }
    Ok(true)
}

fn fits_all(run: &Run<'_>, record: &Record, wanted: &Value) -> Result<bool, FieldError> {
    for (name, wanted) in wanted.as_object().into_iter().flatten().filter(|(_, wanted)| !wanted.is_null()) {
        if !fits_one(run, record, name, wanted)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn fits_one(run: &Run<'_>, record: &Record, name: &str, wanted: &Value) -> Result<bool, FieldError> {
    let field = |name: &str| record.get(name).unwrap_or(&Value::Null);
    Ok(match name {
        // Whose repositories: every one in this world belongs to its owner.
        "first" | "last" | "after" | "before" | "orderBy" | "ownerAffiliations" | "affiliations" => true,
        "states" => wanted.as_array().is_some_and(Vec::is_empty) || has(wanted, field("state")),
        "answered" => field("isAnswered") == wanted,
        "since" => record.get("updatedAt").or(record.get("createdAt")).and_then(Value::as_str) >= wanted.as_str(),
        "itemTypes" => has(wanted, &json!(in_capitals(field("__typename").as_str().unwrap_or_default()))),
        "labels" => {
            let ids = field("labels").as_array().into_iter().flatten().filter_map(Value::as_str);
            ids.filter_map(|id| run.graph.record(id)?.get("name")).any(|name| has(wanted, name))
        }
        "refPrefix" => field("prefix") == wanted,
        "privacy" => field("visibility") == wanted,
        "isArchived" | "isFork" | "baseRefName" => field(name) == wanted,
        // A restriction that is switched off, which is what most are by default.
        _ if wanted == &Value::Bool(false) => true,
        other => return Err(fault::unable(&format!("does not know the argument `{other}` of a list"))),
    })
}

/// `ClosedEvent` is `CLOSED_EVENT`.
fn in_capitals(name: &str) -> String {
    let letters = name.char_indices().flat_map(|(index, letter)| {
        let gap = (index > 0 && letter.is_uppercase()).then_some('_');
        gap.into_iter().chain(letter.to_uppercase())
    });
    letters.collect()
}

fn has(list: &Value, item: &Value) -> bool {
    list.as_array().is_some_and(|list| list.contains(item)) || list == item
}

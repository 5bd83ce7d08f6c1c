//! Lists as Relay connections: filtered, ordered, and a page of them. Cursors are keyset cursors as GitHub's are: what
//! is updated while a list by update is read, moves. It must not know the history of commits, whose cursors differ.

mod filter;

use apollo_compiler::resolvers::{FieldError, ResolveInfo, ResolvedValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::object::Object;
use super::selection::{Arguments, wants_entries};
use super::{Run, fault};
use crate::graph::{Record, embedded};

/// An entry, and the cursor that leads behind it.
pub(crate) struct Entry {
    pub(crate) cursor: String,
    pub(crate) value: Value,
}

/// A page of the list `value`.
pub(crate) fn page<'a>(
    run: &'a Run<'a>,
    value: &Value,
    info: &ResolveInfo<'_>,
    given: &Arguments,
) -> Result<ResolvedValue<'a>, FieldError> {
    if let Some(total) = value.get("count").and_then(Value::as_u64) {
        return counted(run, total, info, given);
    }
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let keyed = filter::select(run, items, given)?;
    let descending = filter::descending(given);
    let is_past = |key: &(String, usize), cursor: &(String, usize)| {
        if descending { key <= cursor } else { key >= cursor }
    };
    let place = |cursor: &str| {
        let cursor = decoded(cursor)?;
        let at = keyed.iter().position(|(key, _)| is_past(key, &cursor)).unwrap_or(keyed.len());
        // An entry that moved away left its place to the next one, which is behind the cursor.
        Ok((at, at + usize::from(keyed.get(at).is_some_and(|(key, _)| *key == cursor))))
    };
    let entries = keyed.iter().map(|(key, value)| Entry { cursor: encoded(key), value: (*value).clone() }).collect();
    assemble(run, entries, info, given, place)
}

/// A list of which the world knows the length alone.
pub(super) fn counted<'a>(
    run: &'a Run<'a>,
    total: u64,
    info: &ResolveInfo<'_>,
    given: &Arguments,
) -> Result<ResolvedValue<'a>, FieldError> {
    check_bounds(info, given)?;
    if wants_entries(info) {
        return Err(fault::unable(&format!("knows only the `totalCount` of `{}`", info.field_name())));
    }
    let kind = info.field_definition().ty.inner_named_type().as_str();
    Ok(Object::made(run, embedded(kind, json!({ "totalCount": total }))))
}

/// Cuts a page out of all entries. `place` tells how many entries are before a cursor's, and up to it.
pub(crate) fn assemble<'a>(
    run: &'a Run<'a>,
    entries: Vec<Entry>,
    info: &ResolveInfo<'_>,
    given: &Arguments,
    place: impl Fn(&str) -> Result<(usize, usize), FieldError>,
) -> Result<ResolvedValue<'a>, FieldError> {
    let total = entries.len();
    check_bounds(info, given)?;
    let mut from = given.text("after").map(&place).transpose()?.map_or(0, |(_, behind)| behind);
    let mut to = given.text("before").map(&place).transpose()?.map_or(total, |(before, _)| before).max(from);
    if let Some(first) = count(given, "first") {
        to = to.min(from + first);
    }
    if let Some(last) = count(given, "last") {
        from = from.max(to.saturating_sub(last));
    }
    let page: Vec<Entry> = entries.into_iter().take(to).skip(from).collect();
    let kind = info.field_definition().ty.inner_named_type().as_str();
    Ok(Object::made(run, connection(info, kind, page, (from > 0, to < total), total)))
}

fn connection(info: &ResolveInfo<'_>, kind: &str, page: Vec<Entry>, more: (bool, bool), total: usize) -> Record {
    let edge_kind = info.schema().type_field(kind, "edges").map(|field| field.ty.inner_named_type().to_string());
    let edge_kind = edge_kind.unwrap_or_default();
    let edge = |entry: &Entry| json!(embedded(&edge_kind, json!({ "cursor": entry.cursor, "node": entry.value })));
    let page_info = json!({
        "hasPreviousPage": more.0,
        "hasNextPage": more.1,
        "startCursor": page.first().map(|entry| &entry.cursor),
        "endCursor": page.last().map(|entry| &entry.cursor),
    });
    let fields = json!({
        "totalCount": total,
        "filteredCount": total,
        "pageInfo": embedded("PageInfo", page_info),
        "edges": page.iter().map(edge).collect::<Vec<_>>(),
        "nodes": page.into_iter().map(|entry| entry.value).collect::<Vec<_>>(),
    });
    embedded(kind, fields)
}

fn check_bounds(info: &ResolveInfo<'_>, given: &Arguments) -> Result<(), FieldError> {
    let name = info.field_name();
    for bound in ["first", "last"] {
        if let Some(asked) = given.number(bound).filter(|asked| *asked > 100) {
            let message = format!(
                "Requesting {asked} records on the `{name}` connection exceeds the `{bound}` limit of 100 records."
            );
            return Err(fault::field("EXCESSIVE_PAGINATION", &message));
        }
    }
    if count(given, "first").or(count(given, "last")).is_none() && wants_entries(info) {
        let message =
            format!("You must provide a `first` or `last` value to properly paginate the `{name}` connection.");
        return Err(fault::field("MISSING_PAGINATION_BOUNDARIES", &message));
    }
    Ok(())
}

fn count(given: &Arguments, bound: &str) -> Option<usize> {
    given.number(bound).and_then(|count| usize::try_from(count).ok())
}

pub(crate) fn bad_cursor(cursor: &str) -> FieldError {
    fault::field("INVALID_CURSOR_ARGUMENTS", &format!("`{cursor}` does not appear to be a valid cursor."))
}

fn encoded((key, index): &(String, usize)) -> String {
    STANDARD.encode(format!("cursor:{index}:{key}"))
}

fn decoded(cursor: &str) -> Result<(String, usize), FieldError> {
    let read = || {
        let text = String::from_utf8(STANDARD.decode(cursor).ok()?).ok()?;
        let (index, key) = text.strip_prefix("cursor:")?.split_once(':')?;
        Some((key.to_owned(), index.parse().ok()?))
    };
    read().ok_or_else(|| bad_cursor(cursor))
}

//! Fields that find one of a list by what an argument says: `issue(number: 3)`. It must not know pages.

use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use serde_json::{Value, json};

use super::fault;
use super::object::Object;
use super::selection::Arguments;

/// What is found, or null, or an error, as GitHub has it; nothing when the field is none of these.
pub(super) fn resolve<'a>(
    object: &'a Object<'a>,
    info: &ResolveInfo<'_>,
    given: &Arguments,
) -> Result<Option<ResolvedValue<'a>>, FieldError> {
    let (list, key, argument) = match (object.type_name(), info.field_name()) {
        ("Repository", "issue") => ("issues", "number", "number"),
        ("Repository", "pullRequest") => ("pullRequests", "number", "number"),
        ("Repository", "discussion") => ("discussions", "number", "number"),
        ("Repository", "release") => ("releases", "tagName", "tagName"),
        ("Repository", "label") => ("labels", "name", "name"),
        ("Repository", "ref") => ("refs", "qualifiedName", "qualifiedName"),
        ("Repository", "object") if given.text("expression").is_some() => return folder(object, given).map(Some),
        ("Repository", "object") => return commit(object, given).map(Some),
        _ => return Ok(None),
    };
    let wanted = given.iter().find(|(name, _)| *name == argument).map(|(_, value)| value.clone());
    let wanted = match (argument, wanted.unwrap_or_default()) {
        ("qualifiedName", Value::String(name)) if !name.starts_with("refs/") => json!(format!("refs/heads/{name}")),
        (_, wanted) => wanted,
    };
    let items = object.value(list)?.as_array().map(Vec::as_slice).unwrap_or_default();
    let has = |item: &&Value| item.as_str().and_then(|id| object.run.graph.record(id)?.get(key)) == Some(&wanted);
    match items.iter().find(has) {
        Some(id) => Object::of(object.run, id).map(Some),
        None if key != "number" => Ok(Some(ResolvedValue::null())),
        None => {
            let kind = info.field_definition().ty.inner_named_type();
            let article = if kind == "Issue" { "an" } else { "a" };
            let message = format!("Could not resolve to {article} {kind} with the number of {wanted}.");
            Err(fault::field("NOT_FOUND", &message))
        }
    }
}

/// A folder of the default branch, by an expression like `HEAD:docs`.
fn folder<'a>(object: &'a Object<'a>, given: &Arguments) -> Result<ResolvedValue<'a>, FieldError> {
    given.only(&["expression"])?;
    let expression = given.text("expression").unwrap_or_default();
    let Some(path) = expression.strip_prefix("HEAD:") else {
        return Err(fault::unable(&format!("knows nothing of `{expression}`")));
    };
    let tree = object.run.graph.tree(object.value("id")?.as_str().unwrap_or_default(), path);
    Ok(tree.map_or_else(ResolvedValue::null, |tree| Object::made(object.run, tree)))
}

/// A commit by its hash, also one that no branch reaches any more.
fn commit<'a>(object: &'a Object<'a>, given: &Arguments) -> Result<ResolvedValue<'a>, FieldError> {
    given.only(&["oid"])?;
    let repository = object.value("id")?.as_str().unwrap_or_default();
    let id = format!("C_{repository}_{}", given.text("oid").unwrap_or_default());
    match object.run.graph.record(&id) {
        Some(_) => Object::by_id(object.run, &id),
        None => Ok(ResolvedValue::null()),
    }
}

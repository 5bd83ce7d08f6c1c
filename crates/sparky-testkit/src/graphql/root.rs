//! The fields of `Query`. It must not know what is inside of what they find.

use apollo_compiler::resolvers::{FieldError, ResolveInfo, ResolvedValue};
use serde_json::{Value, json};

use super::object::Object;
use super::selection::Arguments;
use super::{Run, fault};
use crate::graph::embedded;

pub(crate) fn resolve<'a>(
    run: &'a Run<'a>,
    info: &ResolveInfo<'_>,
    given: &Arguments,
) -> Result<ResolvedValue<'a>, FieldError> {
    match info.field_name() {
        "viewer" => Ok(Object::made(run, embedded("User", json!({ "id": "U_me", "login": "me", "name": "Me" })))),
        "rateLimit" => Ok(Object::made(run, run.rate_limit.clone())),
        "repository" => repository(run, given),
        "organization" => owner(run, given, Some("Organization")),
        "user" => owner(run, given, Some("User")),
        "repositoryOwner" => owner(run, given, None),
        "node" => node(run, given.text("id").unwrap_or_default()),
        "nodes" => nodes(run, info, given.list("ids").unwrap_or_default()),
        other => Err(fault::unable(&format!("cannot answer `{other}`"))),
    }
}

fn repository<'a>(run: &'a Run<'a>, given: &Arguments) -> Result<ResolvedValue<'a>, FieldError> {
    let (owner, name) = (given.text("owner").unwrap_or_default(), given.text("name").unwrap_or_default());
    let follow = given.flag("followRenames").unwrap_or(true);
    let id = run.graph.repository(&format!("{owner}/{name}"), follow);
    Object::by_id(run, id.ok_or_else(|| fault::no_repository(owner, name))?)
}

/// Of `repositoryOwner` GitHub says null where `organization` and `user` are errors.
fn owner<'a>(run: &'a Run<'a>, given: &Arguments, kind: Option<&str>) -> Result<ResolvedValue<'a>, FieldError> {
    let login = given.text("login").unwrap_or_default();
    let typename = |id: &str| run.graph.record(id).and_then(|record| record.get("__typename")?.as_str());
    let accepted = |id: &String| match kind {
        Some(kind) => typename(id) == Some(kind),
        None => typename(id) != Some("Bot"),
    };
    match (run.graph.account(login).filter(accepted), kind) {
        (Some(id), _) => Object::by_id(run, &id),
        (None, None) => Ok(ResolvedValue::null()),
        (None, Some(kind)) => {
            let article = if kind == "Organization" { "an" } else { "a" };
            let message = format!("Could not resolve to {article} {kind} with the login of '{login}'.");
            Err(fault::field("NOT_FOUND", &message))
        }
    }
}

fn node<'a>(run: &'a Run<'a>, id: &str) -> Result<ResolvedValue<'a>, FieldError> {
    match missing(run, id) {
        Some((kind, message)) => Err(fault::field(kind, &message)),
        None => Object::by_id(run, id),
    }
}

/// Why there is no node of this id.
fn missing(run: &Run<'_>, id: &str) -> Option<(&'static str, String)> {
    let refusal = run.graph.refusal(id).map(|(kind, message)| (kind, message.to_owned()));
    let unknown = || ("NOT_FOUND", format!("Could not resolve to a node with the global id of '{id}'."));
    refusal.or_else(|| run.graph.record(id).is_none().then(unknown))
}

fn nodes<'a>(run: &'a Run<'a>, info: &ResolveInfo<'_>, ids: &[Value]) -> Result<ResolvedValue<'a>, FieldError> {
    if ids.len() > 100 {
        let message = format!("You may not provide more than 100 node ids; you provided {}.", ids.len());
        return Err(fault::field("ARGUMENT_LIMIT", &message));
    }
    let key = info.field_selections().first().map(|field| field.response_key().to_string());
    let mut found = Vec::new();
    for (index, id) in ids.iter().map(|id| id.as_str().unwrap_or_default()).enumerate() {
        let Some((kind, message)) = missing(run, id) else {
            found.push(Object::by_id(run, id)?);
            continue;
        };
        found.push(ResolvedValue::null());
        let error = json!({ "type": kind, "path": [key, index], "locations": [], "message": message });
        run.missing.borrow_mut().push(error);
    }
    Ok(ResolvedValue::list(found))
}

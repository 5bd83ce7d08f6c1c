//! A record as the executor sees it: fields by name, ids followed, connections paged. It must not know what the
//! records are about.

use std::borrow::Cow;

use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use serde_json::Value;

use super::selection::Arguments;
use super::{Run, connection, fault, history, root};
use crate::graph::{Record, embedded};

/// A record in a run.
pub(crate) struct Object<'a> {
    run: &'a Run<'a>,
    record: Cow<'a, Record>,
}

impl<'a> Object<'a> {
    /// Where every query begins.
    pub(crate) fn root(run: &'a Run<'a>) -> Self {
        Self { run, record: Cow::Owned(embedded("Query", Value::Null)) }
    }

    pub(crate) fn made(run: &'a Run<'a>, record: Record) -> ResolvedValue<'a> {
        ResolvedValue::object(Self { run, record: Cow::Owned(record) })
    }

    /// The object of an id, or the object itself, or null.
    pub(crate) fn of(run: &'a Run<'a>, value: &'a Value) -> Result<ResolvedValue<'a>, FieldError> {
        match value {
            Value::Null => Ok(ResolvedValue::null()),
            Value::Object(record) => Ok(ResolvedValue::object(Self { run, record: Cow::Borrowed(record) })),
            Value::Array(items) => Ok(ResolvedValue::List(Box::new(items.iter().map(|item| Self::of(run, item))))),
            Value::String(id) => Self::by_id(run, id),
            other => Err(fault::unable(&format!("holds {other} where an object belongs"))),
        }
    }

    pub(crate) fn by_id(run: &'a Run<'a>, id: &str) -> Result<ResolvedValue<'a>, FieldError> {
        let record = run.graph.record(id).ok_or_else(|| fault::unable(&format!("has no record {id} in this world")))?;
        Ok(ResolvedValue::object(Self { run, record: Cow::Borrowed(record) }))
    }

    fn value(&self, name: &str) -> Result<&Value, FieldError> {
        let unknown = || fault::unable(&format!("has no value for `{}.{name}`", self.type_name()));
        self.record.get(name).ok_or_else(unknown)
    }

    /// One of a list, found by what an argument says: `issue(number: 3)`.
    fn found(&self, list: &str, key: &str, wanted: &Value) -> Result<Option<&Value>, FieldError> {
        let items = self.value(list)?.as_array().map(Vec::as_slice).unwrap_or_default();
        let has = |item: &&Value| item.as_str().and_then(|id| self.run.graph.record(id)?.get(key)) == Some(wanted);
        Ok(items.iter().find(has))
    }

    fn sought(&self, info: &ResolveInfo<'_>, given: &Arguments) -> Result<Option<ResolvedValue<'_>>, FieldError> {
        let (list, key, argument) = match (self.type_name(), info.field_name()) {
            ("Repository", "issue") => ("issues", "number", "number"),
            ("Repository", "pullRequest") => ("pullRequests", "number", "number"),
            ("Repository", "release") => ("releases", "tagName", "tagName"),
            ("Repository", "label") => ("labels", "name", "name"),
            _ => return Ok(None),
        };
        let wanted = given.iter().find(|(name, _)| *name == argument).map(|(_, value)| value.clone());
        let wanted = wanted.unwrap_or_default();
        let Some(id) = self.found(list, key, &wanted)? else {
            if key != "number" {
                return Ok(Some(ResolvedValue::null()));
            }
            let kind = info.field_definition().ty.inner_named_type();
            let article = if kind == "Issue" { "an" } else { "a" };
            let message = format!("Could not resolve to {article} {kind} with the number of {wanted}.");
            return Err(fault::field("NOT_FOUND", &message));
        };
        Object::of(self.run, id).map(Some)
    }
}

impl ObjectValue for Object<'_> {
    fn type_name(&self) -> &str {
        self.record.get("__typename").and_then(Value::as_str).unwrap_or_default()
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        let given = Arguments::of(info);
        if self.type_name() == "Query" {
            return root::resolve(self.run, info, &given);
        }
        if let Some(found) = self.sought(info, &given)? {
            return Ok(found);
        }
        let kind = info.field_definition().ty.inner_named_type().as_str();
        if kind == "CommitHistoryConnection" {
            return history::page(self.run, &self.record, info, &given);
        }
        let value = self.value(info.field_name())?;
        if kind.ends_with("Connection") {
            return connection::page(self.run, value, info, &given);
        }
        given.only(&["size", "limit"])?;
        let is_leaf = info.schema().types.get(kind).is_some_and(|kind| kind.is_scalar() || kind.is_enum());
        if is_leaf { Ok(leaf(value)) } else { Object::of(self.run, value) }
    }
}

fn leaf(value: &Value) -> ResolvedValue<'_> {
    match value {
        Value::Array(items) => ResolvedValue::list(items.iter().map(leaf)),
        other => ResolvedValue::leaf(other.clone()),
    }
}

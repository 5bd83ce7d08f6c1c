//! A record as the executor sees it: fields by name, ids followed, connections paged. It must not know what the
//! records are about.

use std::borrow::Cow;

use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use serde_json::Value;

use super::selection::Arguments;
use super::{Run, connection, fault, history, reactions, root, sought};
use crate::graph::{Record, embedded};

/// A record in a run.
pub(crate) struct Object<'a> {
    pub(super) run: &'a Run<'a>,
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
        if let Some((kind, message)) = run.graph.refusal(id) {
            return Err(fault::field(kind, message));
        }
        let record = run.graph.record(id).ok_or_else(|| fault::unable(&format!("has no record {id} in this world")))?;
        Ok(ResolvedValue::object(Self { run, record: Cow::Borrowed(record) }))
    }

    pub(super) fn value(&self, name: &str) -> Result<&Value, FieldError> {
        let unknown = || fault::unable(&format!("has no value for `{}.{name}`", self.type_name()));
        let list = || self.run.graph.list(self.record.get("id")?.as_str()?, name);
        self.record.get(name).or_else(list).ok_or_else(unknown)
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
        if let Some(found) = sought::resolve(self, info, &given)? {
            return Ok(found);
        }
        let kind = info.field_definition().ty.inner_named_type().as_str();
        if kind == "CommitHistoryConnection" {
            return history::page(self.run, &self.record, info, &given);
        }
        match info.field_name() {
            // Who does not ask for duplicates gets none.
            "stateReason" if given.flag("enableDuplicate") == Some(false) => {
                return Ok(leaf(
                    Some(self.value("stateReason")?).filter(|said| *said != "DUPLICATE").unwrap_or(&Value::Null),
                ));
            }
            "reactionGroups" => return Ok(reactions::groups(self.run, &self.record)),
            "reactions" => return connection::counted(self.run, reactions::total(&self.record), info, &given),
            _ => {}
        }
        let value = self.value(info.field_name())?;
        if kind.ends_with("Connection") {
            return connection::page(self.run, value, info, &given);
        }
        given.only(&["size", "limit", "enableDuplicate"])?;
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

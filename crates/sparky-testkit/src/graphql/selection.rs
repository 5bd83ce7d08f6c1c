//! The values of arguments. It must not know what they mean.

use apollo_compiler::resolvers::{FieldError, ResolveInfo};
use serde_json::{Map, Value};

use super::fault;

/// The arguments of a field that were given.
pub(crate) struct Arguments(Map<String, Value>);

impl Arguments {
    pub(crate) fn of(info: &ResolveInfo<'_>) -> Self {
        let given = serde_json::to_value(info.arguments()).unwrap_or_default();
        let given = given.as_object().cloned().unwrap_or_default();
        Self(given.into_iter().filter(|(_, value)| !value.is_null()).collect())
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.0.get(name)?.as_u64()
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }

    pub(crate) fn list(&self, name: &str) -> Option<&[Value]> {
        self.0.get(name)?.as_array().map(Vec::as_slice)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// An argument that is not among `known` would be ignored, and a test would pass that GitHub fails.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), FieldError> {
        match self.0.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(fault::unable(&format!("ignores the argument `{name}` here"))),
            None => Ok(()),
        }
    }
}

/// Whether a connection is asked for more than its count.
pub(crate) fn wants_entries(info: &ResolveInfo<'_>) -> bool {
    let selections = info.field_selections().iter().map(|field| &field.selection_set);
    let mut fields = selections.flat_map(|selection| selection.root_fields(info.document()));
    fields.any(|field| ["nodes", "edges", "pageInfo"].contains(&field.name.as_str()))
}

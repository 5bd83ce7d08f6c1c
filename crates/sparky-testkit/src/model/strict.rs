//! What the real services refuse: keys that they do not know, schemas that are not closed. It must not know a protocol.

use serde_json::{Map, Value};

/// An object with no other keys than these.
pub(super) fn object<'a>(value: &'a Value, what: &str, known: &[&str]) -> Result<&'a Map<String, Value>, String> {
    let object = value.as_object().ok_or_else(|| format!("{what} is no object"))?;
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("{what}.{key}: Extra inputs are not permitted")),
        None => Ok(object),
    }
}

/// A text that is not empty.
pub(super) fn text(value: &Value, pointer: &str) -> Result<String, String> {
    let text = value.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    if text.is_empty() { Err(format!("{pointer}: a text is required")) } else { Ok(text.to_owned()) }
}

/// A whole number above zero.
pub(super) fn count(value: &Value, pointers: &[&str]) -> Result<u64, String> {
    let found = pointers.iter().find_map(|pointer| value.pointer(pointer).and_then(Value::as_u64));
    found
        .filter(|count| *count > 0)
        .ok_or_else(|| format!("{}: a number above zero is required", pointers.join(" or ")))
}

/// A JSON Schema as structured output wants it: every object closed, every property required.
pub(super) fn schema(schema: &Value) -> Result<(), String> {
    if schema.get("oneOf").is_some() || schema.get("$ref").is_some() {
        return Err("schema: oneOf and $ref are not permitted".to_owned());
    }
    if schema.get("type").and_then(Value::as_str) == Some("object") {
        if schema.get("additionalProperties") != Some(&Value::Bool(false)) {
            return Err("schema: additionalProperties must be false".to_owned());
        }
        let properties = schema.get("properties").and_then(Value::as_object).ok_or("schema: properties are missing")?;
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        if let Some(name) = properties.keys().find(|name| !required.contains(&Value::from(name.as_str()))) {
            return Err(format!("schema: {name} must be required"));
        }
        return properties.values().try_for_each(self::schema);
    }
    schema.get("items").map_or(Ok(()), self::schema)
}

/// The conversation begins and ends with the user, and the sides take turns.
pub(super) fn turns(turns: &[(String, String)]) -> Result<(), String> {
    let wrong = turns
        .iter()
        .enumerate()
        .any(|(at, (role, text))| text.is_empty() || role != if at % 2 == 0 { "user" } else { "assistant" });
    if wrong || turns.len().is_multiple_of(2) {
        Err("messages: the user and the assistant take turns".to_owned())
    } else {
        Ok(())
    }
}

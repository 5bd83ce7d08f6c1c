//! Reads what a model answered. It must not know whether it is true.

use serde::Deserialize;
use serde_json::{Value, json};

/// The answer: sentences by section.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Written {
    pub(super) sections: Vec<WrittenSection>,
}

/// One section.
#[derive(Debug, Deserialize)]
pub(super) struct WrittenSection {
    pub(super) id: String,
    /// Its heading; none or empty where ours is to stand.
    #[serde(default)]
    pub(super) heading: String,
    pub(super) sentences: Vec<String>,
}

/// Reads an answer, also one in a fence of Markdown, as some servers know no schemas.
pub(super) fn read(text: &str) -> Result<Written, String> {
    let text = text.trim();
    let inner = text.strip_prefix("```json").or_else(|| text.strip_prefix("```"));
    let text = inner.and_then(|inner| inner.strip_suffix("```")).unwrap_or(text);
    serde_json::from_str(text).map_err(|error| format!("the answer is not the JSON that was asked for: {error}"))
}

/// The JSON Schema of an answer.
pub(super) fn schema() -> Value {
    let closed = |properties: Value, required: &[&str]| json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    let sentences = json!({ "type": "array", "items": { "type": "string" } });
    let section = closed(
        json!({ "id": { "type": "string" }, "heading": { "type": "string" }, "sentences": sentences }),
        &["id", "heading", "sentences"],
    );
    closed(json!({ "sections": { "type": "array", "items": section } }), &["sections"])
}

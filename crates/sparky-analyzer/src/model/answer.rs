//! The form of an answer. It must not know whether it makes sense.

use serde::Deserialize;
use serde_json::{Value, json};
use sparky_schema::analysis::Work;

/// What a model said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    pub(super) themes: Vec<SaidTheme>,
    pub(super) kinds: Vec<SaidKind>,
    pub(super) insights: Vec<String>,
}

/// Themes that are one, and what it is called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SaidTheme {
    pub(super) themes: Vec<String>,
    pub(super) name: String,
}

/// The kind of work of a change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SaidKind {
    pub(super) change: String,
    pub(super) kind: String,
}

/// The kinds that a model may tell. That something is about security, or an update of a dependency, facts must say.
const KINDS: [(&str, Work); 8] = [
    ("feature", Work::Feature),
    ("fix", Work::Fix),
    ("performance", Work::Performance),
    ("refactor", Work::Refactor),
    ("docs", Work::Docs),
    ("tests", Work::Tests),
    ("build", Work::Build),
    ("other", Work::Other),
];

impl SaidKind {
    pub(super) fn work(&self) -> Option<Work> {
        KINDS.iter().find(|(name, _)| *name == self.kind).map(|(_, work)| *work)
    }
}

/// The JSON Schema of an answer.
pub(super) fn schema() -> Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let kinds: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
    json!({
        "type": "object", "additionalProperties": false, "required": ["themes", "kinds", "insights"],
        "properties": {
            "themes": { "type": "array", "items": {
                "type": "object", "additionalProperties": false, "required": ["themes", "name"],
                "properties": { "themes": texts, "name": { "type": "string" } },
            } },
            "kinds": { "type": "array", "items": {
                "type": "object", "additionalProperties": false, "required": ["change", "kind"],
                "properties": { "change": { "type": "string" }, "kind": { "type": "string", "enum": kinds } },
            } },
            "insights": texts,
        },
    })
}

/// Reads an answer.
pub(super) fn read(text: &str) -> Result<Said, String> {
    serde_json::from_str(text.trim()).map_err(|_| "the answer was not of the form that was asked for".to_owned())
}

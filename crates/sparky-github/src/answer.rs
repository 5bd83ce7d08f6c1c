//! What GitHub answers to a GraphQL query: data, and errors beside it. Partial data is kept.

use serde::Deserialize;
use serde_json::Value;

/// An answer with data. `errors` is not empty when a part of it is missing.
#[derive(Debug, Clone, Deserialize)]
pub struct Answer {
    /// The data; `Null` only when there are errors.
    #[serde(default)]
    pub data: Value,
    /// What is missing, and why.
    #[serde(default)]
    pub errors: Vec<GraphqlError>,
}

/// An error beside the data.
#[derive(Debug, Clone, Deserialize)]
pub struct GraphqlError {
    /// `NOT_FOUND`, `FORBIDDEN`, `RATE_LIMITED`, ...; empty for faults in the query.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// In words.
    #[serde(default)]
    pub message: String,
    /// Where in the data.
    #[serde(default)]
    pub path: Vec<Value>,
}

/// No query costs more, whatever an answer says.
const MOST_POINTS: u64 = 1_000_000;

impl Answer {
    /// Whether anything but nulls and the rate limit came.
    pub(crate) fn has_content(&self) -> bool {
        self.fields().any(|value| !value.is_null())
    }

    /// How many things were asked for.
    pub(crate) fn breadth(&self) -> usize {
        self.fields().count()
    }

    /// What it cost. GitHub charges at least a point for what it answers.
    pub(crate) fn cost(&self) -> u64 {
        self.data.pointer("/rateLimit/cost").and_then(Value::as_u64).unwrap_or(1).min(MOST_POINTS)
    }

    fn fields(&self) -> impl Iterator<Item = &Value> {
        let fields = self.data.as_object().into_iter().flatten();
        fields.filter(|(name, _)| *name != "rateLimit").map(|(_, value)| value)
    }
}

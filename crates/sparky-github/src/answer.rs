//! What GitHub answers to a GraphQL query: data, errors beside it, and the state of the limits. Partial data is kept.

use chrono::{DateTime, Utc};
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

/// What the headers say about limits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    /// No request before this, because GitHub said so for this answer.
    pub(crate) retry_after: Option<RetryAfter>,
    /// Requests or points left.
    pub(crate) remaining: Option<u64>,
    /// When they are renewed.
    pub(crate) reset: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum RetryAfter {
    Seconds(u64),
    At(DateTime<Utc>),
}

impl Limits {
    pub(crate) fn read(header: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str| header(name).and_then(|text| text.trim().parse::<u64>().ok());
        let reset = number("x-ratelimit-reset").and_then(|at| i64::try_from(at).ok());
        Self {
            retry_after: header("retry-after").and_then(|text| retry_after(text.trim())),
            remaining: number("x-ratelimit-remaining"),
            reset: reset.and_then(|at| DateTime::from_timestamp(at, 0)),
        }
    }
}

/// `Retry-After` is a number of seconds or an HTTP date.
fn retry_after(text: &str) -> Option<RetryAfter> {
    if let Ok(seconds) = text.parse() {
        return Some(RetryAfter::Seconds(seconds));
    }
    DateTime::parse_from_rfc2822(text).ok().map(|at| RetryAfter::At(at.with_timezone(&Utc)))
}

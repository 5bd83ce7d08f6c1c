//! What is remembered of a request. It must not know how it was answered.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;

/// A request that came.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The name of its operation; empty when it had none.
    pub operation: String,
    /// The query.
    pub query: String,
    /// The variables.
    pub variables: Value,
    /// The headers; names in lower case. The token is left out.
    pub headers: BTreeMap<String, String>,
    /// When it came, by the clock.
    pub at: DateTime<Utc>,
    /// The status of the answer, also when the answer did not arrive.
    pub status: u16,
    /// How long the body of the answer was, also when it did not arrive. Nothing is compressed.
    pub bytes: usize,
    /// What it cost.
    pub cost: u64,
    /// How many nodes it asked for at most.
    pub nodes: u64,
    /// Whose it was: 0 for the token that came first, 1 for the next.
    pub token: usize,
    /// How many requests were on their way, itself included.
    pub in_flight: usize,
    /// Whether it came although GitHub had told this token to wait longer. Of requests at the same time, one can be on
    /// its way when another is told so; ask one after the other before blaming a client.
    pub too_early: bool,
}

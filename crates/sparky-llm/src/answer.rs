//! What a model said, and what it took. It must not know whether it makes sense.

use serde::{Deserialize, Serialize};

/// What a model said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The text, JSON if the model did as it was told.
    pub text: String,
    /// Why it ended.
    pub stop: Stop,
    /// Which model.
    pub model: String,
    /// What it took.
    pub usage: Usage,
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// All is said.
    Done,
    /// There was no room for more.
    CutOff,
    /// The model, or a filter, would not.
    Refused,
}

/// Tokens of a call. Each counts once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Read.
    pub input: u64,
    /// Read from the provider's cache.
    pub cached_input: u64,
    /// Read and put into the provider's cache.
    pub cache_write: u64,
    /// Written.
    pub output: u64,
}

impl Usage {
    /// Tokens both ways.
    pub const fn total(&self) -> u64 {
        self.input + self.cached_input + self.cache_write + self.output
    }
}

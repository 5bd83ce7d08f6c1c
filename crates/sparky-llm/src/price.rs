//! What tokens cost. It must not know any price: these change, so they are configuration with a date.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::answer::Usage;

/// US dollars for a million tokens, as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// When somebody looked.
    pub as_of: NaiveDate,
    /// Tokens that are read.
    pub input: f64,
    /// Tokens that are written.
    pub output: f64,
    /// Tokens that the provider had in its cache; like others when none.
    pub cached_input: Option<f64>,
    /// Tokens that the provider put into its cache; like others when none.
    pub cache_write: Option<f64>,
}

impl Price {
    /// What a call has cost.
    pub(crate) fn of(&self, usage: &Usage) -> f64 {
        let share = |tokens: u64, price: f64| tokens as f64 * price / 1_000_000.0;
        share(usage.input, self.input)
            + share(usage.cached_input, self.cached_input.unwrap_or(self.input))
            + share(usage.cache_write, self.cache_write.unwrap_or(self.input))
            + share(usage.output, self.output)
    }

    /// What a call of so many tokens can cost at most.
    pub(crate) fn at_most(&self, input: u64, output: u64) -> f64 {
        let dearest = [self.cached_input, self.cache_write].into_iter().flatten().fold(self.input, f64::max);
        Self { input: dearest, ..*self }.of(&Usage { input, output, ..Usage::default() })
    }
}

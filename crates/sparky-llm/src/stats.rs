//! What calls came to so far.

/// What a client did since it was made.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Stats {
    /// Requests sent, those that failed too.
    pub calls: u64,
    /// Answers that were known already.
    pub cache_hits: u64,
    /// Tokens both ways; an estimate for calls whose bill never came.
    pub tokens: u64,
    /// US dollars; an estimate for calls whose bill never came.
    pub cost_usd: f64,
}

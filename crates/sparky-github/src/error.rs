//! Why GitHub gave no answer. A variant is what the caller can do about it.

use chrono::{DateTime, Utc};

/// Why GitHub gave no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no token.
    #[error("GitHub wants a token and there is none")]
    NoToken,
    /// The token is wrong or has expired.
    #[error("GitHub refused the token: {message}")]
    BadCredentials {
        /// GitHub's words.
        message: String,
    },
    /// The token may not do this.
    #[error("GitHub does not allow this: {message}")]
    Forbidden {
        /// GitHub's words.
        message: String,
    },
    /// Access is blocked.
    #[error("GitHub blocks access: {message}")]
    Blocked {
        /// GitHub's words.
        message: String,
    },
    /// There is no such thing, or the token may not know of it.
    #[error("GitHub knows no {what}")]
    NotFound {
        /// What was asked for.
        what: String,
    },
    /// The limit is reached and the wait is longer than is allowed.
    #[error("GitHub's rate limit is reached; it allows the next request at {until}")]
    RateLimited {
        /// When the next request is allowed.
        until: DateTime<Utc>,
    },
    /// The caller's own allowance is spent, whatever GitHub would still give.
    #[error("the {points} points of this job are spent")]
    Spent {
        /// What it was allowed.
        points: u64,
    },
    /// GitHub or the network failed, again and again.
    #[error("GitHub did not answer properly after {attempts} attempts (`{operation}`): {message}")]
    Unavailable {
        /// Which query.
        operation: &'static str,
        /// How often it was tried.
        attempts: u32,
        /// What went wrong the last time.
        message: String,
    },
    /// The query asks for more than GitHub gives at once, or takes it too long: ask for less at a time.
    #[error("the query is too heavy for GitHub (`{operation}`): {message}")]
    TooHeavy {
        /// Which query.
        operation: &'static str,
        /// What GitHub or the network said.
        message: String,
    },
    /// The reserve is larger than what there is.
    #[error("a reserve of {reserve} points leaves too little of the {limit} points an hour; make it smaller")]
    Reserve {
        /// Points for other jobs.
        reserve: u64,
        /// Points of the token.
        limit: u64,
    },
    /// The GitHub App cannot be used.
    #[error("the GitHub App `{id}` cannot be used: {message}")]
    App {
        /// The app.
        id: String,
        /// Why, and what to do.
        message: String,
    },
    /// GitHub understood the request and refused it: a fault of this program.
    #[error("GitHub refused the query `{operation}`: {message}")]
    Refused {
        /// Which query.
        operation: &'static str,
        /// GitHub's words.
        message: String,
    },
    /// The client cannot be built.
    #[error("the address `{address}` of GitHub's API cannot be used: {message}")]
    Address {
        /// The address.
        address: String,
        /// Why.
        message: String,
    },
}

impl Error {
    /// Whether another attempt, a little later, may succeed: GitHub or the network failed. A limit does not count: as
    /// long as the caller allows was waited for it already.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable { .. })
    }
}

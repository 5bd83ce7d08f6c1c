//! Why no model answered. Keys never appear here.

use std::time::Duration;

/// Why no model answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The call could cost more than is left.
    #[error("{model} was not asked: {limit} would be passed; raise it in [llm], or wait")]
    Budget {
        /// The model.
        model: String,
        /// Which limit, and what is left of it.
        limit: String,
    },
    /// There is a limit in money and nobody knows what the model costs.
    #[error("{model} was not asked: its price is unknown, so no limit in money can be kept; add it to llm.price_table")]
    NoPrice {
        /// The model.
        model: String,
    },
    /// The key is wrong, or may not use the model, or its account is empty.
    #[error("{model} may not be used: {message}; check the key and the account")]
    NotAllowed {
        /// The model.
        model: String,
        /// What the provider said.
        message: String,
    },
    /// The provider will not take this request, now or later.
    #[error("{model} refused the request with status {status}: {message}; check llm.model and llm.base_url")]
    Rejected {
        /// The model.
        model: String,
        /// The status.
        status: u16,
        /// What the provider said.
        message: String,
    },
    /// A limit of the provider lasts longer than may be waited.
    #[error("{model} has a limit that lasts another {} s; run again later, or raise llm.max_wait", .wait.as_secs())]
    Limited {
        /// The model.
        model: String,
        /// How long.
        wait: Duration,
    },
    /// The provider was down or too slow, several times.
    #[error("{model} did not answer: {message}; run again later, or raise llm.timeout")]
    Unavailable {
        /// The model.
        model: String,
        /// What happened the last time.
        message: String,
    },
    /// A key or an address cannot be used.
    #[error("{model} cannot be asked: {message}")]
    Setup {
        /// The model.
        model: String,
        /// What is wrong.
        message: String,
    },
    /// There is no model.
    #[error("no model is configured; set llm.model")]
    NoModel,
    /// What was spent cannot be read or written, so nothing more may be spent.
    #[error(transparent)]
    Store(#[from] sparky_store::Error),
}

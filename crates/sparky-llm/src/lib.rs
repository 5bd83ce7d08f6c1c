//! The one language-model client. [`Client::complete`] takes a [`Request`] to the first model of a list that answers,
//! within a budget, and remembers the answer, so that the same question is never paid for twice.
//!
//! ```text
//! request -> cache (any model of the list) -> budget (estimate, refuse) -> provider (OpenAI's protocol, Anthropic's)
//!         -> judge (answer, again, end) -> bill -> cache
//! ```
//!
//! It must not know what is asked or why, where settings come from, or what prices are: these are settings, too.

mod answer;
mod attempts;
mod budget;
mod cache;
mod client;
mod clock;
mod error;
mod judge;
mod price;
mod provider;
mod reach;
mod redact;
mod request;
mod settings;
mod stats;
mod strangers;
mod transport;

pub use answer::{Answer, Stop, Usage};
pub use client::{Client, Purse};
pub use clock::Clock;
pub use error::Error;
pub use price::Price;
pub use reach::{Reach, reach};
pub use redact::redacted;
pub use request::{Message, Request, Role};
pub use settings::{Limits, Model, Provider, Settings};
pub use stats::Stats;
pub use strangers::{fenced, gives_orders, shown};

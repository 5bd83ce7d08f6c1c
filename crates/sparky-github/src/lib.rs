//! The one GitHub client: transport over octocrab, authentication, pacing and back-off, for GraphQL.
//!
//! It must not know what is asked: queries and their meaning are the callers'. The token never leaves this crate but
//! in a request.

mod answer;
mod backoff;
mod client;
mod clock;
mod error;
mod judge;
mod transport;

pub use answer::{Answer, GraphqlError};
pub use client::{GitHub, Settings, Stats};
pub use clock::{Clock, SystemClock};
pub use error::Error;

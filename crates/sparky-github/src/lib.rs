//! The one GitHub client: transport over octocrab, authentication, pacing and back-off, for GraphQL and for
//! reading and writing over REST.
//!
//! It must not know what is asked: queries and their meaning are the callers'. Tokens and keys never leave this crate
//! but in a request.

mod answer;
mod app;
mod backoff;
mod client;
mod clock;
mod door;
mod error;
mod judge;
mod limits;
mod meter;
mod pace;
mod pool;
mod question;
mod quota;
mod seats;
mod settings;
mod standing;
mod ticket;
mod transport;

pub use answer::{Answer, GraphqlError};
pub use client::GitHub;
pub use clock::{Clock, SystemClock};
pub use error::Error;
pub use meter::Stats;
pub use settings::{Credential, Patience, Settings};
pub use standing::Standing;

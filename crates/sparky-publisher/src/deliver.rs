//! What is to be done at one target: items brought there, each in three steps that the ledger outlives (the intent, the
//! call, the result), or a look that writes nothing. It must not know how a target works.

mod ahead;
mod come;
mod errand;
mod mirror;
mod service;
mod steps;

pub(crate) use ahead::Ahead;
pub use come::Checked;
pub(crate) use come::{Came, Delivery, Withdrawn, entry, failure};
pub(crate) use errand::{Errand, Task};
pub(crate) use service::fingerprint;

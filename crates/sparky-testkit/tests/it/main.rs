//! The fakes behave as what they stand for: whoever tests against them must not learn something untrue.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod changes;
mod client;
mod faults;
mod generated;
mod kinds;
mod limits;
mod paging;
mod queries;
mod sample;
mod scratch;
mod validation;

//! The fakes behave as what they stand for: whoever tests against them must not learn something untrue.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod client;
mod faults;
mod limits;
mod paging;
mod queries;
mod sample;
mod scratch;
mod validation;

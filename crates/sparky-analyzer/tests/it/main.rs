//! The analyzer through its one verb, on collections written as JSON.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its own input has failed")]

mod attention;
mod backlog;
mod bad_input;
mod bots;
mod flow;
mod golden;
mod happenings;
mod health;
mod impact;
mod insights;
mod listing;
mod metrics;
mod model;
mod order;
mod past;
mod people;
mod roles;
mod themes;
mod totals;
mod trend;
mod work;
mod world;

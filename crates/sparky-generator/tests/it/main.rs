//! The generator through its public doors.
#![expect(clippy::unwrap_used, reason = "tests")]

mod bands;
mod cards;
mod cases;
mod examples;
mod gaps;
mod golden;
mod insights;
mod languages;
mod model;
mod numbers;
mod overrides;
mod pictures;
mod social;
mod strangers;
mod style;
mod text;

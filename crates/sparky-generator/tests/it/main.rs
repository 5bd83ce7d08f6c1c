//! The generator through its public doors.
#![expect(clippy::unwrap_used, reason = "tests")]

mod bands;
mod cases;
mod examples;
mod golden;
mod insights;
mod overrides;
mod social;
mod text;

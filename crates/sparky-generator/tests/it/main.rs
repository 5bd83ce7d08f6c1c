//! The generator through its public doors.
#![expect(clippy::unwrap_used, reason = "tests")]

mod bands;
mod cases;
mod golden;
mod overrides;
mod social;
mod text;

//! The client through its public door, against a scripted model.

#![expect(clippy::unwrap_used, reason = "tests")]

mod budget;
mod fallback;
mod faults;
mod fuzz;
mod protocols;
mod scene;

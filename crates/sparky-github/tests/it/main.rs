//! The client against a loopback server that answers as GitHub does on a bad day, and a clock that only records.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod app;
mod faults;
mod heavy;
mod limits;
mod points;
mod rest;
mod scene;
mod secrets;
mod server;
mod several;

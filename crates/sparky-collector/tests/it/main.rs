//! The collector through its one verb: clones made on the spot, and a GitHub that answers from a script.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod clone;
mod clone_damage;
mod clone_settings;
mod github;
mod people;
mod scene;
mod server;

//! The door to git: the real binary, and scripts that show in which environment it would run.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod environment;
mod runs;
mod scene;

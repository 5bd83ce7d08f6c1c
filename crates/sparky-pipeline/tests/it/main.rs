//! The stages together, night after night.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod attempts;
mod digests;
mod house;
mod nights;

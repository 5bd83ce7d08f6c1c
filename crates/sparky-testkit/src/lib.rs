//! For tests only: a fake GitHub that answers GraphQL from a world of its own, a scripted language model, a frozen clock, and scratch
//! repositories.
//!
//! Nothing that ships may depend on it, and it must not know any other crate of this workspace. A fault in here is a
//! failed test, so it panics with a message where a library would return an error.
#![expect(clippy::expect_used, clippy::panic, reason = "a fault of the test kit is a failed test")]

mod clock;
mod damage;
mod graph;
mod graphql;
mod model;
pub mod schema;
mod scratch;
mod server;
pub mod world;

pub use clock::TestClock;
pub use damage::{Dice, damaged, reshaped};
pub use model::{Asked, FakeModel, Play, Protocol};
pub use scratch::{Commit as ScratchCommit, ScratchRepo};
pub use server::{FakeGitHub, FakeService, Fault, Meddling, Received, Response, Seen, Trouble};
pub use world::World;

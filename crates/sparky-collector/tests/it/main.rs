//! The collector through its one verb: clones made on the spot, and a GitHub that answers from a world of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod backlog;
mod churn;
mod clone;
mod clone_damage;
mod clone_settings;
mod cost;
mod damage;
mod edits;
mod faults;
mod fuzz;
mod github;
mod gone;
mod hub;
mod incremental;
mod kept;
mod kill;
mod lists;
mod names;
mod people;
mod reactions;
mod reread;
mod scene;
mod shares;
mod standing;
mod windows;
mod worlds;

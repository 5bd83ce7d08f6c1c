//! The command as a user runs it: words in, files, output and exit code out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod actions;
mod aftermath;
mod alerts;
mod approval;
mod bad_input;
mod control;
mod corrections;
mod dashboard;
mod docs;
mod health;
mod hooks;
mod init;
mod install;
mod model;
mod networks;
mod nights;
mod openmetrics;
mod pipeline;
mod preview;
mod private;
mod publish;
mod scene;
mod scripts;
mod sessions;
mod shards;
mod shards_apart;
mod states;
mod threats;

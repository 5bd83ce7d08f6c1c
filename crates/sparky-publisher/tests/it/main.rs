//! The publisher through its one verb, against folders and bare repositories on this machine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod bad_input;
mod blogs;
mod chats;
mod config;
mod control;
mod docs_git;
mod edited;
mod fakes;
mod faults;
mod files;
mod folder;
mod github;
mod github_issue;
mod limits;
mod matrix;
mod networks;
mod outage;
mod pages;
mod pictures;
mod places;
mod race;
mod refusal;
mod scene;
mod services;
mod storm;
mod wire;
mod withdraw;

//! The facts: one type per kind of record, as collected. E-mail addresses appear only as hashes.
//!
//! Records show the world as of the end of a window: a state that came later is not there. They must not hold
//! anything that was computed from other records; that is the analyzer's.

mod comment;
mod commit;
mod discussion;
mod issue;
mod people;
mod pull_request;
mod release;
mod review;
mod workflow_run;

pub use comment::{Comment, Reactions};
pub use commit::{Commit, FileChange};
pub use discussion::Discussion;
pub use issue::Issue;
pub use people::{Actor, Association, Signature};
pub use pull_request::{Mergeable, PullRequest, TimelineEvent, TimelineEventKind};
pub use release::Release;
pub use review::{Review, ReviewState};
pub use workflow_run::WorkflowRun;

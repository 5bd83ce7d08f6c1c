//! The kinds of records that are kept in month files, and what the store must see in each: its key, when it was made,
//! and the last moment at which a window can see it. It must not know files.

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sparky_schema::Kind;
use sparky_schema::records::{Comment, Commit, Discussion, Issue, PullRequest, Release, Review, WorkflowRun};

/// What tells records of one kind apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKey {
    /// The number of a pull request or an issue.
    Number(u64),
    /// An object id, an id of the service, or a tag.
    Text(String),
}

/// A kind of records that is kept in month files. Two kinds may share a record type, as comments do.
pub trait RecordKind {
    /// The record type.
    type Record: Serialize + DeserializeOwned;
    /// The kind; its name is that of the folder.
    const KIND: Kind;
    /// Whether the time of creation of a record may change, so that it has to be looked for in every month.
    const MOVES: bool = false;

    /// What tells the record apart.
    fn key(record: &Self::Record) -> RecordKey;
    /// The time that decides month and order.
    fn created(record: &Self::Record) -> DateTime<Utc>;
    /// The last thing that a window can see in the record.
    fn latest(record: &Self::Record) -> DateTime<Utc> {
        Self::created(record)
    }
    /// Whether it is open, as far as the record knows.
    fn is_open(_record: &Self::Record) -> bool {
        false
    }
}

macro_rules! kind {
    ($(#[$doc:meta])* $name:ident, $record:ty, $key:expr, $created:ident, { $($rest:tt)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}

        impl RecordKind for $name {
            type Record = $record;
            const KIND: Kind = Kind::$name;

            fn key(record: &$record) -> RecordKey {
                let key: fn(&$record) -> RecordKey = $key;
                key(record)
            }

            fn created(record: &$record) -> DateTime<Utc> {
                record.$created
            }

            $($rest)*
        }
    };
}

kind!(
    /// Commits, by committer date and object id.
    Commits, Commit, |commit| RecordKey::Text(commit.sha.to_string()), committed_at, {}
);
kind!(
    /// Pull requests, by creation and number; seen until they were last updated, because what is said about them is.
    PullRequests, PullRequest, |pull| RecordKey::Number(pull.number), created_at, {
        fn latest(pull: &PullRequest) -> DateTime<Utc> {
            let moments = [pull.merged_at, pull.closed_at, pull.updated_at];
            moments.into_iter().flatten().fold(pull.created_at, DateTime::max)
        }

        fn is_open(pull: &PullRequest) -> bool {
            pull.closed_at.is_none() && pull.merged_at.is_none()
        }
    }
);
kind!(
    /// Issues, by creation and number; seen until they were last updated, because what is said in them is.
    Issues, Issue, |issue| RecordKey::Number(issue.number), created_at, {
        fn latest(issue: &Issue) -> DateTime<Utc> {
            [issue.closed_at, issue.updated_at].into_iter().flatten().fold(issue.created_at, DateTime::max)
        }

        fn is_open(issue: &Issue) -> bool {
            issue.closed_at.is_none()
        }
    }
);
kind!(
    /// Reviews, by submission and id.
    Reviews, Review, |review| RecordKey::Text(review.id.clone()), submitted_at, {}
);
kind!(
    /// Conversation comments, by creation and id.
    Comments, Comment, |comment| RecordKey::Text(comment.id.clone()), created_at, {}
);
kind!(
    /// Comments on diffs, by creation and id.
    ReviewComments, Comment, |comment| RecordKey::Text(comment.id.clone()), created_at, {}
);
kind!(
    /// Releases, by publication and tag; a tag can be published again.
    Releases, Release, |release| RecordKey::Text(release.tag.clone()), published_at, {
        const MOVES: bool = true;
    }
);
kind!(
    /// Discussions, by creation and number, with what was said in them.
    Discussions, Discussion, |discussion| RecordKey::Number(discussion.number), created_at, {
        fn latest(discussion: &Discussion) -> DateTime<Utc> {
            let moments = [discussion.answered_at, discussion.closed_at, discussion.updated_at];
            let said = discussion.comments.iter().map(|comment| comment.created_at);
            moments.into_iter().flatten().chain(said).fold(discussion.created_at, DateTime::max)
        }
    }
);
kind!(
    /// Runs of workflows, by start and id.
    WorkflowRuns, WorkflowRun, |run| RecordKey::Text(run.id.clone()), started_at, {
        fn latest(run: &WorkflowRun) -> DateTime<Utc> {
            run.finished_at.map_or(run.started_at, |finished| finished.max(run.started_at))
        }
    }
);

//! What is remembered of a repository between runs, beside its records: how it was last seen, and how far each kind
//! is known. It must not know how kinds are read.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::collection::{About, Checks, Head, Open};
use sparky_schema::gap::{Kind, Note};
use sparky_schema::ids::Sha;

use super::reread::Round;
use super::spans::Spans;
use super::standing::Standing;

/// What is remembered of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct State {
    /// The id, which a new name does not change.
    pub(crate) id: String,
    pub(crate) url: Option<String>,
    pub(crate) default_branch: Option<String>,
    pub(crate) private: bool,
    pub(crate) notes: Vec<Note>,
    pub(crate) about: Option<About>,
    pub(crate) checks: Option<Checks>,
    pub(crate) open: Option<Open>,
    pub(crate) commits: Commits,
    pub(crate) pull_requests: List,
    pub(crate) issues: List,
    pub(crate) discussions: List,
    pub(crate) releases: Releases,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) standing: Option<Standing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) round: Option<Round>,
    /// The head whose workflow runs are known, and the state of its checks then.
    pub(crate) workflow_runs: Option<Checks>,
}

/// How far commits are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Commits {
    /// The head up to which they are known.
    pub(crate) head: Option<Head>,
    /// Everything committed at this moment or later and reachable from the head is known.
    pub(crate) since: Option<DateTime<Utc>>,
    /// How far the first reading came before it broke off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) begun: Option<Begun>,
    /// The heads at the end of earlier windows, the newest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) heads: Vec<WindowHead>,
}

/// A first reading that is not at its end. What it has read is stored; the history goes on behind the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Begun {
    /// What was committed at this moment or later is read.
    pub(crate) since: DateTime<Utc>,
    /// Where it began, and how many commits there are in all.
    pub(crate) head: Head,
    /// How many of them are to be read.
    pub(crate) count: u64,
    pub(crate) cursor: String,
}

/// The head of the default branch when a window was collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WindowHead {
    /// The window: its period and its id.
    pub(crate) window: String,
    /// Its end.
    pub(crate) until: DateTime<Utc>,
    /// None when the repository was empty.
    pub(crate) head: Option<Sha>,
}

/// How far a list that is sorted by its last updates is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct List {
    /// How long it was when its top was read.
    pub(crate) count: u64,
    /// The highest number seen: what comes later has a higher one.
    pub(crate) highest: u64,
    /// Whether reading broke off before anybody counted what is gone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_uncounted: bool,
    pub(crate) spans: Spans,
    /// What is open; none where nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) open: Option<OpenOnes>,
}

/// What of a list is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenOnes {
    /// The list was looked at when nothing in it was newer.
    pub(crate) at: DateTime<Utc>,
    /// Their numbers.
    pub(crate) numbers: BTreeSet<u64>,
}

/// How far releases are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Releases {
    /// A digest of what a probe saw when they were read; they are read again when it changes.
    pub(crate) seen: String,
}

impl State {
    /// Forgets that a kind is known, so that it is read again.
    pub(crate) fn forget(&mut self, kind: Kind) {
        match kind {
            Kind::Commits => {
                self.commits = Commits { heads: std::mem::take(&mut self.commits.heads), ..Commits::default() }
            }
            Kind::PullRequests | Kind::Reviews | Kind::ReviewComments => self.pull_requests = List::default(),
            Kind::Issues => self.issues = List::default(),
            Kind::Comments => {
                self.pull_requests = List::default();
                self.issues = List::default();
            }
            Kind::Releases => self.releases = Releases::default(),
            Kind::Discussions => self.discussions = List::default(),
            Kind::WorkflowRuns => self.workflow_runs = None,
        }
    }
}

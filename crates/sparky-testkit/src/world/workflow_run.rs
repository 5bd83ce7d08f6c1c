//! Runs of workflows. It must not know commits.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::at;

/// A run of a workflow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorkflowRun {
    /// Its number, which no other run has.
    pub id: u64,
    /// The name of the workflow; empty for the checks of an app, which have no workflow.
    pub name: String,
    /// The app whose checks these are, when it is not GitHub's own.
    pub app: Option<String>,
    /// The hash of the commit that it ran for.
    pub head: String,
    /// What started it.
    pub event: String,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it finished.
    pub finished_at: Option<DateTime<Utc>>,
    /// How it ended, like `SUCCESS`.
    pub conclusion: Option<String>,
}

impl WorkflowRun {
    /// A run of the workflow `CI` that a push started and that has not finished.
    pub fn new(id: u64, head: &str, time: &str) -> Self {
        Self {
            id,
            name: "CI".to_owned(),
            head: head.to_owned(),
            event: "push".to_owned(),
            started_at: at(time),
            ..Self::default()
        }
    }

    /// The same run, finished.
    #[must_use]
    pub fn finished(mut self, conclusion: &str, time: &str) -> Self {
        self.conclusion = Some(conclusion.to_owned());
        self.finished_at = Some(at(time));
        self
    }
}

//! Runs of workflows on the default branch. It must not know the other kinds.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::Sha;

/// One run of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkflowRun {
    /// The id of the service.
    pub id: String,
    /// The name of the workflow.
    pub name: String,
    /// The commit that it ran for.
    pub head: Sha,
    /// What started it: `push`, `schedule`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it finished, if that was before the window's end.
    pub finished_at: Option<DateTime<Utc>>,
    /// How it ended, in the service's words in lower case: `success`, `failure`, `cancelled`.
    pub conclusion: Option<String>,
    /// Its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

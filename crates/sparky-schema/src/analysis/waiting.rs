//! What waits for somebody. It must not know for whom.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PersonName;
use crate::ids::RepoName;

/// A pull request or issue that was open at the end of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// Names the fact: `owner/name#12`.
    pub id: String,
    /// What it is.
    pub kind: WaitingKind,
    /// Where.
    pub repository: RepoName,
    /// Its number.
    pub number: u64,
    /// The page that shows it.
    pub url: Option<String>,
    /// The title as prose tells it. Escape it.
    pub subject: String,
    /// Who opened it.
    pub author: Option<PersonName>,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The local date of that.
    pub date: NaiveDate,
    /// How long it had been open when the window ended, as text prints it.
    pub open_for: Option<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Reviews up to the window's end, for a pull request.
    pub reviews: Option<u64>,
    /// Conversation comments in the window.
    pub comments: Option<u64>,
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitingKind {
    /// A pull request.
    PullRequest,
    /// An issue.
    Issue,
}

//! People and bots, and what each of them did. It must not know what was done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Role;
use crate::ids::{Login, RepoName};

/// How a person is named in text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonName {
    /// What text prints: the login, else the name in the commit.
    pub name: String,
    /// The login, if known.
    pub login: Option<Login>,
    /// The profile page, if known.
    pub url: Option<String>,
    /// Whether this is a bot.
    pub bot: bool,
}

/// What one person did in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The person.
    pub person: PersonName,
    /// Commits authored, merges included.
    pub commits: u64,
    /// Own pull requests that were merged.
    pub pull_requests_merged: u64,
    /// Pull requests opened.
    pub pull_requests_opened: u64,
    /// Reviews submitted.
    pub reviews: u64,
    /// Issues opened.
    pub issues_opened: u64,
    /// Comments of both sorts.
    pub comments: u64,
    /// Pull requests of others that this person merged.
    pub merged_for_others: u64,
    /// Lines added by own commits without merges.
    pub additions: u64,
    /// Lines deleted by own commits without merges.
    pub deletions: u64,
    /// Repositories with activity, sorted.
    pub repositories: Vec<RepoName>,
    /// Scopes of own changes, most frequent first, at most three.
    pub scopes: Vec<String>,
    /// What they were to the project in the window.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Whether the service says that a pull request that they opened in the window is their first one there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub newcomer: bool,
    /// What they did, on each day of the window in order: commits, pull requests opened and merged, merges for others,
    /// reviews, issues opened, comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<u64>,
    /// The same by local hour of the day: 24 counts from midnight on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<u64>,
    /// The days since they were last here, when these are 90 or more and every day of them is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_after_days: Option<u64>,
    /// Pull requests of bots that were merged in the window with this person behind them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub led: u64,
    /// Own commits that name an assistant as a co-author.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub assisted: u64,
    /// What sort of bot it is, where its name tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bot_kind: Option<BotKind>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// The sorts of bots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BotKind {
    /// It updates dependencies.
    Dependencies,
    /// It writes or reviews code for somebody.
    Assistant,
}

/// Commits that an assistant has a part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assisted {
    /// The assistant, as the trailers name it.
    pub assistant: PersonName,
    /// Commits of people in the window whose trailers name it.
    pub commits: u64,
}

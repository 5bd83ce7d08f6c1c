//! Commits. It must not know branches.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::at;

/// A commit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commit {
    /// Its hash, in 40 digits.
    pub sha: String,
    /// The hashes of its parents.
    pub parents: Vec<String>,
    /// Its message.
    pub message: String,
    /// The name of its author.
    pub name: String,
    /// The e-mail address of its author.
    pub email: String,
    /// The account that GitHub found for the address.
    pub login: Option<String>,
    /// When it was written.
    pub authored_at: DateTime<Utc>,
    /// When it was made.
    pub committed_at: DateTime<Utc>,
    /// Lines added.
    pub additions: u64,
    /// Lines deleted.
    pub deletions: u64,
    /// Files changed.
    pub changed_files: u64,
    /// What automation says of it, like `SUCCESS`, when that is not what its workflow runs say.
    pub checks: Option<String>,
}

impl Commit {
    /// A commit by an account, written and made at this time; three lines added and one deleted.
    pub fn new(login: &str, time: &str, message: &str) -> Self {
        Self {
            message: message.to_owned(),
            name: login.to_owned(),
            email: format!("{login}@users.noreply.github.com"),
            login: Some(login.to_owned()),
            authored_at: at(time),
            committed_at: at(time),
            additions: 3,
            deletions: 1,
            changed_files: 1,
            ..Self::default()
        }
    }

    /// The same commit as the merge of these parents.
    #[must_use]
    pub fn merging(mut self, parents: &[&str]) -> Self {
        self.parents = parents.iter().map(|&parent| parent.to_owned()).collect();
        self
    }

    /// The same commit by somebody whom GitHub does not know.
    #[must_use]
    pub fn by_stranger(mut self, name: &str, email: &str) -> Self {
        self.login = None;
        name.clone_into(&mut self.name);
        email.clone_into(&mut self.email);
        self
    }
}

//! Repositories, commits and releases. It must not know issues and pull requests but as lists.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Issue, PullRequest, at};

/// A repository.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Repository {
    /// `owner/name`.
    pub name_with_owner: String,
    /// What it says about itself.
    pub description: Option<String>,
    /// Its topics.
    pub topics: Vec<String>,
    /// Whether it is private.
    pub private: bool,
    /// Whether it is archived.
    pub archived: bool,
    /// Whether it is a fork.
    pub fork: bool,
    /// Whether it exists but may not be seen: GitHub then says that it does not exist.
    pub hidden: bool,
    /// The commits of all branches, each after its parents. A repository without any is empty.
    pub commits: Vec<Commit>,
    /// The head of the default branch, when it is not the last commit.
    pub head: Option<String>,
    /// The heads of the other branches.
    pub branches: BTreeMap<String, String>,
    /// The tags, and the commits they stand on.
    pub tags: BTreeMap<String, String>,
    /// The issues.
    pub issues: Vec<Issue>,
    /// The pull requests.
    pub pull_requests: Vec<PullRequest>,
    /// The releases.
    pub releases: Vec<Release>,
}

impl Repository {
    /// An empty repository.
    pub fn new(name_with_owner: &str) -> Self {
        Self { name_with_owner: name_with_owner.to_owned(), ..Self::default() }
    }

    /// The head of the default branch.
    pub fn head(&self) -> Option<&str> {
        self.head.as_deref().or_else(|| self.commits.last().map(|commit| commit.sha.as_str()))
    }

    /// Adds a commit on the last one, unless it names parents, and gives it a hash, unless it has one. Returns the hash.
    pub fn push(&mut self, mut commit: Commit) -> String {
        if commit.parents.is_empty() {
            commit.parents.extend(self.head().map(str::to_owned));
        }
        if commit.sha.is_empty() {
            let seen = format!("{} {} {commit:?}", self.name_with_owner, self.commits.len());
            commit.sha = format!("{:x}", HexOf(&Sha256::digest(seen)[..20]));
        }
        self.commits.push(commit.clone());
        commit.sha
    }

    /// The pull request of this number, to change it.
    ///
    /// # Panics
    /// When there is none.
    pub fn pull_request(&mut self, number: u64) -> &mut PullRequest {
        let found = self.pull_requests.iter_mut().find(|pull_request| pull_request.number == number);
        found.unwrap_or_else(|| panic!("{} has no pull request {number}", self.name_with_owner))
    }

    /// The issue of this number, to change it.
    ///
    /// # Panics
    /// When there is none.
    pub fn issue(&mut self, number: u64) -> &mut Issue {
        let found = self.issues.iter_mut().find(|issue| issue.number == number);
        found.unwrap_or_else(|| panic!("{} has no issue {number}", self.name_with_owner))
    }
}

struct HexOf<'a>(&'a [u8]);

impl std::fmt::LowerHex for HexOf<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

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

/// A release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Release {
    /// Its tag.
    pub tag_name: String,
    /// Its title.
    pub name: Option<String>,
    /// Its text.
    pub body: String,
    /// Who made it.
    pub author: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was published; a draft never was.
    pub published_at: Option<DateTime<Utc>>,
    /// Whether it is a prerelease.
    pub prerelease: bool,
}

impl Release {
    /// A release that was published at this time.
    pub fn new(tag_name: &str, author: &str, time: &str) -> Self {
        Self {
            tag_name: tag_name.to_owned(),
            name: Some(tag_name.to_owned()),
            author: Some(author.to_owned()),
            created_at: at(time),
            published_at: Some(at(time)),
            ..Self::default()
        }
    }
}

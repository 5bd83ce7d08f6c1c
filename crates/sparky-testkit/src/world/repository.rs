//! Repositories. It must not know what is in their lists.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Commit, Discussion, Issue, PullRequest, Release, WorkflowRun};

/// A repository.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Repository {
    /// `owner/name`.
    pub name_with_owner: String,
    /// Its number, which a new name does not change; made of its place in the world when 0.
    pub database_id: u64,
    /// What it says about itself.
    pub description: Option<String>,
    /// Its site.
    pub homepage: Option<String>,
    /// The language with the most code.
    pub language: Option<String>,
    /// The SPDX id of its license.
    pub license: Option<String>,
    /// How many people have starred it.
    pub stars: u64,
    /// How many forks it has.
    pub forks: u64,
    /// How many people watch it.
    pub watchers: u64,
    /// When it was created, when that was before its first commit.
    pub created_at: Option<DateTime<Utc>>,
    /// Its topics.
    pub topics: Vec<String>,
    /// Whether it is private.
    pub private: bool,
    /// Whether it is archived.
    pub archived: bool,
    /// Whether it is a fork.
    pub fork: bool,
    /// Whether it exists but may not be seen: GitHub then says that it does not exist. Hide what is to be deleted, so
    /// that the ids of the others stay.
    pub hidden: bool,
    /// Whether the token may know of it and not read it (`FORBIDDEN`).
    pub forbidden: bool,
    /// Whether nobody may read it, for example for legal reasons.
    pub blocked: bool,
    /// The commits of all branches, each after its parents. A repository without any is empty.
    pub commits: Vec<Commit>,
    /// The head of the default branch, when it is not the last commit.
    pub head: Option<String>,
    /// The name of the default branch, when it is not `main`.
    pub default_branch: Option<String>,
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
    /// The discussions; none when they are switched off.
    pub discussions: Option<Vec<Discussion>>,
    /// The paths of the files on the default branch, as far as they matter.
    pub files: Vec<String>,
    /// The paths of the files that its owner gives to all repositories that have none of their own.
    pub inherited: Vec<String>,
    /// The workflow runs.
    pub workflow_runs: Vec<WorkflowRun>,
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

    /// The name of the default branch.
    pub fn default_branch(&self) -> &str {
        self.default_branch.as_deref().unwrap_or("main")
    }

    /// Adds a commit on the head, which moves to it, unless it names parents, and gives it a hash, unless it has one. Returns the hash.
    pub fn push(&mut self, mut commit: Commit) -> String {
        if commit.parents.is_empty() {
            commit.parents.extend(self.head().map(str::to_owned));
        }
        self.store(commit)
    }

    fn store(&mut self, mut commit: Commit) -> String {
        if commit.sha.is_empty() {
            let seen = format!("{} {} {commit:?}", self.name_with_owner, self.commits.len());
            commit.sha = format!("{:x}", HexOf(&Sha256::digest(seen)[..20]));
        }
        if self.head.is_some() {
            self.head = Some(commit.sha.clone());
        }
        self.commits.push(commit.clone());
        commit.sha
    }

    /// Rewrites the default branch: it is the history of `onto` (nothing, when none) with these commits on top. What is
    /// no more reachable stays stored, as on GitHub. Returns the new head.
    ///
    /// # Panics
    /// When there is neither a commit to keep nor one to add.
    pub fn force_push(&mut self, onto: Option<&str>, commits: impl IntoIterator<Item = Commit>) -> String {
        let mut head = onto.map(str::to_owned);
        for mut commit in commits {
            commit.parents = head.into_iter().collect();
            head = Some(self.store(commit));
        }
        self.head.clone_from(&head);
        head.expect("a commit to keep or to add")
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

//! An independent count of the totals of a window, by their definitions, straight from the world. It shares no code
//! with what answers queries, and must not know any query.

mod people;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Commit, Repository, World};
use people::People;

/// The totals of a window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each field is the total of its name")]
pub struct Count {
    pub commits: u64,
    pub merge_commits: u64,
    pub pull_requests_opened: u64,
    pub pull_requests_merged: u64,
    pub pull_requests_closed: u64,
    pub issues_opened: u64,
    pub issues_closed: u64,
    pub reviews: u64,
    pub comments: u64,
    pub review_comments: u64,
    pub releases: u64,
    pub contributors: u64,
    pub bots: u64,
    pub additions: u64,
    pub deletions: u64,
    pub events: u64,
}

impl World {
    /// The totals of these repositories in `[since, until)`; of all of them when none is named.
    pub fn count(&self, repositories: &[&str], since: DateTime<Utc>, until: DateTime<Utc>) -> Count {
        let mut tally = Tally { since, until, count: Count::default(), people: People::default() };
        for repository in &self.repositories {
            if repositories.is_empty() || repositories.contains(&repository.name_with_owner.as_str()) {
                tally.code(repository);
                tally.pull_requests(repository);
                tally.issues(repository);
            }
        }
        tally.done()
    }
}

struct Tally {
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    count: Count,
    people: People,
}

impl Tally {
    fn within(&self, time: DateTime<Utc>) -> bool {
        self.since <= time && time < self.until
    }

    fn has(&self, time: Option<DateTime<Utc>>) -> bool {
        time.is_some_and(|time| self.within(time))
    }

    fn code(&mut self, repository: &Repository) {
        for commit in history(repository) {
            if !self.within(commit.committed_at) {
                continue;
            }
            self.count.commits += 1;
            if commit.parents.len() > 1 {
                self.count.merge_commits += 1;
            } else {
                self.count.additions += commit.additions;
                self.count.deletions += commit.deletions;
            }
            self.people.committed(commit);
        }
        let releases = repository.releases.iter().filter(|release| self.has(release.published_at)).count() as u64;
        self.count.releases += releases;
    }

    fn pull_requests(&mut self, repository: &Repository) {
        for pull in &repository.pull_requests {
            let (opened, merged) = (self.within(pull.created_at), self.has(pull.merged_at));
            let given_up = pull.merged_at.is_none() && self.has(pull.closed_at);
            self.count.pull_requests_opened += u64::from(opened);
            self.count.pull_requests_merged += u64::from(merged);
            self.count.pull_requests_closed += u64::from(given_up);
            if opened || merged {
                self.people.acted(pull.author.as_deref());
            }
            if merged {
                self.people.acted(pull.merged_by.as_deref());
            }
            for review in pull.reviews.iter().filter(|review| !review.deleted && review.state != "PENDING") {
                if self.has(review.submitted_at) {
                    self.count.reviews += 1;
                    self.people.acted(review.author.as_deref());
                }
                let said = review.comments.iter().filter(|comment| !comment.deleted);
                for comment in said {
                    if self.within(comment.created_at) {
                        self.count.review_comments += 1;
                        self.people.acted(comment.author.as_deref());
                    }
                }
            }
            self.conversation(&pull.comments);
        }
    }

    fn issues(&mut self, repository: &Repository) {
        for issue in &repository.issues {
            if self.within(issue.created_at) {
                self.count.issues_opened += 1;
                self.people.acted(issue.author.as_deref());
            }
            self.count.issues_closed += u64::from(self.has(issue.closed_at));
            self.conversation(&issue.comments);
        }
    }

    fn conversation(&mut self, comments: &[super::Comment]) {
        for comment in comments.iter().filter(|comment| !comment.deleted) {
            if self.within(comment.created_at) {
                self.count.comments += 1;
                self.people.acted(comment.author.as_deref());
            }
        }
    }

    fn done(self) -> Count {
        let count = self.count;
        let pulls = count.pull_requests_opened + count.pull_requests_merged + count.pull_requests_closed;
        Count {
            contributors: self.people.persons.len() as u64,
            bots: self.people.bots.len() as u64,
            events: pulls + count.issues_opened + count.issues_closed + count.releases,
            ..count
        }
    }
}

/// The commits that the head of the default branch reaches, each once.
fn history(repository: &Repository) -> Vec<&Commit> {
    let by_sha: BTreeMap<&str, &Commit> = repository.commits.iter().map(|commit| (&*commit.sha, commit)).collect();
    let mut seen = BTreeSet::new();
    let mut todo: Vec<&str> = repository.head().into_iter().collect();
    let mut found = Vec::new();
    while let Some(sha) = todo.pop() {
        if let Some(commit) = by_sha.get(sha).filter(|_| seen.insert(sha)) {
            todo.extend(commit.parents.iter().map(String::as_str));
            found.push(*commit);
        }
    }
    found
}

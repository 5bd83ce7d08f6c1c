//! A repository that grows by one event after the other. It must not know days.

use chrono::{DateTime, TimeDelta, Utc};

use super::Size;
use super::chance::Chance;
use crate::world::{Comment, Commit, Issue, PullRequest, Release, Repository, Review};

const PEOPLE: [&str; 8] = ["ada", "grace", "linus-l", "edsger", "barbara", "ken", "margaret", "alan"];
const VERDICTS: [&str; 4] = ["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"];

/// A repository, and what of it is open.
pub(super) struct Project {
    pub(super) repository: Repository,
    open_pulls: Vec<usize>,
    open_issues: Vec<usize>,
    next_number: u64,
}

impl Project {
    pub(super) fn new(name: &str, time: DateTime<Utc>) -> Self {
        let mut repository = Repository::new(name);
        repository.created_at = Some(time);
        Self { repository, open_pulls: Vec::new(), open_issues: Vec::new(), next_number: 1 }
    }

    /// One event. What cannot happen, because nothing is open, becomes a commit.
    pub(super) fn happen(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let (pulls, issues) = (!self.open_pulls.is_empty(), !self.open_issues.is_empty());
        match chance.below(100) {
            30..42 => self.open_pull(chance, time),
            42..52 if pulls => self.merge(chance, time),
            52..54 if pulls => self.give_up(chance, time),
            54..64 => self.open_issue(chance, time),
            64..71 if issues => self.close_issue(chance, time),
            71..82 if pulls => self.review(chance, time),
            82..90 if pulls => self.comment_on_pull(chance, time),
            90..98 if issues => self.comment_on_issue(chance, time),
            98 => self.release(chance, time),
            _ => self.commit(chance, time),
        }
    }

    /// Whether it holds all that it shall hold.
    pub(super) fn has_grown_to(&self, size: Size) -> bool {
        self.size() == size
    }

    /// One event that does not make it too large. What is scarce comes in proportion, so that all grow together.
    pub(super) fn happen_within(&mut self, size: Size, chance: &mut Chance, time: DateTime<Utc>) {
        let Size { commits, issues, pull_requests } = self.size();
        let commits = size.commits.saturating_sub(commits);
        let (issues, pulls) = (size.issues.saturating_sub(issues), size.pull_requests.saturating_sub(pull_requests));
        let left = commits + issues + pulls;
        match chance.index(2 * left) {
            // A merge brings two commits at most.
            index if index < commits && index.is_multiple_of(3) && commits > 1 && !self.open_pulls.is_empty() => {
                self.merge(chance, time);
            }
            index if index < commits => self.commit(chance, time),
            index if index < commits + issues => self.open_issue(chance, time),
            index if index < left => self.open_pull(chance, time),
            _ => self.talk(chance, time),
        }
    }

    fn size(&self) -> Size {
        let Repository { commits, issues, pull_requests, .. } = &self.repository;
        Size { commits: commits.len(), issues: issues.len(), pull_requests: pull_requests.len() }
    }

    /// Reviews, comments, the end of an issue, a release: nothing that counts as growth.
    fn talk(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let (pulls, issues) = (!self.open_pulls.is_empty(), !self.open_issues.is_empty());
        match chance.below(100) {
            0..35 if pulls => self.review(chance, time),
            35..65 if pulls => self.comment_on_pull(chance, time),
            65..90 if issues => self.comment_on_issue(chance, time),
            90..98 if issues => self.close_issue(chance, time),
            _ => self.release(chance, time),
        }
    }

    fn number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number - 1
    }

    fn commit(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let commit = work(chance, time, "Work on the main branch");
        self.repository.push(commit);
    }

    fn open_pull(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let number = self.number();
        self.open_pulls.push(self.repository.pull_requests.len());
        self.repository.pull_requests.push(PullRequest {
            number,
            title: format!("Change {number}"),
            author: somebody(chance),
            created_at: time,
            labels: labels(chance),
            draft: chance.below(10) == 0,
            additions: chance.below(400),
            deletions: chance.below(200),
            changed_files: 1 + chance.below(9),
            ..PullRequest::default()
        });
    }

    fn merge(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let index = self.open_pulls.swap_remove(chance.index(self.open_pulls.len()));
        let (number, created_at) =
            (self.repository.pull_requests[index].number, self.repository.pull_requests[index].created_at);
        let message = format!("Change {number} (#{number})");
        let sha = if let Some(base) = self.repository.head().map(str::to_owned).filter(|_| chance.below(3) == 0) {
            // Dated before it landed, as three in ten commits are.
            let topic = work(chance, created_at + TimeDelta::seconds(1), "Work on a topic");
            let topic = self.repository.push(topic);
            self.repository.push(work(chance, time, &message).merging(&[&base, &topic]))
        } else {
            self.repository.push(work(chance, time, &message))
        };
        let pull = &mut self.repository.pull_requests[index];
        (pull.merged_at, pull.closed_at, pull.merge_commit) = (Some(time), Some(time), Some(sha));
        pull.merged_by = Some((*chance.pick(&PEOPLE)).to_owned());
    }

    fn give_up(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let index = self.open_pulls.swap_remove(chance.index(self.open_pulls.len()));
        self.repository.pull_requests[index].closed_at = Some(time);
    }

    fn open_issue(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let number = self.number();
        self.open_issues.push(self.repository.issues.len());
        self.repository.issues.push(Issue {
            number,
            title: format!("Problem {number}"),
            author: somebody(chance),
            created_at: time,
            labels: labels(chance),
            ..Issue::default()
        });
    }

    fn close_issue(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let index = self.open_issues.swap_remove(chance.index(self.open_issues.len()));
        self.repository.issues[index].closed_at = Some(time);
    }

    fn review(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let index = *chance.pick(&self.open_pulls);
        let review = Review {
            author: somebody(chance),
            state: (*chance.pick(&VERDICTS)).to_owned(),
            submitted_at: Some(time),
            comments: (0..chance.below(3)).map(|_| remark(chance, time)).collect(),
            ..Review::default()
        };
        self.repository.pull_requests[index].reviews.push(review);
    }

    fn comment_on_pull(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let index = *chance.pick(&self.open_pulls);
        self.repository.pull_requests[index].comments.push(remark(chance, time));
    }

    fn comment_on_issue(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let index = *chance.pick(&self.open_issues);
        self.repository.issues[index].comments.push(remark(chance, time));
    }

    fn release(&mut self, chance: &mut Chance, time: DateTime<Utc>) {
        let number = self.repository.releases.len();
        self.repository.releases.push(Release {
            tag_name: format!("v0.{number}.0"),
            author: Some((*chance.pick(&PEOPLE)).to_owned()),
            created_at: time - TimeDelta::minutes(10),
            // One in eight stays a draft.
            published_at: (chance.below(8) > 0).then_some(time),
            ..Release::default()
        });
    }
}

/// A person, sometimes a bot or a deleted account.
fn somebody(chance: &mut Chance) -> Option<String> {
    match chance.below(20) {
        0 => None,
        1 => Some("dependabot[bot]".to_owned()),
        _ => Some((*chance.pick(&PEOPLE)).to_owned()),
    }
}

fn labels(chance: &mut Chance) -> Vec<String> {
    let mut found: Vec<String> = (0..chance.below(3)).map(|_| format!("label-{}", chance.below(6))).collect();
    found.sort();
    found.dedup();
    found
}

fn remark(chance: &mut Chance, time: DateTime<Utc>) -> Comment {
    Comment { author: somebody(chance), created_at: time, body: "Agreed.".to_owned(), ..Comment::default() }
}

/// A commit by a person, a bot or somebody whom GitHub does not know.
fn work(chance: &mut Chance, time: DateTime<Utc>, message: &str) -> Commit {
    let name = *chance.pick(&PEOPLE);
    let (login, email) = match chance.below(20) {
        0 => (None, format!("{name}@example.org")),
        1 => (None, "49699333+dependabot[bot]@users.noreply.github.com".to_owned()),
        _ => (Some(name.to_owned()), format!("{name}@users.noreply.github.com")),
    };
    Commit {
        message: message.to_owned(),
        name: name.to_owned(),
        email,
        login,
        authored_at: time - TimeDelta::seconds(i64::try_from(chance.below(3_600)).unwrap_or_default()),
        committed_at: time,
        additions: chance.below(300),
        deletions: chance.below(100),
        changed_files: 1 + chance.below(6),
        ..Commit::default()
    }
}

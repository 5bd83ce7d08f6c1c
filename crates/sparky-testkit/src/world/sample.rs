//! A small project over two weeks, the same each time: enough of everything that real projects surprise with. It must
//! not know what is tested with it.

mod rows;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Comment, Commit, Issue, PullRequest, Release, Repository, Review, World, at};
use rows::{DOCS_ISSUES, DOCS_PULLS, ENGINE_ISSUES, ENGINE_PULLS, Row};

/// The number of the pull request of `acme/engine` that has more reviews and comments than a page holds.
const LONG: u64 = 12;

/// Two repositories of the organization `acme` in the weeks 2026-W27 and 2026-W28 (29 June to 12 July, UTC), with 60
/// events: 22 pull requests opened, 16 merged, 1 closed; 13 issues opened, 7 closed; 1 release.
///
/// There are bots, deleted accounts, titles with Markdown, HTML and letters of many scripts, merge commits and
/// squashed ones, commits by somebody whom GitHub does not know, and a pull request with 110 reviews and 130 comments.
/// `acme/engine` was called `acme/motor` before.
pub fn sample() -> World {
    let mut engine = project("acme/engine", ENGINE_PULLS, ENGINE_ISSUES);
    let head = engine.head().unwrap_or_default().to_owned();
    engine.tags.insert("v2.0.0".to_owned(), head);
    engine.releases.push(Release::new("v2.0.0", "grace", "2026-07-10T15:00:00Z"));
    lengthen(engine.pull_request(LONG));
    engine.description = Some("Analytical engines, large and small".to_owned());
    engine.topics = vec!["engine".to_owned(), "rust".to_owned()];
    let mut world = World::of([engine, project("acme/docs-site", DOCS_PULLS, DOCS_ISSUES)]);
    world.organizations.push("acme".to_owned());
    world.renames.insert("acme/motor".to_owned(), "acme/engine".to_owned());
    world
}

/// Pull requests are numbered from 1, issues after them.
fn project(name: &str, pulls: &[Row], issues: &[Row]) -> Repository {
    let mut repository = Repository::new(name);
    repository.pull_requests = pulls.iter().zip(1..).map(|(row, number)| pull_request(row, number)).collect();
    let first = pulls.len() as u64 + 1;
    repository.issues = issues.iter().zip(first..).map(|(row, number)| issue(row, number)).collect();
    repository.push(Commit::new("ada", "2026-06-26T09:00:00Z", "Start the two weeks"));
    let mut merged: Vec<&PullRequest> =
        repository.pull_requests.iter().filter(|pull| pull.merged_at.is_some()).collect();
    merged.sort_by_key(|pull| pull.merged_at);
    for pull in merged.into_iter().cloned().collect::<Vec<_>>() {
        land(&mut repository, &pull);
    }
    let stranger = Commit::new("x", "2026-07-12T20:00:00Z", "Fix a typo, sent by post");
    repository.push(stranger.by_stranger("Charles Babbage", "charles@example.org"));
    repository
}

fn pull_request(row: &Row, number: u64) -> PullRequest {
    let mut pull = PullRequest::new(number, row.author, &row.opened(), row.title);
    pull.author = row.person();
    pull.body = format!("Closes nothing.\n\n<!-- template -->\n{}", row.title);
    pull.additions = 7 * number;
    pull.deletions = 3 * number;
    pull.labels = row.labels();
    let until = pull.created_at + TimeDelta::hours(1);
    if row.author.ends_with("[bot]") {
        pull.comments.push(Comment {
            author: None,
            created_at: until,
            body: "@dependabot rebase".to_owned(),
            ..Comment::default()
        });
    } else {
        let reviewer = if row.author == "grace" { "ada" } else { "grace" };
        pull.reviews.push(Review { submitted_at: Some(until), ..Review::new(reviewer, "APPROVED", &row.opened()) });
        pull.comments.push(Comment {
            author: Some("github-actions[bot]".to_owned()),
            created_at: until,
            body: "Coverage: **91 %**".to_owned(),
            ..Comment::default()
        });
    }
    match row.end() {
        Some(end) if row.closed => pull.closed(&end),
        Some(end) => pull.merged(if number.is_multiple_of(2) { "ada" } else { "grace" }, &end),
        None => pull,
    }
}

fn issue(row: &Row, number: u64) -> Issue {
    let mut issue = Issue::new(number, row.author, &row.opened(), row.title);
    issue.author = row.person();
    issue.labels = row.labels();
    issue.closed_at = row.end().map(|end| at(&end));
    let later = issue.created_at + TimeDelta::minutes(30);
    issue.comments.push(Comment {
        author: Some("linus-l".to_owned()),
        created_at: later,
        body: "Same here.".to_owned(),
        ..Comment::default()
    });
    issue
}

/// Every third pull request lands with a merge commit, the others squashed.
fn land(repository: &mut Repository, pull: &PullRequest) {
    let Some(merged) = pull.merged_at else { return };
    if !pull.number.is_multiple_of(3) {
        repository.push(change(pull, merged, &format!("{} (#{})", pull.title, pull.number)));
        return;
    }
    let base = repository.head().unwrap_or_default().to_owned();
    let topic = repository.push(change(pull, merged - TimeDelta::hours(2), &pull.title));
    let message = format!("Merge pull request #{} from acme/topic\n\n{}", pull.number, pull.title);
    repository.push(Commit::new("ada", &merged.to_rfc3339(), &message).merging(&[&base, &topic]));
}

/// The commit that a pull request brings. Of a deleted account its name and address are left.
fn change(pull: &PullRequest, time: DateTime<Utc>, message: &str) -> Commit {
    let commit = Commit::new(pull.author.as_deref().unwrap_or_default(), &time.to_rfc3339(), message);
    let commit = Commit { additions: pull.additions, deletions: pull.deletions, ..commit };
    match &pull.author {
        Some(_) => commit,
        None => commit.by_stranger("Joseph Jacquard", "jacquard@example.org"),
    }
}

/// Gives a pull request 110 reviews, the last with 25 comments on the diff, and 130 comments in the conversation.
fn lengthen(pull: &mut PullRequest) {
    let opened = pull.created_at;
    let minute = |number: i64| opened + TimeDelta::minutes(number);
    let remark = |number| Comment {
        author: Some("linus-l".to_owned()),
        created_at: minute(number),
        body: format!("Remark {number}"),
        ..Comment::default()
    };
    pull.reviews = (0..110)
        .map(|number| Review {
            author: Some(if number % 2 == 0 { "grace" } else { "linus-l" }.to_owned()),
            state: "COMMENTED".to_owned(),
            submitted_at: Some(minute(number)),
            ..Review::default()
        })
        .collect();
    if let Some(last) = pull.reviews.last_mut() {
        last.comments = (0..25).map(remark).collect();
    }
    pull.comments = (0..130).map(remark).collect();
}

//! Worlds in which every list is longer than what comes with the thing it belongs to.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use sparky_testkit::World;
use sparky_testkit::world::{
    Comment, Commit, Discussion, DiscussionComment, FileChange, Issue, PullRequest, Release, Repository, Review,
    TimelineEvent, WorkflowRun, at,
};

/// How long lists inside of pull requests, issues and discussions are: more than is asked for at first.
pub(crate) const LONG: usize = 17;
/// How many files the long pull request changes.
pub(crate) const FILES: usize = 60;

const MONDAY: &str = "2026-07-06T00:00:00Z";

/// So many minutes after Monday.
pub(crate) fn minute(number: usize) -> String {
    let time: DateTime<Utc> = at(MONDAY) + TimeDelta::minutes(i64::try_from(number).unwrap());
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn names(prefix: &str) -> Vec<String> {
    (0..LONG).map(|number| format!("{prefix}{number:02}")).collect()
}

fn remarks(from: usize) -> Vec<Comment> {
    (from..from + LONG).map(|number| Comment::new("ken", &minute(number), "Hm")).collect()
}

/// A repository with a bit of everything, and another one.
pub(crate) fn small() -> World {
    let mut app = Repository::new("acme/app");
    for number in 0..4 {
        app.push(Commit::new("ada", &minute(number), "Work"));
    }
    let heads: Vec<String> = app.commits.iter().map(|commit| commit.sha.clone()).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let head = app.push(Commit::new("ada", &minute(10), "Octopus").merging(&heads));
    app.pull_requests = vec![long_pull(), PullRequest::new(2, "ada", &minute(3), "Other").merged("ken", &minute(9))];
    app.issues = (3..3 + LONG as u64).map(|number| Issue::new(number, "ken", &minute(5), "Fault")).collect();
    app.issues[0] = long_issue();
    app.discussions = Some(vec![long_discussion()]);
    app.releases = vec![Release::new("v1", "ada", &minute(40)), Release::new("v2", "ada", &minute(50))];
    let checks =
        WorkflowRun { name: String::new(), app: Some("codecov".to_owned()), ..WorkflowRun::new(2, &head, &minute(11)) };
    app.workflow_runs = vec![WorkflowRun::new(1, &head, &minute(11)).finished("SUCCESS", &minute(15)), checks];
    let mut lib = Repository::new("acme/lib");
    lib.push(Commit::new("grace", &minute(7), "Library"));
    lib.issues.push(Issue::new(1, "ada", &minute(8), "Fault").closed(&minute(90)));
    let mut world = World::of([app, lib]);
    world.organizations.push("acme".to_owned());
    world
}

fn long_pull() -> PullRequest {
    let review = |number| Review::new("grace", "COMMENTED", &minute(100 + number));
    let event = |number| TimelineEvent::new("ReviewRequestedEvent", "ada", &minute(200 + number));
    let file = |number| FileChange { path: format!("src/f{number:02}.rs"), additions: 2, deletions: 1 };
    let mut reviews: Vec<Review> = (0..LONG).map(review).collect();
    reviews[LONG - 1].comments = remarks(150);
    PullRequest {
        labels: names("label-"),
        assignees: names("person-"),
        closes: (3..3 + LONG as u64).collect(),
        comments: remarks(20),
        timeline: (0..LONG).map(event).collect(),
        files: (0..FILES).map(file).collect(),
        milestone: Some("One\nday".to_owned()),
        association: Some("MEMBER".to_owned()),
        reactions: [("HEART".to_owned(), 2), ("EYES".to_owned(), 0)].into(),
        reviews,
        ..PullRequest::new(1, "ada", &minute(2), "Long")
    }
}

fn long_issue() -> Issue {
    let (labels, assignees) = (names("kind-"), names("person-"));
    Issue { labels, assignees, comments: remarks(60), ..Issue::new(3, "ken", &minute(5), "Long") }
}

fn long_discussion() -> Discussion {
    let mut comments: Vec<DiscussionComment> =
        remarks(300).into_iter().map(|said| DiscussionComment { said, replies: Vec::new() }).collect();
    comments[LONG - 1].replies = remarks(400);
    Discussion { labels: names("talk-"), comments, ..Discussion::new(90, "ada", &minute(6), "Talk") }
}

//! What changes without a new time of update is mended within some days, at a small cost a night.

use std::time::Duration;

use sparky_collector::Config;
use sparky_schema::records::{Comment as Record, Reactions};
use sparky_testkit::world::{Comment, Commit, Issue, PullRequest, Release, Repository, Review};
use sparky_testkit::{Fault, Trouble, World};

use crate::hub::{Hub, bytes, only};
use crate::scene::{day, week};

const DAY: Duration = Duration::from_secs(86_400);

fn app() -> Repository {
    let mut found = Repository::new("acme/app");
    found.push(Commit::new("ada", "2026-07-07T10:00:00Z", "Work"));
    let mut issue = Issue::new(1, "ada", "2026-07-08T10:00:00Z", "Fault");
    issue.comments =
        ["10", "11", "12"].map(|hour| Comment::new("ken", &format!("2026-07-08T{hour}:30:00Z"), "Yes")).into();
    let mut pull = PullRequest::new(2, "ada", "2026-07-08T10:00:00Z", "Change").merged("ben", "2026-07-09T10:00:00Z");
    pull.reviews = vec![Review {
        comments: vec![Comment::new("ben", "2026-07-08T11:00:00Z", "Here")],
        ..Review::new("ben", "COMMENTED", "2026-07-08T11:00:00Z")
    }];
    found.releases = vec![Release::new("v1", "ada", "2026-07-08T12:00:00Z")];
    (found.issues, found.pull_requests) = (vec![issue], vec![pull]);
    found
}

/// A comment goes and reactions come, without any trace in times or counts of the lists.
fn change(hub: &Hub) {
    hub.server.change(|world| {
        let found = world.repository("acme/app");
        found.issue(1).comments[1].deleted = true;
        found.issue(1).comments[0].reactions.insert("HEART".to_owned(), 2);
        found.pull_request(2).reviews[0].comments[0].reactions.insert("ROCKET".to_owned(), 1);
        found.releases[0].reactions.insert("HOORAY".to_owned(), 3);
    });
}

fn said(comments: &[Record]) -> Vec<Reactions> {
    comments.iter().map(|comment| comment.reactions.clone()).collect()
}

/// The nights after `week` in which something is read again, and what each cost beside its probe.
fn nights(hub: &Hub, days: u32, config: impl Fn(Config) -> Config) -> Vec<(u32, usize, u64)> {
    let mut busy = Vec::new();
    for night in 1..=days {
        hub.clock.advance(DAY);
        let window =
            day(&(chrono::NaiveDate::from_ymd_opt(2026, 7, 12).unwrap() + chrono::Days::new(night.into())).to_string());
        let config = config(hub.config(&window));
        let (_, requests, points) = hub.cost(|hub| hub.collect_as(&config, &hub.data).unwrap());
        if requests > 1 {
            busy.push((night, requests - 1, points));
        }
    }
    busy
}

#[test]
fn what_left_no_trace_is_mended_within_the_period() {
    let hub = Hub::new(World::of([app()]));
    hub.all(&week());
    change(&hub);
    assert_eq!(said(&only(hub.all(&week())).records.comments), vec![Reactions::new(); 3], "nobody knows yet");
    let busy = nights(&hub, 30, |config| config);
    let [(night, requests, points)] = busy[..] else { panic!("one night of thirty: {busy:?}") };
    assert!((15..=30).contains(&night) && requests <= 3 && points <= 10, "{busy:?}");
    let records = only(hub.all(&week())).records;
    assert_eq!(said(&records.comments), [[("heart".to_owned(), 2)].into(), Reactions::new()]);
    assert_eq!(said(&records.review_comments), [[("rocket".to_owned(), 1)].into()]);
    assert_eq!(records.releases[0].reactions, [("hooray".to_owned(), 3)].into());
    assert_eq!(bytes(&hub.all(&week())), bytes(&hub.fresh(&week()).unwrap()));
}

#[test]
fn nothing_is_read_again_where_that_is_switched_off() {
    let hub = Hub::new(World::of([app()]));
    hub.all(&week());
    change(&hub);
    assert_eq!(nights(&hub, 40, |config| Config { reread_days: 0, ..config }), []);
    assert_eq!(said(&only(hub.all(&week())).records.comments), vec![Reactions::new(); 3]);
}

#[test]
fn a_night_reads_a_little_and_all_repositories_have_their_turn() {
    let projects = (0..12).map(|number| {
        let mut found = Repository::new(&format!("acme/r{number:02}"));
        found.push(Commit::new("ada", "2026-07-07T10:00:00Z", "Work"));
        let issue = |number| {
            let mut issue = Issue::new(number, "ada", "2026-07-08T10:00:00Z", "Fault");
            issue.comments = vec![Comment::new("ken", "2026-07-08T11:00:00Z", "Yes")];
            issue
        };
        found.issues = (1..=70).map(issue).collect();
        found
    });
    let hub = Hub::new(World::of(projects));
    hub.all(&week());
    hub.server.change(|world| {
        for issue in world.repositories.iter_mut().flat_map(|found| &mut found.issues) {
            issue.comments[0].reactions.insert("HEART".to_owned(), 1);
        }
    });
    let busy = nights(&hub, 30, |config| config);
    assert!(busy.len() > 6 && busy.iter().all(|(_, requests, points)| *requests <= 2 && *points <= 20), "{busy:?}");
    let seen = hub.all(&week());
    let comments = seen.repositories.iter().flat_map(|facts| &facts.records.comments);
    assert_eq!(comments.filter(|comment| comment.reactions.is_empty()).count(), 0);
}

#[test]
fn a_round_that_fails_is_no_gap_and_is_made_up_for() {
    let hub = Hub::new(World::of([app()]));
    hub.all(&week());
    change(&hub);
    let asked = hub.server.requests("Facts") as u64;
    hub.server.plan(Fault::on("Facts", Trouble::bad_gateway()).nth(asked + 1).times(20));
    let busy = nights(&hub, 31, |config| config);
    assert!(busy.len() >= 2, "{busy:?}");
    assert_eq!(said(&only(hub.all(&week())).records.comments).len(), 2);
}

#[test]
fn what_is_not_found_any_more_goes() {
    let hub = Hub::new(World::of([app()]));
    hub.all(&week());
    // As many as before, and a number that was there already: no count tells.
    hub.server.change(|world| {
        let found = world.repository("acme/app");
        let mut other = found.issues[0].clone();
        other.number = 1;
        other.comments.clear();
        found.issues.push(Issue { number: 3, ..other });
        found.issues.retain(|issue| issue.number == 3);
    });
    nights(&hub, 30, |config| config);
    assert!(only(hub.all(&week())).records.issues.iter().all(|issue| issue.number != 1));
}

#[test]
fn files_that_are_wanted_later_are_read_for_known_pull_requests() {
    let mut found = app();
    found.pull_requests[0].files =
        vec![sparky_testkit::world::FileChange { path: "src/main.rs".to_owned(), additions: 10, deletions: 2 }];
    found.commits.iter_mut().for_each(|commit| commit.changed_files = 0);
    let hub = Hub::new(World::of([found]));
    assert!(only(hub.all(&week())).records.pull_requests[0].files.is_empty());
    let config = Config { files: true, ..hub.config(&week()) };
    let seen = only(hub.collect_as(&config, &hub.data).unwrap());
    assert_eq!(seen.records.pull_requests[0].files[0].path, "src/main.rs");
    let (_, requests, _) = hub.cost(|hub| hub.collect_as(&config, &hub.data).unwrap());
    assert_eq!(requests, 1, "they are known now");
}

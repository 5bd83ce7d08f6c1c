//! What is open and was not touched for long: known for every window, also of a new folder, at a bounded cost.

use std::time::Duration;

use sparky_schema::collection::{Backlog, Collection};
use sparky_testkit::World;
use sparky_testkit::world::{Comment, Commit, Issue, PullRequest, Repository, Review, TimelineEvent};

use crate::hub::{Hub, comparable, only};
use crate::scene::{day, week};

const DAY: Duration = Duration::from_secs(86_400);

/// A pull request and an issue of the spring that nobody has touched since May, and some that ended.
fn repository() -> Repository {
    let mut found = Repository::new("acme/app");
    found.push(Commit::new("ada", "2026-07-07T10:00:00Z", "Work"));
    let mut waits = PullRequest::new(1, "ada", "2026-04-01T10:00:00Z", "Waits");
    waits.reviews = vec![Review::new("ken", "COMMENTED", "2026-05-01T10:00:00Z")];
    waits.comments = vec![Comment::new("ada", "2026-05-02T10:00:00Z", "Done")];
    let mut asked = Issue::new(2, "eve", "2026-04-02T10:00:00Z", "Asked");
    asked.comments = vec![Comment::new("eve", "2026-04-03T10:00:00Z", "Anybody?")];
    found.pull_requests = vec![waits, merged(3)];
    found.issues = vec![asked, Issue::new(4, "eve", "2026-04-04T10:00:00Z", "Done").closed("2026-04-05T10:00:00Z")];
    found
}

fn merged(number: u64) -> PullRequest {
    PullRequest::new(number, "ada", "2026-04-01T10:00:00Z", "Done").merged("ken", "2026-04-02T10:00:00Z")
}

fn backlog(collection: Collection) -> Backlog {
    only(collection).backlog.unwrap()
}

fn numbers(backlog: &Backlog) -> (Vec<u64>, Vec<u64>) {
    let pulls = backlog.pull_requests.iter().map(|pull| pull.number);
    (pulls.collect(), backlog.issues.iter().map(|issue| issue.number).collect())
}

#[test]
fn what_nobody_touched_for_months_is_known_with_all_that_was_said() {
    let hub = Hub::new(World::of([repository()]));
    let facts = only(hub.all(&week()));
    assert!(facts.records.pull_requests.is_empty() && facts.records.issues.is_empty(), "the records are as before");
    let backlog = facts.backlog.unwrap();
    assert_eq!(numbers(&backlog), (vec![1], vec![2]));
    let said: Vec<u64> = backlog.comments.iter().map(|comment| comment.number).collect();
    assert_eq!((backlog.reviews[0].pull_request, said), (1, vec![2, 1]));
    assert_eq!((backlog.pull_requests[0].updated_at, backlog.issues[0].updated_at), (None, None));
}

#[test]
fn a_quiet_night_asks_nothing_more_and_still_knows_it() {
    let hub = Hub::new(World::of([repository()]));
    hub.all(&day("2026-07-12"));
    for date in ["2026-07-13", "2026-07-14"] {
        hub.clock.advance(DAY);
        let (collection, requests, _) = hub.cost(|hub| hub.all(&day(date)));
        assert_eq!(requests, 1, "the probe alone");
        assert_eq!(numbers(&backlog(collection)), (vec![1], vec![2]));
    }
}

#[test]
fn what_ends_after_long_leaves_it_and_costs_no_question_about_what_is_open() {
    let hub = Hub::new(World::of([repository()]));
    hub.all(&day("2026-07-12"));
    hub.clock.advance(DAY);
    hub.server.change(|world| {
        let pull = world.repository("acme/app").pull_request(1);
        *pull = pull.clone().closed("2026-07-13T10:00:00Z");
    });
    let before = hub.server.log().len();
    assert_eq!(numbers(&backlog(hub.all(&day("2026-07-13")))), (vec![], vec![2]));
    assert!(hub.server.log()[before..].iter().all(|seen| !seen.query.contains("direction: ASC")));
    assert!(hub.server.log()[before..].iter().all(|seen| seen.operation != "Open"));
}

#[test]
fn what_closed_after_the_window_was_open_at_its_end() {
    let hub = Hub::new(World::of([repository()]));
    hub.server.change(|world| {
        let pull = world.repository("acme/app").pull_request(1);
        *pull = pull.clone().closed("2026-07-13T05:00:00Z");
    });
    let backlog = backlog(hub.all(&week()));
    assert_eq!(numbers(&backlog), (vec![1], vec![2]));
    assert_eq!(backlog.pull_requests[0].closed_at, None);
}

#[test]
fn after_a_long_pause_nothing_is_believed_to_be_open_that_ended_meanwhile() {
    let hub = Hub::new(World::of([repository()]));
    hub.all(&week());
    // Both end and another begins, and then much else moves: a run two months later reads nothing of that.
    hub.server.change(|world| {
        let found = world.repository("acme/app");
        let pull = found.pull_request(1);
        *pull = pull.clone().closed("2026-07-20T10:00:00Z");
        found.issues[0] = found.issues[0].clone().closed("2026-07-20T11:00:00Z");
        found.issues.push(Issue::new(5, "eve", "2026-07-21T10:00:00Z", "Meanwhile"));
        let later = |number, title| Issue::new(number, "eve", "2026-08-01T10:00:00Z", title);
        found.issues.push(later(6, "Later").closed("2026-08-02T10:00:00Z"));
        found.issues.push(Issue::new(7, "eve", "2026-09-13T10:00:00Z", "Now"));
    });
    hub.clock.advance(DAY * 62);
    let known = hub.all(&day("2026-09-13"));
    assert_eq!(numbers(&backlog(known.clone())), (vec![], vec![5]));
    assert_eq!(comparable(known), comparable(hub.fresh(&day("2026-09-13")).unwrap()));
}

#[test]
fn a_window_of_long_ago_knows_what_was_open_then() {
    let hub = Hub::new(World::of([repository()]));
    hub.server.change(|world| {
        let found = world.repository("acme/app");
        let pull = found.pull_request(1);
        *pull = pull.clone().merged("ken", "2026-07-02T10:00:00Z");
        found.pull_requests.push(PullRequest::new(5, "ada", "2026-07-01T10:00:00Z", "Later"));
    });
    // The pull request was reviewed the day before, so that it is among the records; its comment is of the day.
    assert_eq!(numbers(&backlog(hub.all(&day("2026-05-02")))), (vec![], vec![2]));
    let june = hub.all(&day("2026-06-20"));
    assert_eq!(numbers(&backlog(june.clone())), (vec![1], vec![2]));
    assert_eq!(comparable(june), comparable(hub.fresh(&day("2026-06-20")).unwrap()));
    assert_eq!(numbers(&backlog(hub.all(&day("2026-07-11")))), (vec![5], vec![2]));
}

#[test]
fn what_was_closed_then_and_opened_again_later_did_not_wait() {
    let mut found = repository();
    let event = |kind, at| TimelineEvent::new(kind, "ada", at);
    found.pull_requests[0].timeline =
        vec![event("ClosedEvent", "2026-06-01T10:00:00Z"), event("ReopenedEvent", "2026-07-01T10:00:00Z")];
    let hub = Hub::new(World::of([found]));
    assert_eq!(numbers(&backlog(hub.all(&day("2026-06-20")))).0, Vec::<u64>::new());
    assert_eq!(numbers(&backlog(hub.all(&day("2026-07-11")))).0, [1]);
}

#[test]
fn of_very_much_the_ends_are_read() {
    let mut found = Repository::new("acme/app");
    found.push(Commit::new("ada", "2026-07-07T10:00:00Z", "Work"));
    for number in 1..=320 {
        let date = format!("2026-{:02}-{:02}T10:00:00Z", 1 + number / 100, 1 + number / 4 % 28);
        found.issues.push(Issue::new(number, "eve", &date, "Asked"));
    }
    let hub = Hub::new(World::of([found]));
    let (collection, requests, points) = hub.cost(|hub| hub.all(&week()));
    let open = backlog(collection).issues.len();
    assert_eq!(open, 200);
    assert!(requests <= 20 && points <= 90, "{requests} requests, {points} points");
}

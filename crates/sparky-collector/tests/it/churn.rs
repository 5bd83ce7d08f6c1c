//! The world changes while it is read.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::TimeDelta;
use sparky_schema::gap::{GapReason, Kind};
use sparky_testkit::world::{Commit, Issue, Repository, at};
use sparky_testkit::{Fault, Trouble, World};

use crate::hub::{Hub, bytes, comparable, only};
use crate::scene::week;

const LATE: &str = "2026-07-13T06:00:00Z";

/// A repository whose lists have three pages each.
fn long() -> World {
    let mut found = Repository::new("o/one");
    let time = |number: i64| (at("2026-07-06T00:00:00Z") + TimeDelta::minutes(number)).to_rfc3339();
    for number in 0..120_i64 {
        found.issues.push(Issue::new(number.unsigned_abs() + 1, "ada", &time(number), "Fault"));
    }
    for number in 0..220 {
        found.push(Commit::new("ada", &time(number), "Work"));
    }
    World::of([found])
}

#[test]
fn an_issue_that_moves_to_the_top_while_pages_are_read_is_not_missed() {
    let whole = bytes(&Hub::new(long()).all(&week()));
    for (request, number) in [(3, 1), (3, 30), (3, 100), (4, 1)] {
        let hub = Hub::new(long());
        hub.server.plan(Fault::any(Trouble::shift(move |world| world.touch("o/one", number, at(LATE)))).nth(request));
        assert!(bytes(&hub.all(&week())) == whole, "{number} moved before request {request}");
    }
}

#[test]
fn an_issue_that_goes_or_comes_while_pages_are_read_is_not_half_there() {
    for request in 2..5 {
        let hub = Hub::new(long());
        let change = |world: &mut World| {
            world.delete("o/one", 60);
            let found = world.repository("o/one");
            found.issues.push(Issue::new(500, "ada", "2026-07-12T10:00:00Z", "New"));
            found.push(Commit::new("ada", "2026-07-12T10:00:00Z", "New"));
        };
        hub.server.plan(Fault::any(Trouble::shift(change)).nth(request));
        hub.collect(&week()).unwrap();
        assert_eq!(comparable(hub.all(&week())), comparable(hub.fresh(&week()).unwrap()), "before request {request}");
    }
}

#[test]
fn a_list_that_never_rests_is_a_gap() {
    let hub = Hub::new(long());
    let second = AtomicI64::new(0);
    let change = move |world: &mut World| {
        let time = at(LATE) + TimeDelta::seconds(second.fetch_add(1, Ordering::Relaxed));
        (1..=120).for_each(|number| world.touch("o/one", number, time));
    };
    hub.server.plan(Fault::any(Trouble::shift(change)).nth(2).times(30));
    let collection = hub.collect(&week()).unwrap();
    assert_eq!((collection.gaps.len(), collection.gaps[0].reason), (1, GapReason::Partial));
    assert_eq!(collection.gaps[0].kinds, [Kind::Issues, Kind::Comments]);
    assert!(collection.gaps[0].message.contains("faster"), "{:?}", collection.gaps);
    // All of them were updated just now, in the same second. That alone is no unrest.
    let known = (0..5).map(|_| hub.collect(&week()).unwrap()).find(|collection| collection.gaps.is_empty());
    assert_eq!(only(known.unwrap()).records.issues.len(), 120);
}

#[test]
fn a_branch_that_moves_while_it_is_read_is_read_from_one_head() {
    for request in 2..6 {
        let hub = Hub::new(long());
        let change = |world: &mut World| {
            let found = world.repository("o/one");
            let keep = found.commits[50].sha.clone();
            found.force_push(Some(&keep), [Commit::new("ada", "2026-07-12T10:00:00Z", "Anew")]);
        };
        hub.server.plan(Fault::any(Trouble::shift(change)).nth(request));
        let first = hub.collect(&week()).unwrap();
        let commits = only(first).records.commits.len();
        assert!([220, 52].contains(&commits), "{commits} commits are of two histories");
        assert_eq!(comparable(hub.all(&week())), comparable(hub.fresh(&week()).unwrap()), "before request {request}");
    }
}

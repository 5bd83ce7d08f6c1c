//! What a collection costs, in requests and points; time is for benchmarks.

use std::time::Duration;

use chrono_tz::Tz;
use sparky_schema::window::{Period, Window};
use sparky_testkit::World;
use sparky_testkit::world::{Commit, Issue, Repository};

use crate::hub::{Hub, comparable};
use crate::scene::day;

const DAY: Duration = Duration::from_secs(86_400);

/// `2026-01-<number>`.
fn january(number: u32) -> Window {
    day(&format!("2026-01-{number:02}"))
}

#[test]
fn twenty_repositories_on_a_busy_day_take_fifteen_requests() {
    let after = |days| World::generated(20, 98, days, 11);
    let hub = Hub::at("2026-01-04T03:00:00Z", after(3));
    hub.all(&january(3));
    hub.server.change(|world| *world = after(4));
    hub.clock.advance(DAY);
    let (collection, requests, points) = hub.cost(|hub| hub.all(&january(4)));
    assert!(requests <= 15 && points <= 500, "{requests} requests, {points} points");
    let events: usize = collection.repositories.iter().map(|facts| facts.records.commits.len()).sum();
    assert!(events > 20 * 30, "{events} commits are no busy day");
}

#[test]
fn twenty_quiet_repositories_take_three_requests() {
    let hub = Hub::at("2026-01-08T03:00:00Z", World::generated(20, 10, 3, 5));
    hub.all(&january(3));
    hub.clock.advance(DAY);
    // A quiet day is not a dead one.
    hub.server.change(|world| {
        for found in &mut world.repositories[..5] {
            found.push(Commit::new("ada", "2026-01-08T10:00:00Z", "Work"));
            let number = found.next_number();
            found.issues.push(Issue::new(number, "ada", "2026-01-08T11:00:00Z", "Fault"));
        }
    });
    let (collection, requests, points) = hub.cost(|hub| hub.all(&january(8)));
    assert!(requests <= 3 && points <= 30, "{requests} requests, {points} points");
    assert_eq!(collection.repositories.iter().map(|facts| facts.records.commits.len()).sum::<usize>(), 5);
}

#[test]
fn a_hundred_unchanged_repositories_take_two_requests() {
    let names = (0..100).map(|number| {
        let mut found = Repository::new(&format!("acme/r{number:03}"));
        found.push(Commit::new("ada", "2026-01-02T10:00:00Z", "Work"));
        found.issues.push(Issue::new(1, "ada", "2026-01-02T11:00:00Z", "Fault"));
        found
    });
    let hub = Hub::at("2026-01-03T03:00:00Z", World::of(names));
    hub.all(&january(2));
    for number in 3..5 {
        hub.clock.advance(DAY);
        let (_, requests, points) = hub.cost(|hub| hub.all(&january(number)));
        assert!(requests <= 2 && points <= 10, "{requests} requests, {points} points");
    }
}

#[test]
fn a_week_after_its_nights_reads_only_what_they_have_not() {
    let week = Window::containing(Period::Weekly, "2026-01-14".parse().unwrap(), Tz::UTC).unwrap();
    let hub = Hub::at("2026-01-19T03:00:00Z", World::generated(3, 20, 18, 2));
    let (fresh, _, fresh_points) = hub.cost(|hub| hub.fresh(&week).unwrap());
    // The nights of one week: the week before is still to be read, and what is known of the first is not read again.
    (12..19).for_each(|number| drop(hub.all(&january(number))));
    let before = hub.server.log().len();
    let (known, _, points) = hub.cost(|hub| hub.all(&week));
    assert_eq!(comparable(known), comparable(fresh));
    assert!(points < fresh_points, "{points} of {fresh_points} points");
    let asked = hub.server.log().split_off(before);
    assert!(asked.iter().all(|seen| !seen.query.contains("ReleaseFields")), "releases are known");
    assert!(asked.iter().any(|seen| seen.query.contains("until: \"2026-01-11T00:00:00Z\"")), "commits go on below");
    // Now the nights and the week are all known.
    for window in (6..19).map(january).chain([week]) {
        assert_eq!(hub.cost(|hub| hub.all(&window)).1, 1, "{}", window.id);
    }
}

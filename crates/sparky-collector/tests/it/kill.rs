//! Runs that are killed at any request. What is stored is whole, and the next run goes on from there.

use std::sync::LazyLock;

use sparky_testkit::world::{Commit, Issue, Repository};
use sparky_testkit::{Fault, Trouble, World};

use crate::hub::{Hub, bytes, comparable};
use crate::scene::week;
use crate::worlds::small;

/// Repositories that take few requests beside one that takes many.
fn world() -> World {
    let mut world = small();
    let generated = World::generated(3, 3, 5, 7).repositories;
    world.repositories.extend(generated);
    world
}

static WHOLE: LazyLock<(Vec<u8>, usize)> = LazyLock::new(|| {
    let hub = Hub::new(world());
    (bytes(&hub.all(&week())), hub.server.log().len())
});

/// The repositories of which facts are stored.
fn stored(hub: &Hub) -> Vec<String> {
    hub.data.facts.repositories().unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn a_run_that_was_killed_at_any_request_is_gone_on_with() {
    let mut finished_early = 0;
    for requests in 1..=WHOLE.1 {
        let hub = Hub::new(world());
        if let Some(whole) = hub.collect_until(&week(), requests) {
            assert_eq!(bytes(&whole.unwrap()), WHOLE.0);
        }
        let (finished, before) = (stored(&hub), hub.server.log().len());
        assert_eq!(bytes(&hub.all(&week())), WHOLE.0, "{requests}");
        finished_early += finished.len();
        for seen in hub.server.log()[before..].iter().filter(|seen| seen.operation != "Probe") {
            for name in &finished {
                let (owner, name) = name.split_once('/').unwrap();
                let asked = format!("repository(owner: \"{owner}\", name: \"{name}\")");
                assert!(!seen.query.contains(&asked), "{name} is read again after request {requests}");
            }
        }
    }
    assert!(finished_early > 0, "no run was killed when a part was finished");
}

#[test]
fn an_update_that_was_killed_at_any_request_loses_nothing() {
    let window = |number| crate::scene::day(&format!("2026-01-{number:02}"));
    let start = || Hub::at("2026-01-10T03:00:00Z", World::generated(3, 30, 12, 3));
    let update = |hub: &Hub| hub.clock.advance(std::time::Duration::from_secs(2 * 86_400));
    let hub = start();
    hub.all(&window(9));
    update(&hub);
    let (whole, requests, _) = hub.cost(|hub| hub.all(&window(11)));
    for request in 1..=requests {
        let hub = start();
        hub.all(&window(9));
        update(&hub);
        let before = hub.server.log().len();
        hub.collect_until(&window(11), before + request);
        assert_eq!(bytes(&hub.all(&window(11))), bytes(&whole), "{request}");
        assert_eq!(comparable(hub.all(&window(9))), comparable(hub.fresh(&window(9)).unwrap()), "{request}");
    }
}

#[test]
fn a_long_list_is_gone_on_with_where_it_broke_off() {
    let mut found = Repository::new("acme/app");
    let issue = |number: u64| {
        Issue::new(number, "ada", &format!("2026-07-08T{:02}:{:02}:00Z", number / 60, number % 60), "Fault")
    };
    found.issues = (1..=600).map(issue).collect();
    let world = World::of([found]);
    let hub = Hub::new(world.clone());
    let (whole, requests, points) = hub.cost(|hub| hub.all(&week()));
    let hub = Hub::new(world);
    assert!(hub.collect_until(&week(), requests - 2).is_none(), "it was to be killed");
    let (again, _, rest) = hub.cost(|hub| hub.all(&week()));
    assert_eq!(bytes(&again), bytes(&whole));
    assert!(rest < points * 2 / 3, "{rest} of {points} points");
    assert_eq!(hub.cost(|hub| hub.all(&week())).1, 1, "all is known");
}

#[test]
fn what_went_while_a_run_broke_off_is_missed_by_the_next() {
    let mut found = Repository::new("acme/app");
    let issue = |number: u64| Issue::new(number, "ada", &format!("2026-07-08T{:02}:00:00Z", number / 60), "Fault");
    found.issues = (1..=20).map(issue).collect();
    let hub = Hub::new(World::of([found]));
    hub.all(&week());
    hub.server.change(|world| {
        world.delete("acme/app", 3);
        let issues = &mut world.repository("acme/app").issues;
        issues.extend((21..=180).map(|number| Issue::new(number, "ada", "2026-07-12T10:00:00Z", "New")));
    });
    let requests = hub.server.log().len();
    hub.server.plan(Fault::any(Trouble::bad_gateway()).nth(requests as u64 + 3).times(16));
    assert!(hub.collect(&week()).is_ok_and(|collection| !collection.gaps.is_empty()), "it broke off");
    // Until GitHub is well again.
    while !hub.collect(&week()).is_ok_and(|collection| collection.gaps.is_empty()) {}
    assert_eq!(comparable(hub.all(&week())), comparable(hub.fresh(&week()).unwrap()));
}

/// A repository of one long line of commits.
fn line(commits: usize) -> World {
    let mut found = Repository::new("acme/app");
    for number in 0..commits {
        let (hour, minute) = (number / 60 % 24, number % 60);
        let at = format!("2026-07-{:02}T{hour:02}:{minute:02}:00Z", 6 + number / 1_440);
        found.push(Commit::new("ada", &at, &format!("Change {number}")));
    }
    World::of([found])
}

#[test]
fn a_long_history_is_gone_on_with_where_it_broke_off() {
    let hub = Hub::new(line(2_000));
    let (_, requests, points) = hub.cost(|hub| hub.all(&week()));
    let anew = "2026-07-12T10:00:00Z";
    for (lost, new) in [(0, None), (0, Some(anew)), (150, Some(anew)), (1_950, Some(anew))] {
        let hub = Hub::new(line(2_000));
        assert!(hub.collect_until(&week(), requests - 2).is_none(), "it was to be killed");
        // The branch moves on, or what was read is taken away from it.
        hub.server.change(|world| {
            let found = world.repository("acme/app");
            let keep = found.commits[found.commits.len() - 1 - lost].sha.clone();
            found.force_push(Some(&keep), new.map(|at| Commit::new("ada", at, "Anew")));
        });
        let (again, _, rest) = hub.cost(|hub| hub.all(&week()));
        assert_eq!(comparable(again), comparable(hub.fresh(&week()).unwrap()), "{lost} {new:?}");
        if lost == 0 {
            assert!(rest < points * 2 / 3, "{rest} of {points} points");
        }
        assert_eq!(hub.cost(|hub| hub.all(&week())).1, 1, "all is known");
    }
}

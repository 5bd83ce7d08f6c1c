//! Repositories that change their names, and names that change their repositories.

use sparky_collector::Config;
use sparky_schema::gap::NoteKind;
use sparky_testkit::World;
use sparky_testkit::world::{Commit, Issue, Repository};

use crate::hub::{Hub, bytes, named, only};
use crate::scene::week;

fn project(name: &str, subject: &str) -> Repository {
    let mut found = Repository::new(name);
    found.push(Commit::new("ada", "2026-07-08T10:00:00Z", subject));
    found.issues.push(Issue::new(1, "ada", "2026-07-08T11:00:00Z", subject));
    found
}

fn hub(world: World) -> Hub {
    Hub { sources: vec![named("o/one")], ..Hub::new(world) }
}

fn stored(hub: &Hub) -> Vec<String> {
    hub.data.facts.repositories().unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn a_renamed_repository_keeps_its_facts_under_either_name() {
    let mut hub = hub(World::of([project("o/one", "Work")]));
    hub.all(&week());
    hub.server.change(|world| world.rename("o/one", "p/two"));
    for (asked, notes) in [("o/one", vec![NoteKind::Renamed]), ("p/two", vec![]), ("P/TWO", vec![])] {
        hub.sources = vec![named(asked)];
        let (facts, requests, _) = hub.cost(|hub| only(hub.all(&week())));
        assert_eq!((requests, stored(&hub)), (1, vec!["p/two".to_owned()]), "{asked}");
        assert_eq!((facts.name_with_owner.as_str(), facts.records.commits.len()), ("p/two", 1), "{asked}");
        assert_eq!(facts.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), notes, "{asked}");
    }
}

#[test]
fn a_rename_is_found_although_only_the_new_name_is_asked_for() {
    let mut hub = hub(World::of([project("o/zero", "Zero"), project("o/one", "Work")]));
    hub.sources.push(named("o/zero"));
    hub.all(&week());
    hub.server.change(|world| world.rename("o/one", "p/two"));
    hub.sources = vec![named("p/two")];
    let (_, requests, _) = hub.cost(|hub| hub.all(&week()));
    assert_eq!((requests, stored(&hub)), (1, vec!["o/zero".to_owned(), "p/two".to_owned()]));
}

#[test]
fn a_name_that_another_repository_took_brings_no_fact_of_the_first() {
    let hub = hub(World::of([project("o/one", "Old")]));
    hub.all(&week());
    hub.server.change(|world| {
        world.rename("o/one", "o/old");
        world.renames.clear();
        world.repositories.push(project("o/one", "New"));
    });
    let known = hub.all(&week());
    assert_eq!(bytes(&known), bytes(&hub.fresh(&week()).unwrap()));
    let facts = only(known);
    assert_eq!((facts.records.commits[0].subject.as_str(), facts.records.issues[0].title.as_str()), ("New", "New"));
    assert_eq!(facts.notes, []);
}

#[test]
fn one_repository_under_two_names_is_there_once() {
    let mut world = World::of([project("o/one", "Work")]);
    world.rename("o/one", "o/two");
    let hub = Hub { sources: vec![named("o/two"), named("o/one")], ..Hub::new(world) };
    assert_eq!(only(hub.all(&week())).name_with_owner.as_str(), "o/two");
}

#[test]
fn what_cannot_be_seen_today_is_shown_as_far_as_it_is_known() {
    let hub = hub(World::of([project("o/one", "Work")]));
    let whole = hub.all(&week());
    // The list ends before the window does, so nobody knows whether anything came later.
    hub.server.plan(sparky_testkit::Fault::any(sparky_testkit::Trouble::bad_gateway()).nth(3).times(5));
    let config = Config { now: hub.clock.now(), ..hub.config(&week()) };
    let partial = hub.collect_as(&config, &hub.data).unwrap();
    assert_eq!((partial.gaps.len(), partial.repositories.len()), (1, 1));
    assert_eq!(partial.repositories[0].records, whole.repositories[0].records);
    assert_eq!(partial.repositories[0].kinds, []);
    assert_eq!(bytes(&hub.all(&week())), bytes(&whole));
}

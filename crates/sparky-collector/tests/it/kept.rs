//! A window that was completely read before stays complete when GitHub cannot be asked, and only then.

use sparky_collector::{Collected, Config, Doors, NoProgress, SourceSpec, collect};
use sparky_git::Git;
use sparky_schema::gap::GapReason;
use sparky_testkit::world::{Commit, Repository};
use sparky_testkit::{Fault, Trouble, World};

use crate::hub::Hub;
use crate::scene::{week, whole};

fn hub() -> Hub {
    let names = ["acme/app", "acme/lib"].map(|name| {
        let mut found = Repository::new(name);
        found.push(Commit::new("ada", "2026-07-07T10:00:00Z", "Work"));
        found
    });
    let hub = Hub::new(World::of(names.into_iter().chain([Repository::new("acme/empty")])));
    hub.all(&week());
    hub
}

fn collected(hub: &Hub, config: &Config) -> Collected {
    let (git, github) = (Git::default(), hub.client());
    let doors = Doors { git: &git, github: Some(&github), facts: &hub.data.facts };
    hub.runtime.block_on(collect(config, doors, &NoProgress)).unwrap()
}

fn fail_from(hub: &Hub, nth: usize) {
    hub.server.plan(Fault::any(Trouble::bad_gateway()).nth((hub.server.log().len() + nth) as u64).times(100_000));
}

#[test]
fn a_proven_window_is_what_it_was_without_a_network() {
    for sources in [hub().sources, vec![SourceSpec::Organization("acme".to_owned())]] {
        let hub = hub();
        let known = hub.all(&week());
        fail_from(&hub, 1);
        let config = Config { proven: true, sources, ..hub.config(&week()) };
        let found = collected(&hub, &config);
        assert_eq!(found.unread().len(), 3, "all three could not be read now");
        assert_eq!(whole(&found, &hub.data.facts).unwrap(), known);
        let unproven = hub.collect(&week()).map(|collection| collection.gaps);
        assert!(unproven.is_ok_and(|gaps| gaps.iter().all(|gap| gap.reason == GapReason::Unavailable)));
    }
}

#[test]
fn a_proven_window_stays_when_reading_on_fails() {
    let hub = hub();
    hub.server.change(|world| {
        world.repository("acme/app").push(Commit::new("ada", "2026-07-13T05:00:00Z", "After the window"));
    });
    fail_from(&hub, 2);
    let found = collected(&hub, &Config { proven: true, ..hub.config(&week()) });
    assert_eq!(found.gaps(), []);
    assert!(!found.unread().is_empty());
}

#[test]
fn what_is_damaged_gone_or_new_is_a_gap_all_the_same() {
    let hub = hub();
    let file = hub.data.folder.path().join("facts/acme/app/commits/2026-07.ndjson");
    std::fs::write(file, "{}\n").unwrap();
    let mut config = Config { proven: true, ..hub.config(&week()) };
    config.sources.push(crate::hub::named("acme/new"));
    hub.server.change(|world| world.repository("acme/lib").hidden = true);
    fail_from(&hub, 2);
    let found = collected(&hub, &config);
    let names: Vec<&str> = found.gaps().iter().map(|gap| gap.repository.as_str()).collect();
    assert_eq!(names, ["acme/app", "acme/lib", "acme/new"]);
}

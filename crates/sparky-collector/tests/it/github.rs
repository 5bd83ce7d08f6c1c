//! Repositories of GitHub: which are read, what is said of them, and what happens when one cannot be read.

use sparky_collector::{Config, Doors, Error, Filter, NoProgress, SourceSpec, collect};
use sparky_git::Git;
use sparky_github::Error as ApiError;
use sparky_schema::gap::{GapReason, Kind, NoteKind};
use sparky_testkit::world::{Commit, Issue, Release, Repository, at, sample};
use sparky_testkit::{Fault, Trouble, World};

use crate::hub::{Data, Hub, bytes, named, only};
use crate::scene::{latest, week};

fn organization() -> Hub {
    let repository = |name: &str, change: fn(&mut Repository)| {
        let mut repository = Repository::new(&format!("o/{name}"));
        repository.push(Commit::new("ada", "2026-07-08T10:00:00Z", "Work"));
        change(&mut repository);
        repository
    };
    let mut world = World::of([
        repository("api", |found| found.topics = vec!["web".to_owned()]),
        repository("old", |found| found.archived = true),
        repository("fork", |found| found.fork = true),
        repository("secret", |found| found.private = true),
        repository("api-docs", |found| found.commits[0].committed_at = at("2020-01-01T00:00:00Z")),
    ]);
    world.organizations.push("o".to_owned());
    Hub { sources: vec![SourceSpec::Organization("o".to_owned())], ..Hub::new(world) }
}

fn names(hub: &Hub, filter: Filter) -> Vec<String> {
    let config = Config { filter, ..hub.config(&week()) };
    let collection = hub.collect_as(&config, &Data::new()).unwrap();
    collection.repositories.iter().map(|facts| facts.name_with_owner.name().to_owned()).collect()
}

#[test]
fn an_organization_is_filtered() {
    let hub = organization();
    let text = |text: &str| vec![text.to_owned()];
    assert_eq!(names(&hub, Filter::default()), ["api", "api-docs"]);
    assert_eq!(names(&hub, Filter { exclude: text("*-do?s"), ..Filter::default() }), ["api"]);
    assert_eq!(names(&hub, Filter { include: text("O/API-*"), ..Filter::default() }), ["api-docs"]);
    assert_eq!(names(&hub, Filter { topics: text("Web"), ..Filter::default() }), ["api"]);
    let since = Some(at("2026-07-08T10:00:00Z"));
    assert_eq!(names(&hub, Filter { active_since: since, ..Filter::default() }), ["api"]);
    let all = Filter { archived: true, forks: true, private: true, ..Filter::default() };
    assert_eq!(names(&hub, all), ["api", "api-docs", "fork", "old", "secret"]);
    let none = Config { filter: Filter { include: text("x"), ..Filter::default() }, ..hub.config(&week()) };
    assert!(matches!(hub.collect_as(&none, &hub.data), Err(Error::NoSources)));
}

#[test]
fn an_organization_that_is_not_there_is_an_error_and_one_with_holes_a_gap() {
    let hub = organization();
    let nobody = Hub { sources: vec![SourceSpec::Organization("nobody".to_owned())], ..Hub::new(World::default()) };
    let error = nobody.collect(&week()).unwrap_err().to_string();
    assert!(error.contains("organization or user `nobody`"), "{error}");
    hub.server.plan(Fault::on("Owner", Trouble::Partial(vec!["/a0/repositories/nodes/0".to_owned()])));
    let collection = hub.collect(&week()).unwrap();
    assert_eq!((collection.gaps[0].reason, collection.repositories.len()), (GapReason::Partial, 1));
    hub.server.plan(Fault::on("Owner", Trouble::bad_gateway()).nth(2).times(3));
    assert_eq!(hub.all(&week()).repositories.len(), 2);
}

#[test]
fn a_repository_named_twice_or_also_found_in_its_organization_is_read_once() {
    let mut hub = organization();
    hub.sources.extend([named("o/API"), named("o/api"), named("o/secret")]);
    let names: Vec<_> = hub.all(&week()).repositories.iter().map(|facts| facts.name_with_owner.to_string()).collect();
    assert_eq!(names, ["o/api", "o/api-docs", "o/secret"]);
}

#[test]
fn a_repository_that_cannot_be_read_is_a_gap_beside_others_and_an_error_alone() {
    type Spoil = fn(&mut Repository);
    let cases: [(Spoil, GapReason); 3] = [
        (|found| found.hidden = true, GapReason::NotFound),
        (|found| found.forbidden = true, GapReason::Forbidden),
        (|found| found.blocked = true, GapReason::Blocked),
    ];
    for (spoil, reason) in cases {
        let mut world = sample();
        let mut bad = Repository::new("acme/bad");
        bad.push(Commit::new("ada", "2026-07-08T10:00:00Z", "Work"));
        world.repositories.insert(1, bad);
        let mut hub = Hub::new(world);
        hub.all(&week());
        hub.server.change(|world| spoil(world.repository("acme/bad")));
        for data in [&hub.data, &Data::new()] {
            let collection = hub.collect_as(&hub.config(&week()), data).unwrap();
            assert_eq!((collection.gaps[0].reason, collection.gaps.len()), (reason, 1));
            assert_eq!(collection.repositories.len(), 2);
        }
        hub.sources = vec![named("acme/bad")];
        assert!(matches!(hub.collect(&week()), Err(Error::NothingReadable(_))));
    }
}

#[test]
fn without_a_token_or_with_a_wrong_one_nothing_is_read() {
    let hub = Hub::new(sample());
    let (git, config) = (Git::default(), hub.config(&week()));
    let doors = Doors { git: &git, github: None, facts: &hub.data.facts };
    let error = hub.runtime.block_on(collect(&config, doors, &NoProgress)).unwrap_err();
    assert!(matches!(error, Error::GitHub(ApiError::NoToken)), "{error}");
    hub.server.expire_token(crate::hub::TOKEN, 0);
    let error = hub.collect(&week()).unwrap_err();
    assert!(matches!(error, Error::GitHub(ApiError::BadCredentials { .. })), "{error}");
    let nothing = Hub { sources: Vec::new(), ..hub };
    assert!(matches!(nothing.collect(&week()), Err(Error::NoSources)));
}

#[test]
fn empty_renamed_and_archived_are_notes() {
    let mut world = World::of([Repository::new("o/old")]);
    world.repository("o/old").archived = true;
    world.rename("o/old", "o/new");
    let hub = Hub { sources: vec![named("o/old")], ..Hub::new(world) };
    let facts = only(hub.all(&week()));
    let notes: Vec<_> = facts.notes.iter().map(|note| note.kind).collect();
    assert_eq!(notes, [NoteKind::Empty, NoteKind::Renamed, NoteKind::Archived]);
    assert_eq!((facts.name_with_owner.as_str(), facts.default_branch), ("o/new", None));
    assert_eq!(facts.kinds, Kind::ALL);
}

#[test]
fn a_kind_that_comes_with_holes_is_a_gap_and_the_others_are_kept() {
    let hub = Hub { sources: vec![named("acme/engine")], ..Hub::new(sample()) };
    let whole = hub.fresh(&week()).unwrap();
    let hole = |at: &str| Trouble::Partial(vec![at.to_owned()]);
    let issues = hub.server.log().iter().rposition(|seen| seen.query.contains("...IssueFields")).unwrap();
    let alias = hub.server.log()[issues].query.lines().find(|line| line.contains("...IssueFields")).unwrap().trim()
        [..2]
        .to_owned();
    let before = hub.server.log().len();
    hub.server.plan(Fault::any(hole(&format!("/{alias}/issues/nodes/0"))).nth((before + issues + 1) as u64));
    let collection = hub.collect(&week()).unwrap();
    let gaps: Vec<_> = collection.gaps.iter().map(|gap| (gap.kinds.as_slice(), gap.reason)).collect();
    assert_eq!(gaps, [(&[Kind::Issues, Kind::Comments][..], GapReason::Partial)]);
    let facts = only(collection);
    assert!(facts.kinds.contains(&Kind::PullRequests) && !facts.kinds.contains(&Kind::Issues));
    let issues = whole.repositories[0].records.issues.len();
    assert_eq!(facts.records.issues.len(), issues - 1);
    assert_eq!(bytes(&hub.all(&week())), bytes(&whole));
}

#[test]
fn the_latest_window_holds_the_newest_activity_that_is_not_in_the_future() {
    let mut hub = Hub::new(sample());
    hub.sources.push(named("acme/gone"));
    hub.server.change(|world| {
        let engine = world.repository("acme/engine");
        engine.push(Commit::new("ada", "2033-01-01T00:00:00Z", "From the future"));
    });
    let config = latest(hub.sources.clone(), "2026-07-20T00:00:00Z");
    let collection = hub.collect_as(&config, &hub.data).unwrap();
    assert_eq!((collection.window, collection.gaps.len()), (week(), 1));
    let mut empty = Repository::new("o/empty");
    empty.issues.clear();
    let hub = Hub::new(World::of([empty]));
    assert!(matches!(
        hub.collect_as(&latest(hub.sources.clone(), "2026-07-20T00:00:00Z"), &hub.data),
        Err(Error::NoActivity)
    ));
    hub.server.change(|world| {
        let found = world.repository("o/empty");
        found.issues.push(Issue::new(1, "ada", "2026-07-01T00:00:00Z", "One"));
        found.releases.push(Release::new("v1", "ada", "2026-07-08T00:00:00Z"));
    });
    let collection = hub.collect_as(&latest(hub.sources.clone(), "2026-07-20T00:00:00Z"), &hub.data).unwrap();
    assert_eq!(collection.window, week());
}

#[test]
fn every_query_is_valid_against_githubs_own_schema_and_says_what_it_costs() {
    let queries = sparky_collector::queries();
    assert!(queries.len() > 20);
    for (operation, text) in queries {
        assert!(text.starts_with(&format!("query {operation} {{")), "{operation}");
        assert_eq!(sparky_testkit::schema::validate(&text), [""; 0], "{operation}");
        assert!(text.contains("rateLimit { cost }"), "{operation} does not say what it costs");
    }
}

//! How a repository stands as of the run: which open pull requests can be merged, and which files help strangers.

use std::time::Duration;

use sparky_schema::collection::{Collection, Community};
use sparky_schema::records::Mergeable;
use sparky_testkit::World;
use sparky_testkit::world::{Commit, PullRequest, Repository};

use crate::hub::{Hub, only};
use crate::scene::{day, week};

fn hub() -> Hub {
    let mut found = Repository::new("acme/app");
    found.push(Commit::new("ada", "2026-07-07T10:00:00Z", "Work"));
    for (number, mergeable) in [(1, None), (2, Some("CONFLICTING")), (3, Some("UNKNOWN"))] {
        let pull = PullRequest::new(number, "ada", "2026-07-08T10:00:00Z", "Change");
        found.pull_requests.push(PullRequest { mergeable: mergeable.map(str::to_owned), ..pull });
    }
    found
        .pull_requests
        .push(PullRequest::new(4, "ada", "2026-07-08T10:00:00Z", "Done").merged("ben", "2026-07-09T10:00:00Z"));
    found.files = ["README.md", "docs/Contributing.rst", ".github/ISSUE_TEMPLATE/bug.md"].map(str::to_owned).to_vec();
    found.inherited = vec!["CODE_OF_CONDUCT.md".to_owned()];
    Hub::new(World::of([found]))
}

fn mergeable(collection: Collection) -> Vec<Option<Mergeable>> {
    only(collection).records.pull_requests.iter().map(|pull| pull.mergeable).collect()
}

#[test]
fn open_pull_requests_say_whether_they_can_be_merged() {
    use Mergeable::{Conflicting, Mergeable as Clean, Unknown};
    let hub = hub();
    assert_eq!(mergeable(hub.all(&week())), [Some(Clean), Some(Conflicting), Some(Unknown), None]);
    let asked = hub.server.log().iter().filter(|seen| seen.query.contains("mergeable")).count();
    assert_eq!(asked, 2, "GitHub works it out when it is asked: what it did not know is asked for once more");
    // The head moved: what was clean is no more, and GitHub has worked out the rest.
    hub.server.change(|world| {
        let found = world.repository("acme/app");
        found.push(Commit::new("ada", "2026-07-12T10:00:00Z", "More"));
        found.pull_request(1).mergeable = Some("CONFLICTING".to_owned());
        found.pull_request(3).mergeable = None;
    });
    assert_eq!(mergeable(hub.all(&week())), [Some(Conflicting), Some(Conflicting), Some(Clean), None]);
    let (_, requests, _) = hub.cost(|hub| hub.all(&week()));
    assert_eq!(requests, 1, "nothing moved");
}

#[test]
fn what_closed_after_the_window_says_nothing() {
    let hub = hub();
    hub.server.change(|world| {
        let pull = world.repository("acme/app").pull_request(1);
        *pull = pull.clone().closed("2026-07-13T01:00:00Z");
    });
    assert_eq!(mergeable(hub.all(&week()))[0], None);
}

#[test]
fn files_that_help_strangers_are_told() {
    let hub = hub();
    let about = only(hub.all(&week())).about.unwrap();
    let expected = Community {
        readme: true,
        contributing: true,
        code_of_conduct: true,
        issue_template: true,
        ..Community::default()
    };
    assert_eq!(about.community, Some(expected));
    hub.server.change(|world| {
        let found = world.repository("acme/app");
        found.push(Commit::new("ada", "2026-07-12T10:00:00Z", "License and policy"));
        found.license = Some("MIT".to_owned());
        found.files.extend(["SECURITY.md".to_owned(), ".github/pull_request_template.md".to_owned()]);
    });
    let about = only(hub.all(&week())).about.unwrap();
    let expected = Community { license: true, security_policy: true, pull_request_template: true, ..expected };
    assert_eq!(about.community, Some(expected));
}

#[test]
fn a_window_of_long_ago_does_not_ask_how_things_stand_now() {
    let hub = hub();
    hub.clock.advance(Duration::from_secs(30 * 86_400));
    let facts = only(hub.all(&day("2026-07-08")));
    assert!(facts.about.is_none() && facts.records.pull_requests.iter().all(|pull| pull.mergeable.is_none()));
    assert!(hub.server.log().iter().all(|seen| !seen.query.contains("mergeable")));
}

//! Lists inside of other things are complete, however long they are, and what a record says is what GitHub says.

use sparky_collector::Config;
use sparky_schema::collection::{CheckState, RepositoryFacts};
use sparky_schema::gap::{GapReason, Kind};
use sparky_schema::records::{Actor, Association, TimelineEventKind};
use sparky_testkit::Fault;
use sparky_testkit::Trouble;

use crate::hub::{Data, Hub, bytes, named, only};
use crate::scene::week;
use crate::worlds::{FILES, LONG, small};

fn app() -> Hub {
    Hub { sources: vec![named("acme/app")], ..Hub::new(small()) }
}

fn is_everybody(people: &[Actor]) -> bool {
    let logins: Vec<&str> = people.iter().map(|who| who.login.as_str()).collect();
    logins == (0..LONG).map(|number| format!("person-{number:02}")).collect::<Vec<_>>()
}

#[test]
fn lists_longer_than_a_page_are_read_to_their_end() {
    let hub = app();
    let RepositoryFacts { records, .. } = only(hub.all(&week()));
    let octopus = records.commits.iter().find(|commit| commit.subject == "Octopus").unwrap();
    assert_eq!(octopus.parents.len(), 4);
    let pull = &records.pull_requests[0];
    assert_eq!((pull.labels.len(), pull.timeline.len()), (LONG, LONG));
    assert_eq!(pull.closes, (3..3 + LONG as u64).collect::<Vec<_>>());
    assert!(is_everybody(&pull.assignees) && is_everybody(&records.issues[0].assignees));
    assert_eq!((records.issues[0].labels.len(), records.issues.len()), (LONG, LONG));
    assert_eq!((records.reviews.len(), records.review_comments.len()), (LONG, LONG));
    let comments = |number: u64| records.comments.iter().filter(|comment| comment.number == number).count();
    assert_eq!((comments(1), comments(3), records.comments.len()), (LONG, LONG, 2 * LONG));
    let talk = &records.discussions[0];
    assert_eq!((talk.labels.len(), talk.comments.len()), (LONG, 2 * LONG));
    assert!(talk.comments.is_sorted_by_key(|comment| comment.created_at));
}

#[test]
fn what_is_said_about_pull_requests_and_checks_is_kept() {
    let facts = only(app().all(&week()));
    let pull = &facts.records.pull_requests[0];
    assert_eq!((pull.milestone.as_deref(), pull.association), (Some("One day"), Some(Association::Member)));
    assert_eq!(pull.reactions, [("heart".to_owned(), 2)].into());
    assert!(pull.timeline.iter().all(|event| event.event == TimelineEventKind::ReviewRequested && event.by.is_some()));
    assert_eq!(pull.merged_at, None);
    let other = &facts.records.pull_requests[1];
    assert_eq!(other.merged_by.as_ref().unwrap().login.as_str(), "ken");
    let runs: Vec<_> = facts.records.workflow_runs.iter().map(|run| (run.name.as_str(), run.event.is_some())).collect();
    assert_eq!(runs, [("CI", true), ("codecov", false)]);
    assert_eq!(facts.checks.unwrap().state, CheckState::Pending);
}

#[test]
fn changed_files_of_pull_requests_are_read_where_asked_for() {
    let hub = app();
    assert!(only(hub.all(&week())).records.pull_requests[0].files.is_empty());
    let config = Config { files: true, ..hub.config(&week()) };
    let collection = hub.collect_as(&config, &Data::new()).unwrap();
    assert_eq!(collection.gaps, []);
    let files = &collection.repositories[0].records.pull_requests[0].files;
    assert_eq!((files.len(), files[FILES - 1].path.as_str()), (FILES, "src/f59.rs"));
    assert_eq!((files[0].additions, files[0].deletions), (Some(2), Some(1)));
}

#[test]
fn changed_files_of_commits_are_read_once_where_asked_for() {
    let hub = app();
    hub.server.change(|world| world.repository("acme/app").commits[1].changed_files = 700);
    let config = Config { files: true, ..hub.config(&week()) };
    let one = Fault::on("GET commit", Trouble::Status { status: 404, headers: Vec::new(), body: "{}".to_owned() });
    hub.server.plan(one);
    let partial = hub.collect_as(&config, &hub.data).unwrap();
    assert_eq!(partial.gaps[0].kinds, [Kind::Commits]);
    assert_eq!(partial.repositories[0].records.commits.iter().filter(|commit| commit.files.is_empty()).count(), 2);
    let whole = hub.collect_as(&config, &hub.data).unwrap();
    assert_eq!(whole.gaps, []);
    let files: Vec<usize> = whole.repositories[0].records.commits.iter().map(|commit| commit.files.len()).collect();
    // A merge repeats the files of what it merges.
    assert_eq!(files, [1, 700, 1, 1, 0]);
    let asked = hub.server.requests("GET commit");
    assert_eq!(hub.collect_as(&config, &hub.data).unwrap(), whole);
    assert_eq!(hub.server.requests("GET commit"), asked);
    hub.server.plan(Fault::on("GET commit", Trouble::bad_gateway()).nth(asked as u64 + 2).times(99));
    assert_eq!(hub.collect_as(&config, &Data::new()).unwrap().gaps[0].reason, GapReason::Unavailable);
}

#[test]
fn an_entry_that_is_left_out_of_any_page_is_a_gap_until_the_next_run() {
    let whole = app();
    let bytes_of_all = bytes(&whole.all(&week()));
    let log = whole.server.log();
    let mut holes = 0;
    for (request, seen) in log.iter().enumerate().skip(1) {
        for field in seen.query.lines().filter(|line| line.starts_with("  a")) {
            let alias = field.trim().split(':').next().unwrap();
            let lists =
                ["issues", "pullRequests", "discussions", "releases", "defaultBranchRef/target/history", "list"];
            let name = |list: &&str| field.contains(&format!("{}(", list.rsplit('/').next().unwrap()));
            let list = if field.contains("node(") { "list" } else { lists.into_iter().find(name).unwrap_or("none") };
            // How a repository stands now is never a gap.
            if list == "none" || field.contains("openPulls") {
                continue;
            }
            let hub = app();
            let hole = format!("/{alias}/{list}/nodes/0");
            hub.server.plan(Fault::any(Trouble::Partial(vec![hole.clone()])).nth(request as u64 + 1));
            let collection = hub.collect(&week()).unwrap();
            assert_eq!(collection.gaps.len(), 1, "{hole} of request {request}");
            assert!(!collection.repositories[0].kinds.contains(&collection.gaps[0].kinds[0]), "{hole}");
            assert!(bytes(&hub.all(&week())) == bytes_of_all, "{hole} of request {request}");
            holes += 1;
        }
    }
    assert!(holes > 10, "{holes} holes are too few");
}

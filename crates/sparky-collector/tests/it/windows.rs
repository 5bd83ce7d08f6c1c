//! Windows in any order: of long ago, far apart, still running; each shows the world as of its end.

use chrono_tz::Tz;
use sparky_schema::window::{Period, Window};
use sparky_testkit::World;
use sparky_testkit::world::{Commit, Discussion, Issue, PullRequest, Repository, TimelineEvent, at};

use crate::hub::{Hub, comparable, only};
use crate::scene::{day, week};

fn repository() -> Repository {
    let mut found = Repository::new("o/one");
    found.push(Commit::new("ada", "2026-05-01T10:00:00Z", "Start"));
    found
}

fn same(hub: &Hub, window: &Window) {
    assert_eq!(comparable(hub.all(window)), comparable(hub.fresh(window).unwrap()), "{}", window.id);
}

#[test]
fn windows_in_any_order_show_what_a_new_folder_shows() {
    let hub = Hub::at("2026-02-10T03:00:00Z", World::generated(2, 12, 40, 9));
    let month = Window::containing(Period::Monthly, "2026-01-10".parse().unwrap(), Tz::UTC).unwrap();
    for date in ["2026-02-09", "2026-01-05", "2026-01-20", "2026-01-06", "2026-02-08"] {
        same(&hub, &day(date));
    }
    same(&hub, &month);
    let before = hub.server.log().len();
    for number in (1..32).step_by(3) {
        hub.all(&day(&format!("2026-01-{number:02}")));
    }
    let reading = hub.server.log()[before..].iter().filter(|seen| seen.operation != "Probe").count();
    assert!(reading <= 3, "the month holds all days but the last of the year before, and {reading} more requests came");
}

#[test]
fn a_window_shows_the_world_as_of_its_end() {
    let mut found = repository();
    let mut pull =
        PullRequest::new(1, "ada", "2026-07-08T10:00:00Z", "Draft then").merged("ken", "2026-07-10T10:00:00Z");
    pull.timeline = vec![TimelineEvent::new("ReadyForReviewEvent", "ada", "2026-07-09T10:00:00Z")];
    let mut back = PullRequest::new(2, "ada", "2026-07-08T10:00:00Z", "No draft then");
    (back.draft, back.timeline) =
        (true, vec![TimelineEvent::new("ConvertToDraftEvent", "ada", "2026-07-09T10:00:00Z")]);
    found.pull_requests = vec![pull, back];
    found.issues = vec![Issue::new(3, "ada", "2026-07-08T10:00:00Z", "Closed later").closed("2026-07-09T10:00:00Z")];
    let talk = Discussion::new(4, "ada", "2026-07-08T10:00:00Z", "Answered later");
    found.discussions = Some(vec![Discussion { answered_at: Some(at("2026-07-09T10:00:00Z")), ..talk }]);
    let hub = Hub::new(World::of([found]));
    let then = only(hub.all(&day("2026-07-08")));
    let drafts = then.records.pull_requests.iter().map(|pull| (pull.draft, pull.merged_at, pull.timeline.len()));
    let drafts: Vec<_> = drafts.collect();
    assert_eq!(drafts, [(true, None, 0), (false, None, 0)]);
    let issue = &then.records.issues[0];
    assert_eq!((issue.closed_at, issue.state_reason.as_deref()), (None, None));
    assert_eq!(then.records.discussions[0].answered_at, None);
    // What is known of now alone says nothing of then.
    assert_eq!((then.about, then.head, then.open, then.landed), (None, None, None, None));
    let now = only(hub.all(&week()));
    assert!(now.records.pull_requests[0].merged_at.is_some() && now.records.issues[0].closed_at.is_some());
    assert!(now.about.is_some() && now.head.is_some() && now.open.is_some());
}

#[test]
fn what_landed_is_told_by_reach_and_not_by_date() {
    let hub = Hub::at("2026-07-08T03:00:00Z", World::of([repository()]));
    let night = |date: &str| {
        let collection = hub.all(&day(date));
        hub.clock.advance(std::time::Duration::from_secs(86_400));
        only(collection).landed.map(|landed| landed.len())
    };
    assert_eq!(night("2026-07-07"), None, "nobody knows what was there before");
    hub.server.change(|world| {
        let found = world.repository("o/one");
        let base = found.head().unwrap().to_owned();
        let topic = found.push(Commit::new("ada", "2026-06-01T10:00:00Z", "Old work"));
        found.push(Commit::new("ada", "2026-07-08T10:00:00Z", "Merge").merging(&[&base, &topic]));
    });
    assert_eq!(night("2026-07-08"), Some(1), "as far as it is known: the topic is older than the window before");
    assert_eq!(night("2026-07-09"), Some(0));
    hub.server.change(|world| {
        world.repository("o/one").force_push(None, [Commit::new("ada", "2026-07-10T10:00:00Z", "Anew")]);
    });
    assert_eq!(night("2026-07-10"), Some(1));
    hub.server.change(|world| {
        let found = world.repository("o/one");
        (found.head, found.commits) = (None, Vec::new());
    });
    assert_eq!(night("2026-07-11"), None, "the branch is gone");
    let facts = only(hub.all(&day("2026-07-11")));
    assert_eq!((facts.head, facts.records.commits.len()), (None, 0));
}

#[test]
fn what_was_deleted_while_nobody_looked_is_gone_from_windows_of_long_ago() {
    let mut found = repository();
    for number in 1..4 {
        found.issues.push(Issue::new(number, "ada", &format!("2026-06-0{number}T10:00:00Z"), "Fault"));
    }
    let hub = Hub::at("2026-06-04T03:00:00Z", World::of([found]));
    same(&hub, &day("2026-06-03"));
    hub.clock.advance(std::time::Duration::from_secs(30 * 86_400));
    hub.server.change(|world| {
        world.delete("o/one", 2);
        let found = world.repository("o/one");
        // More than a page, so that the next window does not see them by chance.
        for number in 4..60_u64 {
            for (number, month_day) in [(number, "06-15"), (number + 60, "07-03")] {
                let time = format!("2026-{month_day}T10:{:02}:00Z", number % 60);
                found.issues.push(Issue::new(number, "ada", &time, "New"));
            }
        }
    });
    same(&hub, &day("2026-07-03"));
    same(&hub, &day("2026-06-03"));
}

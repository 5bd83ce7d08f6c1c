//! Which files hold what, and which are read.

use chrono::{DateTime, Utc};
use sparky_schema::Kind;
use sparky_store::Error;
use sparky_store::facts::kinds::{Comments, Commits, Issues, PullRequests, Releases, ReviewComments};

use super::{at, comment, commit, files, folder, issue, name, open, pull_request, release};
use crate::names;

#[test]
fn a_record_lies_in_the_month_of_its_creation_in_utc_one_a_line_by_time_then_key() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    for (number, created) in [
        (10, "2026-07-31T23:59:59Z"),
        (9, "2026-07-31T23:59:59Z"),
        (11, "2026-07-01T00:00:00Z"),
        (2, "2026-08-01T01:00:00+02:00"),
    ] {
        store.upsert::<Issues>(&issue(number, created, None)).unwrap();
    }
    store.commit().unwrap();
    assert_eq!(names(&folder(scratch.path())), ["issues", "repository.json"]);
    assert_eq!(names(&folder(scratch.path()).join("issues")), ["2026-07.ndjson"]);
    let text = std::fs::read_to_string(folder(scratch.path()).join("issues/2026-07.ndjson")).unwrap();
    assert!(text.ends_with("}\n"));
    let numbers: Vec<_> = text.lines().map(|line| line.split([':', ',']).nth(1).unwrap()).collect();
    assert_eq!(numbers, ["11", "2", "9", "10"]);
}

#[test]
fn the_two_kinds_of_comments_are_apart() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Comments>(&comment("a", "2026-07-01T00:00:00Z")).unwrap();
    store.upsert::<ReviewComments>(&comment("a", "2026-07-02T00:00:00Z")).unwrap();
    store.commit().unwrap();
    let mut store = open(scratch.path());
    assert_eq!(store.all::<Comments>().unwrap(), [comment("a", "2026-07-01T00:00:00Z")]);
    assert_eq!(store.all::<ReviewComments>().unwrap(), [comment("a", "2026-07-02T00:00:00Z")]);
    assert_eq!((store.len(Kind::Comments), store.len(Kind::ReviewComments), store.len(Kind::Reviews)), (1, 1, 0));
}

#[test]
fn a_release_that_moves_to_another_month_is_there_once() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Releases>(&release("v1", "2026-05-01T00:00:00Z")).unwrap();
    store.commit().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Releases>(&release("v1", "2026-07-01T00:00:00Z")).unwrap();
    store.commit().unwrap();
    assert_eq!(open(scratch.path()).all::<Releases>().unwrap(), [release("v1", "2026-07-01T00:00:00Z")]);
    assert_eq!(names(&folder(scratch.path()).join("releases")), ["2026-07.ndjson"]);
}

#[test]
fn a_window_sees_what_was_opened_before_it_and_merged_in_it_and_reads_no_other_month() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    let old = pull_request(1, "2026-01-05T00:00:00Z", Some("2026-07-08T00:00:00Z"));
    let older = pull_request(2, "2026-01-06T00:00:00Z", Some("2026-01-07T00:00:00Z"));
    let quiet = pull_request(3, "2026-03-01T00:00:00Z", Some("2026-07-07T23:59:59Z"));
    let later = pull_request(4, "2026-08-01T00:00:00Z", None);
    let new = pull_request(5, "2026-07-08T23:59:59Z", None);
    let past = pull_request(6, "2026-07-09T00:00:00Z", None);
    for record in [&old, &older, &quiet, &later, &new, &past] {
        store.upsert::<PullRequests>(record).unwrap();
    }
    store.commit().unwrap();
    let window = (at("2026-07-08T00:00:00Z"), at("2026-07-09T00:00:00Z"));
    let kind = folder(scratch.path()).join("pull_requests");
    for unread in ["2026-03", "2026-08"] {
        std::fs::write(kind.join(unread).with_extension("ndjson"), "garbage").unwrap();
    }
    let mut store = open(scratch.path());
    assert_eq!(store.range::<PullRequests>(window.0, window.1).unwrap(), [old.clone(), new.clone()]);
    assert_eq!(store.from_month_of::<PullRequests>(at("2026-08-31T00:00:00Z")).unwrap_err().to_string(), {
        let path = kind.join("2026-08.ndjson");
        format!(
            "{} is damaged, so the stored pull_requests of its repository cannot be believed; collect again to read them anew",
            path.display()
        )
    });
    // Those that are needed are indeed read.
    std::fs::write(kind.join("2026-01.ndjson"), "garbage").unwrap();
    assert!(matches!(open(scratch.path()).range::<PullRequests>(window.0, window.1), Err(Error::Damaged { .. })));
}

#[test]
fn a_month_that_is_read_once_is_not_read_again() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Issues>(&issue(1, "2026-07-01T00:00:00Z", None)).unwrap();
    store.commit().unwrap();
    let mut store = open(scratch.path());
    store.all::<Issues>().unwrap();
    std::fs::remove_file(folder(scratch.path()).join("issues/2026-07.ndjson")).unwrap();
    assert_eq!(store.all::<Issues>().unwrap().len(), 1);
}

#[test]
fn dates_that_are_nonsense_are_kept() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    let dates = [
        DateTime::<Utc>::MIN_UTC,
        at("0001-01-01T00:00:00Z"),
        DateTime::UNIX_EPOCH,
        at("9999-12-31T23:59:59Z"),
        DateTime::<Utc>::MAX_UTC,
    ];
    let commits: Vec<_> = dates.iter().zip(1..).map(|(date, number)| commit(number, *date)).collect();
    commits.iter().rev().for_each(|commit| store.upsert::<Commits>(commit).unwrap());
    store.commit().unwrap();
    let mut store = open(scratch.path());
    assert!(!store.was_damaged());
    assert_eq!(store.all::<Commits>().unwrap(), commits);
}

#[test]
fn ten_thousand_commits_take_less_than_twice_their_lines() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    let mut lines = 0;
    for number in 0..10_000_u32 {
        let commit = commit(number.into(), at("2016-01-01T00:00:00Z") + chrono::Duration::hours(9 * i64::from(number)));
        lines += serde_json::to_vec(&commit).unwrap().len() + 1;
        store.upsert::<Commits>(&commit).unwrap();
    }
    store.commit().unwrap();
    let stored: usize = files(&folder(scratch.path())).values().map(Vec::len).sum();
    assert!(stored >= lines && stored < lines * 11 / 10, "{stored} bytes for {lines}");
    let mut again =
        sparky_store::DataFolder::open(scratch.path()).unwrap().facts().open::<super::State>(&name()).unwrap();
    assert_eq!(again.len(Kind::Commits), 10_000);
    assert_eq!(again.range::<Commits>(at("2016-01-01T00:00:00Z"), at("2016-02-01T00:00:00Z")).unwrap().len(), 83);
}

#[test]
fn what_is_open_is_found_in_the_months_that_hold_such() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Issues>(&issue(1, "2026-05-01T00:00:00Z", None)).unwrap();
    store.upsert::<Issues>(&issue(2, "2026-06-01T00:00:00Z", Some("2026-06-02T00:00:00Z"))).unwrap();
    store.upsert::<Issues>(&issue(3, "2026-07-01T00:00:00Z", Some("2026-07-02T00:00:00Z"))).unwrap();
    store.upsert::<Issues>(&issue(4, "2026-07-01T00:00:00Z", None)).unwrap();
    store.upsert::<PullRequests>(&pull_request(5, "2026-07-01T00:00:00Z", Some("2026-07-02T00:00:00Z"))).unwrap();
    store.commit().unwrap();
    let path = folder(scratch.path()).join("issues/2026-06.ndjson");
    std::fs::write(&path, "damaged").unwrap();
    let open_ones = || {
        let found = open(scratch.path()).open_ones::<Issues>();
        found.map(|found| found.iter().map(|issue| issue.number).collect::<Vec<_>>())
    };
    assert_eq!(open_ones().unwrap(), [1, 4], "June has none and is not read");
    assert!(open(scratch.path()).open_ones::<PullRequests>().unwrap().is_empty());
    assert!(open(scratch.path()).all::<Issues>().is_err(), "June is damaged");
}

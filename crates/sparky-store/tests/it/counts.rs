//! What was counted in each window: renewed until it is published, and then kept.

use sparky_schema::analysis::TrendMetric;
use sparky_schema::codec::sha256_hex;
use sparky_schema::counts::{DayCounts, RepositoryCounts, WindowCounts};
use sparky_schema::{Period, Window};
use sparky_store::{Counts, DataFolder};

use crate::window;

/// A window in which so many issues were opened in one repository.
fn counted(window: &Window, name: &str, issues: u64) -> WindowCounts {
    let day = DayCounts { counts: [(TrendMetric::IssuesOpened, issues)].into(), ..DayCounts::default() };
    let repository = RepositoryCounts { days: [(window.first_date(), day)].into(), ..RepositoryCounts::default() };
    let repositories = [(name.parse().unwrap(), repository)].into();
    WindowCounts { repositories, ..WindowCounts::new(window.clone()) }
}

fn issues(counts: &Counts, window: &Window) -> Vec<u64> {
    let counts = counts.of(window).unwrap();
    let days = counts.repositories.values().flat_map(|repository| repository.days.values());
    days.map(|day| day.counts[&TrendMetric::IssuesOpened]).collect()
}

#[test]
fn what_was_published_stays() {
    let scratch = tempfile::tempdir().unwrap();
    let (counts, day) = (DataFolder::open(scratch.path()).unwrap().counts(), window(Period::Daily, 8));
    counts.publish(&day).unwrap();
    assert_eq!(counts.of(&day), None, "nothing was counted");
    for issues in [1, 2] {
        counts.add(counted(&day, "acme/app", issues)).unwrap();
    }
    assert_eq!((issues(&counts, &day), counts.published(&day)), (vec![2], None));
    counts.publish(&day).unwrap();
    counts.add(counted(&day, "acme/app", 3)).unwrap();
    counts.add(counted(&day, "acme/web", 4)).unwrap();
    assert_eq!(issues(&counts, &day), [2, 4]);
    let (published, input) = counts.published(&day).unwrap();
    assert!(published.published);
    assert_eq!(input.path, "history/counts/daily/2026-07-08.json");
}

#[test]
fn a_window_finds_what_was_over_before_it() {
    let scratch = tempfile::tempdir().unwrap();
    let counts = DataFolder::open(scratch.path()).unwrap().counts();
    let today = window(Period::Daily, 15);
    assert_eq!(counts.before(today.since, today.time_zone).unwrap(), (Vec::new(), None));
    let old = Window::at(Period::Daily, today.since - chrono::TimeDelta::days(500), today.time_zone).unwrap();
    let all = [old, window(Period::Daily, 14), window(Period::Weekly, 6), window(Period::Monthly, 1), today.clone()];
    for window in &all {
        counts.add(counted(window, "acme/app", 1)).unwrap();
    }
    let file = scratch.path().join("history/counts/daily/2026-07-13.json");
    std::fs::write(&file, "{").unwrap();
    let (found, input) = counts.before(today.since, today.time_zone).unwrap();
    let ids: Vec<&str> = found.iter().map(|counts| counts.window.id.as_str()).collect();
    assert_eq!(ids, ["2026-07-14", "2026-W28"], "the month is not over, the other day too long ago, one is damaged");
    let names = ["history/counts/daily/2026-07-14.json", "history/counts/weekly/2026-W28.json"];
    let sum = |name: &&str| format!("{}  {name}\n", sha256_hex(&std::fs::read(scratch.path().join(name)).unwrap()));
    let sums: String = names.iter().map(sum).collect();
    assert_eq!(input.unwrap().sha256, sha256_hex(sums.as_bytes()));
}

#[test]
fn two_folders_become_one() {
    let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let day = window(Period::Daily, 8);
    let [ours, theirs] = [&ours, &theirs].map(|scratch| DataFolder::open(scratch.path()).unwrap().counts());
    ours.add(counted(&day, "acme/app", 1)).unwrap();
    theirs.add(counted(&day, "acme/web", 2)).unwrap();
    theirs.publish(&day).unwrap();
    ours.merge(&theirs).unwrap();
    assert_eq!(issues(&ours, &day), [1, 2]);
    assert!(ours.published(&day).is_some(), "it is out, whoever published it");
}

//! What earlier analyses counted: trends over windows, records, streaks, breaks, drifts and corrections.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use sparky_analyzer::{Analyzed, Config, Past, analyze_after};
use sparky_schema::Input;
use sparky_schema::analysis::{DriftKind, Record, Trend, TrendMetric};
use sparky_schema::counts::WindowCounts;

use crate::world::{collection, comment, counted, input, issue, on_github, pull_request, review};

/// The first day of the records: the window is the day after.
const SINCE: &str = "2026-07-07";

fn days_before(back: u64) -> String {
    (SINCE.parse::<NaiveDate>().unwrap() - Days::new(back)).to_string()
}

/// Days before the records, the last one first, by what happened on each.
fn past(days: u64, day: impl Fn(u64) -> Value) -> Past {
    let counts = (1..=days).map(|back| counted(&days_before(back), "acme/app", &day(back))).collect();
    let sha256 = "1".repeat(64);
    Past { counts, input: Some(Input { path: "history/counts".to_owned(), sha256 }), published: Vec::new() }
}

fn opened(count: u64) -> Value {
    json!({"counts": {"issues_opened": count}})
}

fn after(past: &Past, records: &Value) -> Analyzed {
    analyze_after(past, collection(&[on_github("acme/app", records)], &[]), input(), &Config::default())
}

/// So many issues opened in the window.
fn issues(count: u64) -> Value {
    let opened = |n| issue(n, "ann", "2026-07-08T10:00:00Z", None);
    json!({"issues": (1..=count).map(opened).collect::<Vec<_>>()})
}

fn trend(analyzed: &Analyzed, metric: TrendMetric) -> Trend {
    analyzed.analysis.trends.iter().find(|trend| trend.metric == metric).unwrap().clone()
}

#[test]
fn a_day_is_compared_with_the_days_before_the_records() {
    // Wednesdays have 4, other days 2; the window is a Wednesday with 9, and the day before it has none.
    let past = past(90, |back| opened(if back % 7 == 6 { 4 } else { 2 }));
    let analyzed = after(&past, &issues(9));
    let trend = trend(&analyzed, TrendMetric::IssuesOpened);
    let windows = trend.windows.unwrap();
    assert_eq!((trend.days, trend.median, trend.last_week), (92, 2.0, 2.71));
    assert_eq!(trend.weekdays, [2.0, 2.0, 4.0, 2.0, 2.0, 2.0, 2.0]);
    assert_eq!((windows.value, windows.known, windows.usual, windows.change), (9, 91, 4.0, 5.0));
    assert_eq!((windows.streak, windows.rising, windows.falling), (1, 1, 0));
    assert_eq!(windows.record, Some(Record { windows: 91, since: None }));
    assert_eq!(trend.unusual.len(), 1);
    let paths: Vec<&str> = analyzed.analysis.inputs.iter().map(|input| input.path.as_str()).collect();
    assert_eq!(paths, ["runs/daily/2026-07-08/collection.json", "history/counts"]);
}

#[test]
fn a_record_says_since_when() {
    let past = past(60, |back| opened(if back == 20 { 7 } else { 1 }));
    let seven = trend(&after(&past, &issues(7)), TrendMetric::IssuesOpened).windows.unwrap();
    let since = Some(days_before(20).parse().unwrap());
    assert_eq!(seven.record, Some(Record { windows: 20, since }));
    let none = trend(&after(&past, &issues(0)), TrendMetric::IssuesOpened).windows.unwrap();
    assert_eq!((none.record, none.streak), (None, 0));
}

#[test]
fn a_hole_ends_the_series() {
    let mut past = past(90, |_| opened(1));
    past.counts.remove(29);
    let trend = trend(&after(&past, &issues(1)), TrendMetric::IssuesOpened);
    assert_eq!(trend.days, 31, "29 days before, and the two of the records");
}

#[test]
fn a_repository_without_counts_ends_the_series_unless_it_is_younger() {
    let past = past(40, |_| opened(1));
    let new = |created: &str| {
        let mut new = on_github("acme/new", &json!({}));
        new["about"] = json!({"description": null, "homepage": null, "stars": 0, "forks": 0, "watchers": 0,
            "topics": [], "language": null, "license": null, "archived": false, "fork": false,
            "created_at": created, "pushed_at": null});
        let both = collection(&[on_github("acme/app", &issues(1)), new], &[]);
        analyze_after(&past, both, input(), &Config::default()).analysis.trends.len()
    };
    assert_eq!(new("2026-07-07T00:00:00Z"), 6);
    assert_eq!(new("2020-01-01T00:00:00Z"), 0);
}

#[test]
fn a_new_name_keeps_its_past() {
    let mut past = past(40, |_| opened(1));
    for counts in &mut past.counts {
        counts.repositories.values_mut().for_each(|counts| counts.id = Some("R_1".to_owned()));
    }
    let mut renamed = on_github("acme/renamed", &issues(1));
    renamed["id"] = json!("R_1");
    let analysis = analyze_after(&past, collection(&[renamed], &[]), input(), &Config::default()).analysis;
    assert_eq!(analysis.trends[0].days, 42);
}

#[test]
fn who_was_away_for_ninety_days_is_back() {
    let was_here = |back: u64| {
        if back == 95 { json!({"counts": {"comments": 1}, "people": ["ann", "bob"]}) } else { json!({"counts": {}}) }
    };
    let records = json!({
        "comments": [comment("b", 1, &json!({"login": "bob"}), "2026-07-07T10:00:00Z"),
            comment("c", 1, &json!({"login": "bob"}), "2026-07-08T10:00:00Z")],
        "issues": [issue(1, "Ann", "2026-07-08T10:00:00Z", None), issue(2, "new", "2026-07-08T10:00:00Z", None)]
    });
    let back = |past: &Past| -> Vec<(String, Option<u64>)> {
        let people = after(past, &records).analysis.people;
        people.into_iter().map(|person| (person.person.name, person.returned_after_days)).collect()
    };
    let told = |ann| [("Ann", ann), ("new", None), ("bob", None)].map(|(name, days)| (name.to_owned(), days));
    assert_eq!(back(&past(100, was_here)), told(Some(96)));
    assert_eq!(back(&past(90, was_here)), told(None), "nobody knows when she was here last");
}

#[test]
fn labels_that_rise_and_fall_are_told() {
    let label = |name: &str, count: u64| json!({"counts": {}, "labels": {name: count, "bug": 1}});
    let records = json!({"issues": (1..=7).map(|n| {
        let mut issue = issue(n, "ann", "2026-07-08T10:00:00Z", None);
        issue["labels"] = json!(["bug"]);
        issue
    }).collect::<Vec<_>>()});
    let analyzed = after(&past(60, |_| label("docs", 9)), &records);
    let told: Vec<_> =
        analyzed.analysis.drifts.iter().map(|d| (d.kind, d.name.as_str(), d.value, d.usual, d.change)).collect();
    assert_eq!(told, [(DriftKind::Label, "docs", 0, 9.0, -9.0), (DriftKind::Label, "bug", 7, 1.0, 6.0)]);
}

#[test]
fn what_was_counted_is_handed_on() {
    let records = json!({
        "issues": [issue(1, "Ann", "2026-07-08T10:00:00Z", None), issue(2, "bot", "2026-07-08T10:00:00Z", None),
            issue(3, "secret", "2026-07-08T10:00:00Z", None), issue(4, "old", "2026-07-07T10:00:00Z", None)],
        "pull_requests": [pull_request(5, "eve", "2026-07-01T10:00:00Z",
            &json!({"merged_at": "2026-07-08T11:00:00Z", "closed_at": "2026-07-08T11:00:00Z", "labels": ["ui"], "merged_by": {"login": "max"}}))],
        "reviews": [review("r", 5, &json!({"login": "max"}), "2026-07-08T10:30:00Z")],
    });
    let config = Config { exclude: vec!["secret".parse().unwrap()], bots: vec!["bot".to_owned()], ..Config::default() };
    let world = collection(&[on_github("acme/app", &records)], &[]);
    let counts = analyze_after(&Past::default(), world, input(), &config).counts.unwrap();
    assert_eq!(
        serde_json::to_value(&counts.repositories).unwrap()["acme/app"]["days"],
        json!({"2026-07-08": {
            "counts": {"issues_opened": 3, "pull_requests_merged": 1, "reviews": 1},
            "labels": {"ui": 1}, "people": ["ann", "eve", "max"]
        }})
    );
}

#[test]
fn what_changed_since_it_was_published_is_a_correction() {
    let told = |counts: &Value| -> WindowCounts { counted(SINCE, "acme/app", &json!({"counts": counts})) };
    let source = Input { path: "history/counts/daily/2026-07-07.json".to_owned(), sha256: "2".repeat(64) };
    let records = json!({"issues": [issue(1, "ann", "2026-07-07T10:00:00Z", None), issue(2, "ann", "2026-07-07T11:00:00Z", None)]});
    let past = |counts: &Value| Past { published: vec![(told(counts), source.clone())], ..Past::default() };
    let changed = after(&past(&json!({"issues_opened": 1, "reviews": 3})), &records).analysis;
    let told: Vec<_> = changed.corrections.iter().map(|c| (c.window.as_str(), c.metric, c.was, c.is)).collect();
    assert_eq!(told, [("2026-07-07", TrendMetric::IssuesOpened, 1, 2), ("2026-07-07", TrendMetric::Reviews, 3, 0)]);
    assert!(changed.inputs.contains(&source));
    let same = after(&past(&json!({"issues_opened": 2})), &records).analysis;
    assert_eq!((same.corrections.len(), same.inputs.len()), (0, 1), "what changes nothing is no input");
}

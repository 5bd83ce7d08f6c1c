//! Times that cannot be, in every order: whatever a document says, there is an analysis, and each number in it is one.

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use serde_json::json;
use sparky_analyzer::{Config, Past, analyze, analyze_after};
use sparky_schema::analysis::Analysis;
use sparky_schema::collection::Collection;

use crate::world::{collection, input, issue, on_github, pull_request};

fn mixed() -> Collection {
    serde_json::from_str(include_str!("../golden/mixed/collection.json")).unwrap()
}

/// Every time of every record moved by some days, at most three years to either side, each by others.
fn skewed(mut seed: u64) -> Collection {
    let mut collection = mixed();
    let mut skew = move |at: &mut DateTime<Utc>| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *at += Duration::hours(i64::try_from((seed >> 33) % 52_560).unwrap() - 26_280);
    };
    for repository in &mut collection.repositories {
        let records = &mut repository.records;
        for p in &mut records.pull_requests {
            skew(&mut p.created_at);
            p.merged_at.iter_mut().chain(&mut p.closed_at).for_each(&mut skew);
            p.timeline.iter_mut().for_each(|event| skew(&mut event.at));
        }
        for issue in &mut records.issues {
            skew(&mut issue.created_at);
            issue.closed_at.iter_mut().for_each(&mut skew);
        }
        records.commits.iter_mut().for_each(|commit| skew(&mut commit.authored_at));
        records.reviews.iter_mut().for_each(|review| skew(&mut review.submitted_at));
        records.comments.iter_mut().for_each(|comment| skew(&mut comment.created_at));
        records.releases.iter_mut().for_each(|release| skew(&mut release.published_at));
    }
    // Enough records for health and trends.
    collection.since -= Duration::days(90);
    collection
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn clock_skew_gives_numbers_all_the_same(seed: u64) {
        let analysis = analyze(&skewed(seed), input(), &Config::default());
        prop_assert!(analysis.repositories.iter().any(|repository| repository.health.is_some()));
        // What is no number is written as null, and read back as something else or not at all.
        let text = serde_json::to_string(&analysis).unwrap();
        let back: Analysis = serde_json::from_str(&text).unwrap();
        prop_assert!(back == analysis);
    }
}

#[test]
fn the_end_of_the_calendar_is_a_time_like_others() {
    let mut collection = mixed();
    for repository in &mut collection.repositories {
        repository.records.issues.iter_mut().for_each(|issue| issue.created_at = DateTime::<Utc>::MAX_UTC);
        repository.records.pull_requests.iter_mut().for_each(|p| p.created_at = DateTime::<Utc>::MIN_UTC);
    }
    collection.since -= Duration::days(90);
    assert_eq!(analyze(&collection, input(), &Config::default()).totals.issues_opened.unwrap_or(0), 0);
}

fn text(analysis: &Analysis) -> String {
    serde_json::to_string(analysis).unwrap()
}

#[test]
fn ten_thousand_labels_in_every_script_are_labels() {
    let labels: Vec<String> = (0..10_000).map(|n| format!("прио-{n} 🚀 \u{202e}x")).collect();
    let mut problem = issue(1, "ann", "2026-07-08T10:00:00Z", None);
    problem["labels"] = json!(labels);
    problem["title"] = json!("\u{200d}\u{0}");
    let world = collection(&[on_github("acme/app", &json!({"issues": [problem]}))], &[]);
    let analyzed = analyze_after(&Past::default(), world, input(), &Config::default());
    assert_eq!(analyzed.analysis.happenings[0].labels.len(), 10_000);
    let day = analyzed.counts.unwrap().repositories.into_values().next().unwrap().days.into_values().next().unwrap();
    assert_eq!(day.labels.len(), 10_000);
}

#[test]
fn records_that_come_twice_count_once() {
    let once = mixed();
    let mut twice = once.clone();
    for repository in &mut twice.repositories {
        let records = &mut repository.records;
        records.commits.extend(records.commits.clone());
        records.pull_requests.extend(records.pull_requests.clone());
        records.issues.extend(records.issues.clone());
        records.reviews.extend(records.reviews.clone());
        records.comments.extend(records.comments.clone());
        records.releases.extend(records.releases.clone());
    }
    twice.repositories.extend(once.repositories.clone());
    let analyzed = |collection| analyze_after(&Past::default(), collection, input(), &Config::default());
    let (once, twice) = (analyzed(once), analyzed(twice));
    assert_eq!(text(&once.analysis), text(&twice.analysis));
    assert_eq!(once.counts, twice.counts);
}

#[test]
fn what_ended_before_it_began_has_no_length_and_what_is_to_come_is_not_counted() {
    let extra = json!({"merged_at": "2026-07-08T09:00:00Z", "closed_at": "2026-07-08T09:00:00Z"});
    let pulls = json!([
        pull_request(1, "ann", "2026-07-08T10:00:00Z", &extra),
        pull_request(2, "ann", "2031-01-01T00:00:00Z", &json!({"merged_at": "2030-01-01T00:00:00Z"})),
    ]);
    let issues = json!([
        issue(3, "ann", "2026-07-08T10:00:00Z", Some("2026-07-07T10:00:00Z")),
        issue(4, "ann", "2030-01-01T00:00:00Z", Some("2031-01-01T00:00:00Z")),
    ]);
    let records = json!({"pull_requests": pulls, "issues": issues});
    let analysis = analyze(&collection(&[on_github("acme/app", &records)], &[]), input(), &Config::default());
    let totals = &analysis.totals;
    assert_eq!((totals.pull_requests_opened, totals.pull_requests_merged), (Some(1), Some(1)));
    assert_eq!((totals.issues_opened, totals.issues_closed), (Some(1), Some(0)));
    let times = analysis.metrics.time_to_merge_hours.as_ref();
    assert!(times.is_none_or(|times| times.median.is_none_or(|hours| hours >= 0.0)), "{times:?}");
    assert!(!text(&analysis).contains("NaN"));
}

#[test]
fn deleted_accounts_are_nobody() {
    let mut collection = mixed();
    for repository in &mut collection.repositories {
        let records = &mut repository.records;
        records.pull_requests.iter_mut().for_each(|p| (p.author, p.merged_by) = (None, None));
        records.issues.iter_mut().for_each(|issue| issue.author = None);
        records.reviews.iter_mut().for_each(|review| review.author = None);
        records.comments.iter_mut().chain(&mut records.review_comments).for_each(|comment| comment.author = None);
        records.releases.iter_mut().for_each(|release| release.author = None);
        records.commits.clear();
    }
    let analysis = analyze(&collection, input(), &Config::default());
    assert!(analysis.people.is_empty() && analysis.bots.is_empty() && analysis.review_network.is_empty());
    assert!(analysis.happenings.iter().all(|happening| happening.author.is_none()));
    assert_ne!(analysis.totals.contributors, Some(1));
}

#[test]
fn nothing_at_all_is_an_analysis_too() {
    let empty = [vec![], vec![on_github("acme/app", &json!({}))]];
    for repositories in empty {
        let mut world = collection(&repositories, &[]);
        world.since -= Duration::days(90);
        let analysis = analyze(&world, input(), &Config::default());
        let back: Analysis = serde_json::from_str(&text(&analysis)).unwrap();
        assert_eq!(back, analysis);
        assert!(analysis.happenings.is_empty() && analysis.corrections.is_empty() && analysis.drifts.is_empty());
    }
}

/// Counts that somebody has changed by hand: the largest numbers, days outside of their window, other zones.
#[test]
fn a_damaged_past_gives_numbers_all_the_same() {
    let day = |issues: u64| json!({"counts": {"issues_opened": issues}, "labels": {"bug": issues}});
    let dates = (1..=60).map(|back| "2026-07-07".parse::<chrono::NaiveDate>().unwrap() - chrono::Days::new(back));
    let mut counts: Vec<_> =
        dates.map(|date| crate::world::counted(&date.to_string(), "acme/app", &day(u64::MAX))).collect();
    counts[3].window.time_zone = chrono_tz::Asia::Tokyo;
    counts.extend(counts.clone());
    let told = (crate::world::counted("2026-07-08", "acme/app", &day(u64::MAX)), input());
    let past = Past { counts, input: None, published: vec![told] };
    let problem = issue(1, "ann", "2026-07-08T10:00:00Z", None);
    let world = collection(&[on_github("acme/app", &json!({"issues": [problem]}))], &[]);
    let analysis = analyze_after(&past, world, input(), &Config::default()).analysis;
    let back: Analysis = serde_json::from_str(&text(&analysis)).unwrap();
    assert_eq!(back, analysis);
    assert_eq!((analysis.corrections[0].was, analysis.corrections[0].is), (u64::MAX, 1));
}

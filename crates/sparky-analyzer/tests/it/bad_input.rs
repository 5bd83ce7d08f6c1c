//! Times that cannot be, in every order: whatever a document says, there is an analysis, and each number in it is one.

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use sparky_analyzer::{Config, analyze};
use sparky_schema::analysis::Analysis;
use sparky_schema::collection::Collection;

use crate::world::input;

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

//! Times: the definitions, the percentile against a naive one, and the words for a duration.

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};
use sparky_schema::totals::Distribution;

use crate::world::{analyzed, issue, on_github, pull_request, review};

const NOON: &str = "2026-07-08T12:00:00Z";

/// Issues closed at noon that were open for so many seconds.
fn closed_after(seconds: &[i64]) -> Distribution {
    let noon: DateTime<Utc> = NOON.parse().unwrap();
    let issues: Vec<Value> = (1u64..)
        .zip(seconds)
        .map(|(number, s)| issue(number, "ann", &(noon - Duration::seconds(*s)).to_rfc3339(), Some(NOON)))
        .collect();
    analyzed(&[on_github("acme/app", &json!({"issues": issues}))]).metrics.time_to_close_hours.unwrap()
}

fn text(seconds: i64) -> String {
    closed_after(&[seconds]).median_text.unwrap()
}

#[test]
fn ranks_are_interpolated() {
    let times = closed_after(&[3600, 7200, 10800, 36000]);
    assert_eq!((times.count, times.median, times.p90), (4, Some(2.5), Some(7.9)));
}

#[test]
fn nothing_measured_is_no_number() {
    assert_eq!(closed_after(&[]), Distribution::default());
}

#[test]
fn what_was_closed_before_it_was_opened_is_no_measurement() {
    assert_eq!(closed_after(&[-60, 3600]).count, 1);
}

#[test]
fn the_first_review_counts_when_a_person_other_than_the_author_wrote_it() {
    let records = json!({
        "pull_requests": [
            pull_request(1, "ann", "2026-07-08T00:00:00Z", &json!({})),
            pull_request(2, "ann", "2026-07-06T00:00:00Z", &json!({})),
        ],
        "reviews": [
            review("a", 1, &json!({"login": "Ann"}), "2026-07-08T01:00:00Z"),
            review("b", 1, &json!({"login": "robot", "bot": true}), "2026-07-08T02:00:00Z"),
            review("c", 1, &json!(null), "2026-07-08T03:00:00Z"),
            review("d", 1, &json!({"login": "bob"}), "2026-07-08T04:00:00Z"),
            review("e", 1, &json!({"login": "bob"}), "2026-07-08T05:00:00Z"),
            review("f", 2, &json!({"login": "bob"}), "2026-07-07T04:00:00Z"),
            review("g", 2, &json!({"login": "bob"}), "2026-07-08T04:00:00Z"),
        ],
    });
    let times = analyzed(&[on_github("acme/app", &records)]).metrics.time_to_first_review_hours.unwrap();
    assert_eq!((times.count, times.median), (1, Some(4.0)), "the second was first reviewed the day before");
}

#[test]
fn durations_read_well() {
    let cases = [
        (0, "less than a minute"),
        (60, "1 minute"),
        (45 * 60, "45 minutes"),
        (3599, "1 hour"),
        (5400, "1.5 hours"),
        (5 * 3600, "5 hours"),
        (86_399, "1 day"),
        (60 * 3600, "2.5 days"),
        (12 * 86_400, "12 days"),
        (21 * 86_400, "3 weeks"),
        (58 * 86_400, "8 weeks"),
        (64 * 86_400, "2 months"),
        (365 * 86_400, "12 months"),
        (730 * 86_400, "2 years"),
    ];
    for (seconds, expected) in cases {
        assert_eq!(text(seconds), expected, "{seconds} s");
    }
}

/// The definition as the textbook has it, by walking between neighbours.
fn naive(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let position = p * (sorted.len() - 1) as f64;
    sorted.iter().enumerate().map(|(rank, value)| value * (1.0 - (position - rank as f64).abs()).max(0.0)).sum()
}

proptest! {
    #[test]
    fn percentiles_agree_with_the_naive_ones(seconds in prop::collection::vec(0i64..5_000_000, 1..40)) {
        let times = closed_after(&seconds);
        let hours: Vec<f64> = seconds.iter().map(|s| *s as f64 / 3600.0).collect();
        prop_assert!((times.median.unwrap() - naive(&hours, 0.5)).abs() < 0.0051);
        prop_assert!((times.p90.unwrap() - naive(&hours, 0.9)).abs() < 0.0051);
    }
}

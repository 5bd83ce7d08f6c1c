//! Trends on planted series, on years of noise, and in an analysis.

use proptest::prelude::*;
use serde_json::{Value, json};
use sparky_analyzer::trend::{FAR, Point, changes, median_deviation, outliers, shift};
use sparky_analyzer::{Config, analyze};
use sparky_schema::analysis::TrendMetric;

use crate::world::{collection, input, issue, on_github};

/// Counts around 20 that scatter like a normal distribution with a standard deviation of 4: the sum of twelve evenly
/// distributed numbers.
fn noise(seed: u64, days: usize) -> Vec<f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut even = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1u64 << 31) as f64
    };
    let mut normal = move || (0..12).map(|_| even()).sum::<f64>() - 6.0;
    (0..days).map(|_| (20.0 + 4.0 * normal()).round().max(0.0)).collect()
}

/// Working days only.
fn points(values: &[f64]) -> Vec<Point> {
    values.iter().map(|value| Point { value: *value, weekend: false }).collect()
}

/// Every sixth and seventh value is that of a weekend.
fn weeks(values: &[f64], weekend: impl Fn(f64) -> f64) -> Vec<Point> {
    let point = |(at, value): (usize, &f64)| match at % 7 {
        5 | 6 => Point { value: weekend(*value), weekend: true },
        _ => Point { value: *value, weekend: false },
    };
    values.iter().enumerate().map(point).collect()
}

#[test]
fn pettitt_worked_out_by_hand() {
    // Ranks 1 2 3 4 5 6: U is -5 -8 -9 -8 -5, so K = 9 after the third, and the chance is 2 exp(-6 x 81 / 252).
    let found = shift(&[1.0, 2.0, 3.0, 10.0, 11.0, 12.0]).unwrap();
    assert_eq!((found.at, (found.chance * 1e4).round()), (3, 2907.0));
    assert_eq!(shift(&[7.0]), None);
    assert_eq!(shift(&[5.0; 20]).unwrap().chance, 1.0);
}

#[test]
fn the_modified_z_score_worked_out_by_hand() {
    let mut values: Vec<f64> = [8.0, 10.0, 12.0].repeat(10);
    assert_eq!(median_deviation(&values), Some(2.0));
    values.extend([23.0, 24.0, 10.0]);
    let found = outliers(&points(&values), 30, FAR);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].at, found[0].usual, (found[0].score * 1e4).round()), (31, 10.0, 47215.0));
    assert_eq!(outliers(&points(&values[..28]), 0, FAR), [], "too few before");
}

#[test]
fn a_weekend_is_compared_with_weekends() {
    let quiet = weeks(&[20.0; 63], |_| 0.0);
    assert_eq!(outliers(&quiet, 28, FAR), [], "a Saturday without commits is like the others");
    assert_eq!(changes(&quiet), []);
    let mut busy = quiet;
    busy[61].value = 9.0;
    assert_eq!(outliers(&busy, 28, FAR).iter().map(|found| (found.at, found.usual)).collect::<Vec<_>>(), [(61, 0.0)]);
}

/// Two weeks after a change by three median deviations it is told, whether weekends are quiet or not, and put into the
/// right week, for more than nine of ten kinds of noise.
#[test]
fn a_change_is_found_within_two_weeks() {
    for quiet_weekends in [false, true] {
        let found = |seed: &u64| {
            let mut values = noise(*seed, 134);
            let step = 3.0 * median_deviation(&values).unwrap();
            values.iter_mut().skip(120).for_each(|value| *value += step);
            let points = weeks(&values, |value| if quiet_weekends { (value / 8.0).round() } else { value });
            changes(&points).last().is_some_and(|change| change.at.abs_diff(120) <= 7 && change.found < 134)
        };
        let found = (1..=200).filter(found).count();
        assert!(found >= 184, "{found} of 200, quiet weekends: {quiet_weekends}");
    }
}

#[test]
fn a_year_of_noise_gives_one_false_alarm_at_most() {
    let years = 60;
    for quiet_weekends in [false, true] {
        let mut alarms = 0;
        for seed in 1..=years {
            let values = noise(seed, 365 + 56);
            let year = weeks(&values, |value| if quiet_weekends { (value / 8.0).round() } else { value });
            // Every day of the year is tested, as nightly runs do.
            let told = changes(&year).iter().filter(|change| 56 <= change.found).count();
            alarms += u64::try_from(told + outliers(&year, 56, FAR).len()).unwrap();
        }
        assert!(alarms <= years, "{alarms} alarms in {years} years, quiet weekends: {quiet_weekends}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// What was told on one night is told on the next one, in the same words.
    #[test]
    fn what_was_found_stays(seed: u64, step in 0.0..20.0f64) {
        let mut values = noise(seed, 200);
        values.iter_mut().skip(100).for_each(|value| *value += step);
        let points = weeks(&values, |value| value);
        let all = changes(&points);
        for end in (28..points.len()).step_by(9) {
            let then = changes(&points[..end]);
            prop_assert!(all.starts_with(&then), "{then:?} on day {end}, {all:?} in the end");
        }
    }
}

#[test]
fn an_analysis_of_a_month_has_trends() {
    let opened = |day: usize| if day < 45 { 1 } else { 4 };
    let issues = (0..62usize).flat_map(|day| (0..opened(day)).map(move |n| (day, n)));
    let first: chrono::DateTime<chrono::Utc> = "2026-07-01T00:00:00Z".parse().unwrap();
    let at = |day: usize| (first + chrono::Duration::days(i64::try_from(day).unwrap())).to_rfc3339();
    let issues: Vec<Value> = issues.enumerate().map(|(n, (day, _))| issue(n as u64, "ann", &at(day), None)).collect();
    let mut month =
        serde_json::to_value(collection(&[on_github("acme/app", &json!({"issues": issues}))], &[])).unwrap();
    month["since"] = json!("2026-07-01T00:00:00Z");
    month["window"] = json!({"period": "monthly", "id": "2026-08", "since": "2026-08-01T00:00:00Z",
        "until": "2026-09-01T00:00:00Z", "time_zone": "UTC"});
    let trends = analyze(&serde_json::from_value(month).unwrap(), input(), &Config::default()).trends;
    assert_eq!(trends.len(), 6);
    let trend = trends.iter().find(|trend| trend.metric == TrendMetric::IssuesOpened).unwrap();
    let change = trend.change.as_ref().unwrap();
    assert_eq!((change.date.to_string().as_str(), change.before, change.after), ("2026-08-15", 1.0, 4.0));
    assert_eq!((change.sure_percent, trend.last_week, trend.unusual.len()), (98, 4.0, 0));
    assert!(trends.iter().filter(|other| other.metric != trend.metric).all(|other| other.change.is_none()));
    assert!(crate::world::analyzed(&[on_github("acme/app", &json!({}))]).trends.is_empty(), "two days are no series");
}

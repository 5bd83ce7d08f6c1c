//! The weeks of a year from what was counted in windows of all periods, each day of each repository once. It must not know
//! how a week is shown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate};
use sparky_dashboard::Week;
use sparky_schema::analysis::TrendMetric;
use sparky_schema::counts::{RepositoryCounts, WindowCounts};
use sparky_schema::gap::Kind;

/// What is drawn, and the kind of records without which it is not known.
const METRICS: [(TrendMetric, Kind); 6] = [
    (TrendMetric::PullRequestsMerged, Kind::PullRequests),
    (TrendMetric::PullRequestsOpened, Kind::PullRequests),
    (TrendMetric::IssuesOpened, Kind::Issues),
    (TrendMetric::IssuesClosed, Kind::Issues),
    (TrendMetric::Reviews, Kind::Reviews),
    (TrendMetric::Commits, Kind::Commits),
];

/// The weeks of which every day lies in a window that was counted.
pub(super) fn weeks(windows: &[WindowCounts]) -> Vec<Week> {
    let mut weeks: BTreeMap<NaiveDate, BTreeMap<TrendMetric, u64>> = BTreeMap::new();
    for (metric, kind) in METRICS {
        for (first, count) in of_metric(windows, metric, kind) {
            weeks.entry(first).or_default().insert(metric, count);
        }
    }
    weeks.into_iter().map(|(first, counts)| Week { first, counts }).collect()
}

fn of_metric(windows: &[WindowCounts], metric: TrendMetric, kind: Kind) -> BTreeMap<NaiveDate, u64> {
    let (mut days, mut known) = (BTreeMap::new(), BTreeSet::new());
    let whole = |window: &&WindowCounts| window.repositories.values().all(|counts| counts.kinds.contains(&kind));
    for window in windows.iter().filter(whole) {
        let (first, last) = (window.window.first_date(), window.window.last_date());
        known.extend(first.iter_days().take_while(|day| *day <= last));
        for (name, repository) in &window.repositories {
            for (day, count) in counted(repository, metric) {
                // A day and the week that holds it count the same things.
                let most: &mut u64 = days.entry((day, name.as_str().to_lowercase())).or_default();
                *most = count.max(*most);
            }
        }
    }
    let mut weeks: BTreeMap<NaiveDate, u64> = known.iter().filter_map(|day| Some((monday(*day)?, 0))).collect();
    weeks.retain(|first, _| first.iter_days().take(7).all(|day| known.contains(&day)));
    for ((day, _), count) in days {
        if let Some(week) = monday(day).and_then(|first| weeks.get_mut(&first)) {
            *week += count;
        }
    }
    weeks
}

fn counted(repository: &RepositoryCounts, metric: TrendMetric) -> impl Iterator<Item = (NaiveDate, u64)> {
    repository.days.iter().filter_map(move |(day, counts)| Some((*day, *counts.counts.get(&metric)?)))
}

fn monday(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))
}

#[cfg(test)]
mod tests {
    use sparky_schema::window::{Period, Window};

    use super::*;

    fn window(period: Period, date: &str, merged: &[(&str, u64)]) -> WindowCounts {
        let window = Window::containing(period, date.parse().unwrap(), chrono_tz::Tz::UTC).unwrap();
        let mut counts = RepositoryCounts { kinds: [Kind::PullRequests].into(), ..RepositoryCounts::default() };
        for (day, count) in merged {
            let day = counts.days.entry(day.parse().unwrap()).or_default();
            day.counts.insert(TrendMetric::PullRequestsMerged, *count);
        }
        let mut all = WindowCounts::new(window);
        all.repositories.insert("acme/app".parse().unwrap(), counts);
        all
    }

    #[test]
    fn a_day_counts_once_and_a_week_that_is_not_whole_is_not_known() {
        let week = window(Period::Weekly, "2026-07-08", &[("2026-07-06", 2), ("2026-07-08", 3)]);
        let day = window(Period::Daily, "2026-07-08", &[("2026-07-08", 3)]);
        let next = window(Period::Daily, "2026-07-14", &[("2026-07-14", 9)]);
        let weeks = weeks(&[day, week, next]);
        assert_eq!(weeks.len(), 1, "{weeks:?}");
        assert_eq!(weeks[0].first.to_string(), "2026-07-06");
        assert_eq!(weeks[0].counts.get(&TrendMetric::PullRequestsMerged), Some(&5));
        assert_eq!(weeks[0].counts.get(&TrendMetric::PullRequestsOpened), Some(&0), "nothing happened");
        assert_eq!(weeks[0].counts.get(&TrendMetric::Commits), None, "nobody looked");
    }
}

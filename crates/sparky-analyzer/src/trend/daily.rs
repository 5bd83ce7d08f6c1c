//! Daily counts over the records, and what they did. A metric whose kind is not known everywhere has no trend, and
//! neither has one with fewer than four weeks of records. It must not know statistics.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sparky_schema::Kind;
use sparky_schema::analysis::{LevelChange, Trend, TrendMetric, UnusualDay};

use super::{median, median_deviation, outliers, told_shift};
use crate::facts::View;
use crate::flow::Scene;
use crate::metrics::two_decimals;

/// Fewer days are no series.
const FEWEST_DAYS: usize = 28;

const METRICS: [(TrendMetric, Kind); 6] = [
    (TrendMetric::Commits, Kind::Commits),
    (TrendMetric::PullRequestsOpened, Kind::PullRequests),
    (TrendMetric::PullRequestsMerged, Kind::PullRequests),
    (TrendMetric::IssuesOpened, Kind::Issues),
    (TrendMetric::IssuesClosed, Kind::Issues),
    (TrendMetric::Reviews, Kind::Reviews),
];

/// The trends of the metrics that every repository knows.
pub(crate) fn of(scene: &Scene<'_>, known: &BTreeSet<Kind>) -> Vec<Trend> {
    let first = scene.window.local_date(scene.since);
    let dates: Vec<NaiveDate> = first.iter_days().take_while(|date| *date <= scene.window.last_date()).collect();
    if dates.len() < FEWEST_DAYS || scene.views.is_empty() {
        return Vec::new();
    }
    let knows = |kind: Kind| known.contains(&kind) && scene.views.iter().all(|view| view.knows(kind));
    let metrics = METRICS.into_iter().filter(|(_, kind)| knows(*kind));
    metrics.filter_map(|(metric, _)| trend(scene, metric, &dates)).collect()
}

fn trend(scene: &Scene<'_>, metric: TrendMetric, dates: &[NaiveDate]) -> Option<Trend> {
    let values = series(scene, metric, dates);
    let first = dates.iter().position(|date| *date == scene.window.first_date())?;
    let week = values.get(values.len().checked_sub(7)?..)?;
    Some(Trend {
        metric,
        median: two_decimals(median(&values)?),
        deviation: two_decimals(median_deviation(&values)?),
        last_week: two_decimals(week.iter().sum::<f64>() / 7.0),
        unusual: unusual(&values, first, dates),
        change: change(&values, dates),
    })
}

fn unusual(values: &[f64], first: usize, dates: &[NaiveDate]) -> Vec<UnusualDay> {
    let days = outliers(values, first).into_iter().filter_map(|outlier| {
        let (date, value) = (*dates.get(outlier.at)?, *values.get(outlier.at)?);
        Some(UnusualDay { date, value, usual: two_decimals(outlier.usual), score: two_decimals(outlier.score) })
    });
    days.collect()
}

/// Medians that are the same are no change that anybody would see.
fn change(values: &[f64], dates: &[NaiveDate]) -> Option<LevelChange> {
    let shift = told_shift(values)?;
    let (before, after) = values.split_at_checked(shift.at)?;
    let (before, after) = (two_decimals(median(before)?), two_decimals(median(after)?));
    let sure_percent = ((1.0 - shift.chance) * 100.0) as u64;
    (before != after).then_some(LevelChange { date: *dates.get(shift.at)?, before, after, sure_percent })
}

/// The counts of each day.
fn series(scene: &Scene<'_>, metric: TrendMetric, dates: &[NaiveDate]) -> Vec<f64> {
    let mut counts: BTreeMap<NaiveDate, f64> = dates.iter().map(|date| (*date, 0.0)).collect();
    for at in scene.views.iter().flat_map(|view| times(view, metric)) {
        if scene.since <= at && at < scene.window.until {
            counts.entry(scene.window.local_date(at)).and_modify(|count| *count += 1.0);
        }
    }
    counts.into_values().collect()
}

fn times(view: &View<'_>, metric: TrendMetric) -> Vec<DateTime<Utc>> {
    let records = view.records();
    match metric {
        TrendMetric::Commits => records.commits.iter().map(|commit| commit.committed_at).collect(),
        TrendMetric::PullRequestsOpened => records.pull_requests.iter().map(|p| p.created_at).collect(),
        TrendMetric::PullRequestsMerged => records.pull_requests.iter().filter_map(|p| p.merged_at).collect(),
        TrendMetric::IssuesOpened => records.issues.iter().map(|issue| issue.created_at).collect(),
        TrendMetric::IssuesClosed => records.issues.iter().filter_map(|issue| issue.closed_at).collect(),
        TrendMetric::Reviews => records.reviews.iter().map(|review| review.submitted_at).collect(),
    }
}

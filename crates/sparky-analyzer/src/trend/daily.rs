//! What daily counts did, over the records and the windows before them. A metric whose kind is not known everywhere has
//! no trend, and neither has one with fewer than four weeks. It must not know statistics.

use chrono::{Datelike, NaiveDate, Weekday};
use sparky_schema::Kind;
use sparky_schema::analysis::{LevelChange, Trend, TrendMetric, UnusualDay};

use super::{Point, changes, median, median_deviation, outliers, windows};
use crate::flow::Scene;
use crate::metrics::two_decimals;
use crate::series::Series;

/// Fewer days are no series.
const FEWEST_DAYS: usize = 28;
/// Fewer days tell nothing about days of the week.
const FEWEST_FOR_WEEKDAYS: usize = 56;
/// For so many days a change of level stays told.
const TOLD_FOR: usize = 62;

const METRICS: [(TrendMetric, Kind); 6] = [
    (TrendMetric::Commits, Kind::Commits),
    (TrendMetric::PullRequestsOpened, Kind::PullRequests),
    (TrendMetric::PullRequestsMerged, Kind::PullRequests),
    (TrendMetric::IssuesOpened, Kind::Issues),
    (TrendMetric::IssuesClosed, Kind::Issues),
    (TrendMetric::Reviews, Kind::Reviews),
];

/// The trends of the metrics that every repository knows; `far` is the z-score beyond which a day is unusual.
pub(crate) fn of(scene: &Scene<'_>, series: &Series<'_>, far: f64) -> Vec<Trend> {
    METRICS.into_iter().filter_map(|(metric, kind)| trend(scene, series, metric, kind, far)).collect()
}

fn trend(scene: &Scene<'_>, series: &Series<'_>, metric: TrendMetric, kind: Kind, far: f64) -> Option<Trend> {
    let span = series.span(&[kind])?;
    let values = series.values(metric, span);
    let (dates, points) = (dates(span), points(&values, span.0));
    if dates.len() < FEWEST_DAYS {
        return None;
    }
    let first = dates.iter().position(|date| *date == scene.window.first_date())?;
    Some(Trend {
        metric,
        median: two_decimals(median(&values)?),
        deviation: two_decimals(median_deviation(&values)?),
        last_week: mean_of_last(&values, 7)?,
        unusual: unusual(&points, first, &dates, far),
        change: change(&values, &points, &dates),
        days: dates.iter().fold(0, |n, _| n + 1),
        last_four_weeks: mean_of_last(&values, 28)?,
        weekdays: weekdays(&values, &dates),
        windows: windows::of(scene.window, series, metric, span),
    })
}

fn dates((first, last): (NaiveDate, NaiveDate)) -> Vec<NaiveDate> {
    first.iter_days().take_while(|date| *date <= last).collect()
}

fn points(values: &[f64], first: NaiveDate) -> Vec<Point> {
    let weekend = |date: NaiveDate| matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    values.iter().zip(first.iter_days()).map(|(value, date)| Point { value: *value, weekend: weekend(date) }).collect()
}

fn mean_of_last(values: &[f64], days: usize) -> Option<f64> {
    let last = values.get(values.len().checked_sub(days)?..)?;
    Some(two_decimals(last.iter().sum::<f64>() / days as f64))
}

/// The medians of Mondays, Tuesdays and so on.
fn weekdays(values: &[f64], dates: &[NaiveDate]) -> Vec<f64> {
    if dates.len() < FEWEST_FOR_WEEKDAYS {
        return Vec::new();
    }
    let on = |day: u32| -> Vec<f64> {
        let days = values.iter().zip(dates).filter(|(_, date)| date.weekday().num_days_from_monday() == day);
        days.map(|(value, _)| *value).collect()
    };
    (0..7).filter_map(|day| median(&on(day)).map(two_decimals)).collect()
}

fn unusual(points: &[Point], first: usize, dates: &[NaiveDate], far: f64) -> Vec<UnusualDay> {
    let days = outliers(points, first, far).into_iter().filter_map(|outlier| {
        let (date, value) = (*dates.get(outlier.at)?, points.get(outlier.at)?.value);
        Some(UnusualDay { date, value, usual: two_decimals(outlier.usual), score: two_decimals(outlier.score) })
    });
    days.collect()
}

/// The last change of level. Medians that are the same are no change that anybody would see.
fn change(values: &[f64], points: &[Point], dates: &[NaiveDate]) -> Option<LevelChange> {
    let last = changes(points).pop().filter(|change| points.len() - change.found <= TOLD_FOR)?;
    let (before, after) = (values.get(last.from..last.at)?, values.get(last.at..)?);
    let (before, after) = (two_decimals(median(before)?), two_decimals(median(after)?));
    let sure_percent = ((1.0 - last.chance) * 100.0) as u64;
    let (date, found) = (*dates.get(last.at)?, dates.get(last.found).copied());
    (before != after).then_some(LevelChange { date, before, after, sure_percent, found })
}

//! The count of a window against those of the windows before it: the trailing median, streaks, the most for long. It
//! must not know what was counted.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use sparky_schema::analysis::{Record, TrendMetric, WindowTrend};
use sparky_schema::{Period, Window};

use super::median;
use crate::metrics::two_decimals;
use crate::series::Series;

/// Of so many windows the trailing median is taken.
const TRAILING: usize = 8;
/// Fewer windows before are nothing to compare with.
const FEWEST: usize = 4;
/// The most of so many windows is worth telling.
const LONG: usize = 8;

/// None unless enough windows before it are known.
pub(super) fn of(
    window: &Window,
    series: &Series<'_>,
    metric: TrendMetric,
    span: (NaiveDate, NaiveDate),
) -> Option<WindowTrend> {
    let value = series.sum(metric, window, span)?;
    let before: Vec<(NaiveDate, u64)> = earlier(window)
        .map_while(|earlier| Some((earlier.first_date(), series.sum(metric, &earlier, span)?)))
        .collect();
    let usual = usual(window, &before)?;
    let counts: Vec<u64> = before.iter().map(|(_, count)| *count).collect();
    Some(WindowTrend {
        value,
        known: before.iter().fold(0, |n, _| n + 1),
        usual,
        change: two_decimals(value as f64 - usual),
        streak: in_a_row(std::iter::once(&value).chain(&counts).map(|count| *count > 0)),
        rising: in_a_row(steps(value, &counts).map(Ordering::is_gt)),
        falling: in_a_row(steps(value, &counts).map(Ordering::is_lt)),
        record: record(value, &before),
    })
}

/// The windows before a window, the last one first.
pub(super) fn earlier(window: &Window) -> impl Iterator<Item = Window> + use<> {
    std::iter::successors(window.previous().ok(), |earlier| earlier.previous().ok())
}

/// The trailing median. Days are compared with the same day of the week.
fn usual(window: &Window, before: &[(NaiveDate, u64)]) -> Option<f64> {
    let weekday = window.first_date().weekday();
    let alike = |date: &NaiveDate| window.period != Period::Daily || date.weekday() == weekday;
    let counts = before.iter().filter(|(date, _)| alike(date)).map(|(_, count)| *count as f64);
    let last: Vec<f64> = counts.take(TRAILING).collect();
    median(&last).filter(|_| FEWEST <= last.len()).map(two_decimals)
}

/// How each window compares with the one before it, the last one first.
fn steps(value: u64, before: &[u64]) -> impl Iterator<Item = Ordering> {
    let counts: Vec<u64> = std::iter::once(value).chain(before.iter().copied()).collect();
    let earlier = counts.clone().into_iter().skip(1);
    counts.into_iter().zip(earlier).map(|(now, before)| now.cmp(&before))
}

fn in_a_row(mut found: impl Iterator<Item = bool>) -> u64 {
    let mut count = 0;
    while found.next() == Some(true) {
        count += 1;
    }
    count
}

fn record(value: u64, before: &[(NaiveDate, u64)]) -> Option<Record> {
    let beaten = before.iter().take_while(|(_, count)| *count < value);
    let windows = beaten.fold(0, |n, _| n + 1);
    let since = before.get(windows).map(|(date, _)| *date);
    let enough = value > 0 && LONG <= windows;
    enough.then(|| Some(Record { windows: u64::try_from(windows).ok()?, since })).flatten()
}

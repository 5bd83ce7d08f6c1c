//! Days that were not like others, and changes of level. It must not know how they were found.

use chrono::NaiveDate;
use serde::Serialize;
use sparky_schema::analysis::{InsightKind, Trend, TrendMetric};

use super::{Desk, insights};
use crate::draft::Item;
use crate::error::Error;

/// Days that are told.
const MOST: usize = 2;

/// What `sentences/unusual.md.j2` gets as `u`.
#[derive(Serialize)]
struct Facts {
    metric: TrendMetric,
    on: String,
    value: u64,
    /// What is usual, when it is a whole number.
    usual: Option<u64>,
    more: bool,
}

/// What `sentences/level.md.j2` gets as `l`.
#[derive(Serialize)]
struct Level {
    metric: TrendMetric,
    on: String,
    before: u64,
    after: u64,
}

/// The days that stand out most, the largest counts first.
pub(super) fn dates(desk: &Desk<'_>) -> Vec<NaiveDate> {
    days(desk).into_iter().map(|(_, day)| day.date).collect()
}

pub(super) fn items(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for (n, (trend, day)) in days(desk).into_iter().enumerate() {
        let Some(value) = whole(day.value) else { continue };
        if insights::tells(desk, |i| i.kind == InsightKind::UnusualDay && i.date == Some(day.date)) {
            continue;
        }
        let facts = Facts {
            metric: trend.metric,
            on: desk.voice.full_day(day.date),
            value,
            usual: whole(day.usual),
            more: day.value > day.usual,
        };
        items.push(Item::of(desk.narrator.say("unusual", "u", &facts, n)?, 56 + n * 20, false));
    }
    let is_told =
        |trend: &Trend| insights::tells(desk, |i| i.kind == InsightKind::LevelChange && i.metric == Some(trend.metric));
    let changed = desk.analysis.trends.iter().filter(|trend| !is_told(trend)).find_map(|trend| level(desk, trend));
    let text = changed.map_or(Ok(None), |facts| desk.narrator.say("level", "l", &facts, 0))?;
    items.push(Item::of(text, 86, false));
    Ok(items)
}

/// One metric for a day; the score compares them.
fn days<'a>(desk: &Desk<'a>) -> Vec<(&'a Trend, &'a sparky_schema::analysis::UnusualDay)> {
    let all = desk.analysis.trends.iter().flat_map(|trend| trend.unusual.iter().map(move |day| (trend, day)));
    let mut days: Vec<_> = all.collect();
    days.sort_by(|(_, a), (_, b)| b.score.abs().total_cmp(&a.score.abs()).then(a.date.cmp(&b.date)));
    let mut seen = Vec::new();
    days.retain(|(_, day)| {
        let new = !seen.contains(&day.date);
        seen.push(day.date);
        new
    });
    days.truncate(MOST);
    days
}

/// A change of level that falls into the window.
fn level(desk: &Desk<'_>, trend: &Trend) -> Option<Level> {
    let change = trend.change.as_ref()?;
    let within = desk.analysis.window.dates().contains(&change.date);
    let (before, after) = whole(change.before).zip(whole(change.after))?;
    (within && before != after).then(|| Level {
        metric: trend.metric,
        on: desk.voice.full_day(change.date),
        before,
        after,
    })
}

/// The number, when it is whole.
fn whole(value: f64) -> Option<u64> {
    (value >= 0.0 && value.fract() == 0.0 && value < 1e15).then_some(value as u64)
}

//! Parts of the code and labels of which there was much more or less than usual: the modified z-score of a window's
//! count against those of the windows before it. It must not know how counts are kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use sparky_schema::analysis::{Drift, DriftKind, TrendMetric};
use sparky_schema::{Kind, Period, Window};

use super::windows::earlier;
use super::{median, median_deviation, modified_z};
use crate::flow::Scene;
use crate::metrics::two_decimals;
use crate::series::Series;

/// Beyond this modified z-score a count is an outlier (Iglewicz and Hoaglin).
const FAR: f64 = 3.5;
/// A count is compared with so many windows,
const TRAILING: usize = 8;
/// and not with fewer than so many.
const FEWEST: usize = 4;
/// More are no news.
const MOST: usize = 10;

/// Counts of one window by repository and name.
type Counts<'a> = BTreeMap<(usize, &'a str), u64>;

/// What rose and fell, the largest change first.
pub(crate) fn of(scene: &Scene<'_>, series: &Series<'_>) -> Vec<Drift> {
    let kinds = [
        (DriftKind::Area, series.span(&[Kind::Commits])),
        (DriftKind::Label, series.span(&[Kind::Issues, Kind::PullRequests])),
    ];
    let mut found: Vec<Drift> = kinds
        .into_iter()
        .filter_map(|(kind, span)| Some((kind, span?)))
        .flat_map(|(kind, span)| of_kind(scene, series, kind, span))
        .collect();
    found.sort_by(|a, b| {
        let by_change = b.change.abs().total_cmp(&a.change.abs());
        by_change.then_with(|| (a.kind, &a.repository, &a.name).cmp(&(b.kind, &b.repository, &b.name)))
    });
    found.truncate(MOST);
    found
}

fn of_kind(scene: &Scene<'_>, series: &Series<'_>, kind: DriftKind, span: (NaiveDate, NaiveDate)) -> Vec<Drift> {
    let count = |window: &Window| counts(series, kind, window, span);
    let Some((now, blind)) = count(scene.window) else { return Vec::new() };
    let like_this = |window: &Window| {
        scene.window.period != Period::Daily || window.first_date().weekday() == scene.window.first_date().weekday()
    };
    let before: Vec<(Counts<'_>, BTreeSet<usize>)> = earlier(scene.window)
        .take_while(|w| span.0 <= w.first_date())
        .filter(like_this)
        .take(TRAILING)
        .map_while(|w| count(&w))
        .collect();
    let names: BTreeSet<(usize, &str)> =
        before.iter().map(|(counts, _)| counts).chain([&now]).flat_map(BTreeMap::keys).copied().collect();
    let drift = |key: (usize, &str)| {
        let seen = before.iter().filter(|(_, blind)| !blind.contains(&key.0));
        let usual: Vec<f64> = seen.map(|(counts, _)| counts.get(&key).copied().unwrap_or(0) as f64).collect();
        let value = now.get(&key).copied().unwrap_or(0);
        let far = FEWEST <= usual.len() && !blind.contains(&key.0) && is_far(value as f64, &usual);
        far.then(|| named(scene, kind, key, value, median(&usual)?)).flatten()
    };
    names.into_iter().filter_map(drift).collect()
}

fn is_far(value: f64, usual: &[f64]) -> bool {
    let score =
        median(usual).zip(median_deviation(usual)).map(|(usual, deviation)| modified_z(value, usual, deviation));
    score.is_some_and(|score| score.abs() > FAR)
}

fn named(scene: &Scene<'_>, kind: DriftKind, (at, name): (usize, &str), value: u64, usual: f64) -> Option<Drift> {
    let repository = scene.views.get(at)?.repository.name_with_owner.clone();
    let change = two_decimals(value as f64 - usual);
    Some(Drift { kind, repository, name: name.to_owned(), value, usual: two_decimals(usual), change })
}

/// The counts of a window, and the repositories that have commits in it and none in a part of the code: their files were
/// not read.
fn counts<'a>(
    series: &Series<'a>,
    kind: DriftKind,
    window: &Window,
    span: (NaiveDate, NaiveDate),
) -> Option<(Counts<'a>, BTreeSet<usize>)> {
    let (mut counts, mut commits, mut seen) = (Counts::new(), BTreeSet::new(), BTreeSet::new());
    for (at, day) in series.parts(window, span)? {
        let names = match kind {
            DriftKind::Area => &day.areas,
            DriftKind::Label => &day.labels,
        };
        if day.counts.contains_key(&TrendMetric::Commits) {
            commits.insert(at);
        }
        for (name, count) in names {
            seen.insert(at);
            let sum = counts.entry((at, name.as_str())).or_default();
            *sum = sum.saturating_add(*count);
        }
    }
    let blind = if kind == DriftKind::Area { commits.difference(&seen).copied().collect() } else { BTreeSet::new() };
    Some((counts, blind))
}

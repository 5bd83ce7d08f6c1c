//! How many releases, and how far apart. Pre-releases are counted and make no cadence. It must not know versions.

use chrono::{DateTime, Utc};
use sparky_schema::analysis::ReleaseFlow;

use super::{Scene, spread};
use crate::facts::View;
use crate::metrics::{hours, two_decimals};

pub(super) fn of(scene: &Scene<'_>) -> ReleaseFlow {
    let published = || scene.views.iter().flat_map(|view| &view.records().releases);
    let count = |pre: bool| {
        let of_sort = published().filter(|r| r.prerelease == pre && scene.window.contains(r.published_at));
        of_sort.fold(0, |n, _| n + 1)
    };
    let latest = scene.views.iter().filter_map(|view| times(view).last().copied()).max();
    let since = latest.and_then(|at| hours(at, scene.window.until));
    ReleaseFlow {
        stable: count(false),
        prereleases: count(true),
        days_between: spread::of(&scene.views.iter().flat_map(between).collect::<Vec<_>>()),
        days_since: since.map(|hours| two_decimals(hours / 24.0)),
    }
}

fn between(view: &View<'_>) -> Vec<f64> {
    let times = times(view);
    let pairs = times.iter().zip(times.iter().skip(1));
    pairs.filter_map(|(one, next)| hours(*one, *next)).map(|hours| hours / 24.0).collect()
}

/// When the releases of a repository were published, in order.
fn times(view: &View<'_>) -> Vec<DateTime<Utc>> {
    let stable = view.records().releases.iter().filter(|release| !release.prerelease);
    let mut times: Vec<_> = stable.map(|release| release.published_at).collect();
    times.sort_unstable();
    times
}

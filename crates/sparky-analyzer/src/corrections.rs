//! What was published about a window and has changed since. It must not know why.

use std::collections::BTreeMap;

use sparky_schema::analysis::{Correction, TrendMetric};
use sparky_schema::counts::{DayCounts, RepositoryCounts, WindowCounts};
use sparky_schema::{Input, Kind, RepoName};

use crate::facts::View;
use crate::flow::Scene;
use crate::past::{Days, Past};

const METRICS: [(TrendMetric, Kind); 10] = [
    (TrendMetric::Commits, Kind::Commits),
    (TrendMetric::PullRequestsOpened, Kind::PullRequests),
    (TrendMetric::PullRequestsMerged, Kind::PullRequests),
    (TrendMetric::PullRequestsClosed, Kind::PullRequests),
    (TrendMetric::IssuesOpened, Kind::Issues),
    (TrendMetric::IssuesClosed, Kind::Issues),
    (TrendMetric::Reviews, Kind::Reviews),
    (TrendMetric::Comments, Kind::Comments),
    (TrendMetric::ReviewComments, Kind::ReviewComments),
    (TrendMetric::Releases, Kind::Releases),
];

/// The corrections, by window, repository and metric, and the files that they come from.
pub(crate) fn of(scene: &Scene<'_>, days: &[Days], past: &Past) -> (Vec<Correction>, Vec<Input>) {
    let (mut found, mut inputs) = (Vec::new(), Vec::new());
    for (published, input) in &past.published {
        let corrections = of_window(scene, days, published);
        if !corrections.is_empty() {
            inputs.push(input.clone());
            found.extend(corrections);
        }
    }
    (found, inputs)
}

/// Only where the records reach back to the begin of the window; days are those of its own zone.
fn of_window(scene: &Scene<'_>, days: &[Days], published: &WindowCounts) -> Vec<Correction> {
    let window = &published.window;
    let comparable = scene.since <= window.since
        && window.until <= scene.window.until
        && window.time_zone == scene.window.time_zone
        && !window.is_custom();
    let told = |name: &RepoName| published.repositories.get(name).filter(|_| comparable);
    let both = scene.views.iter().zip(days);
    let known = both.filter_map(|(view, days)| Some((view, days, told(&view.repository.name_with_owner)?)));
    known.flat_map(|(view, days, told)| of_repository(view, days, told, published)).collect()
}

fn of_repository(view: &View<'_>, days: &Days, told: &RepositoryCounts, published: &WindowCounts) -> Vec<Correction> {
    let window = &published.window;
    let now: BTreeMap<TrendMetric, u64> =
        sums(days.range(window.first_date()..=window.last_date()).map(|(_, day)| day));
    let then = sums(told.days.values());
    let known = METRICS.into_iter().filter(|(_, kind)| view.knows(*kind) && told.kinds.contains(kind));
    let correction = |(metric, _)| {
        let of = |counts: &BTreeMap<TrendMetric, u64>| counts.get(&metric).copied().unwrap_or(0);
        let (was, is) = (of(&then), of(&now));
        let repository = view.repository.name_with_owner.clone();
        (was != is).then(|| Correction { window: window.id.clone(), repository, metric, was, is })
    };
    known.filter_map(correction).collect()
}

fn sums<'a>(days: impl Iterator<Item = &'a DayCounts>) -> BTreeMap<TrendMetric, u64> {
    let mut sums: BTreeMap<TrendMetric, u64> = BTreeMap::new();
    for (metric, count) in days.flat_map(|day| &day.counts) {
        let sum = sums.entry(*metric).or_default();
        *sum = sum.saturating_add(*count);
    }
    sums
}

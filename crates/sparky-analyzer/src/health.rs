//! How healthy a project is: parts of 0 to 10 over the records, which are the window and the one before, and their
//! weighted mean. Formulas and sources are published in `docs/metrics.md`. It must not know sentences.

mod activity;
mod answers;
mod community;
mod releases;

use sparky_schema::Kind;
use sparky_schema::analysis::{CommunityFile, Health, HealthKind, HealthPart, RepositoryAnalysis};
use sparky_schema::collection::CheckState;

use crate::bus_factor;
use crate::facts::View;
use crate::flow::Scene;
use crate::flow::threads::Threads;
use crate::metrics::two_decimals;

/// Fewer days of records say nothing about health.
const FEWEST_DAYS: i64 = 14;

/// What was measured, what it must be, and how many points of ten that is.
struct Measure {
    measured: f64,
    needed: f64,
    score: u64,
    missing: Vec<CommunityFile>,
}

impl Measure {
    /// Points in proportion, rounded down, as OSSF Scorecard gives them.
    fn proportional(part: u64, whole: u64) -> Self {
        let score = part.saturating_mul(10).checked_div(whole).unwrap_or(10).min(10);
        Self { measured: part as f64, needed: whole as f64, score, missing: Vec::new() }
    }

    /// The same of a percentage.
    fn percentage(part: u64, whole: u64) -> Self {
        let measured = if whole == 0 { 100.0 } else { two_decimals(part as f64 * 100.0 / whole as f64) };
        Self { measured, needed: 100.0, ..Self::proportional(part, whole) }
    }
}

/// Adds to each repository how few people it depends on, and to those of the service their health.
pub(crate) fn add(entries: &mut [RepositoryAnalysis], scene: &Scene<'_>, threads: &[Threads]) {
    let long_enough = FEWEST_DAYS <= days(scene);
    for ((entry, view), threads) in entries.iter_mut().zip(scene.views).zip(threads) {
        entry.absence_factor = (long_enough && view.knows(Kind::Commits)).then(|| bus_factor::of(view)).flatten();
        entry.health = (long_enough && !view.is_clone()).then(|| of_repository(scene, view, threads));
    }
}

/// Whole days of records.
fn days(scene: &Scene<'_>) -> i64 {
    (scene.window.until - scene.since).num_days()
}

/// Weights as OSSF Scorecard has them: 7.5 for what it calls a high risk, 5 for a medium and 2.5 for a low one.
fn of_repository(scene: &Scene<'_>, view: &View<'_>, threads: &Threads) -> Health {
    let parts = [
        (HealthKind::Maintained, 7.5, activity::maintained(scene, view)),
        (HealthKind::Responsiveness, 5.0, answers::responsiveness(scene, view, threads)),
        (HealthKind::Backlog, 5.0, activity::backlog(scene, view)),
        (HealthKind::ReviewCoverage, 7.5, answers::review_coverage(scene, view, threads)),
        (HealthKind::ReleaseCadence, 2.5, releases::cadence(scene, view)),
        (HealthKind::Concentration, 5.0, concentration(view)),
        (HealthKind::Checks, 2.5, checks(view)),
        (HealthKind::License, 2.5, community::license(view)),
        (HealthKind::SecurityPolicy, 5.0, community::security_policy(view)),
        (HealthKind::Community, 2.5, community::files(view)),
    ];
    let all: f64 = parts.iter().map(|(_, weight, _)| weight).sum();
    let known = || parts.iter().filter_map(|(_, weight, measure)| Some((*weight, measure.as_ref()?.score as f64)));
    let weights: f64 = known().map(|(weight, _)| weight).sum();
    let told = all <= 2.0 * weights;
    let points: f64 = known().map(|(weight, score)| weight * score).sum();
    let gain = |weight: f64, score: u64| one_decimal(weight * (10.0 - score as f64) / weights);
    let part = |(kind, weight, measure): &(HealthKind, f64, Option<Measure>)| HealthPart {
        kind: *kind,
        score: measure.as_ref().map(|measure| measure.score),
        weight: *weight,
        measured: measure.as_ref().map(|measure| two_decimals(measure.measured)),
        needed: measure.as_ref().map(|measure| two_decimals(measure.needed)),
        missing: measure.as_ref().map(|measure| measure.missing.clone()).unwrap_or_default(),
        gain: measure.as_ref().filter(|_| told).map(|measure| gain(*weight, measure.score)),
    };
    Health { total: told.then(|| one_decimal(points / weights)), best: 10, parts: parts.iter().map(part).collect() }
}

fn one_decimal(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Nothing when half comes from one person, five points when it takes two, ten from three on.
fn concentration(view: &View<'_>) -> Option<Measure> {
    let factor = view.knows(Kind::Commits).then(|| bus_factor::of(view))??;
    let score = factor.saturating_sub(1).saturating_mul(5).min(10);
    Some(Measure { measured: factor as f64, needed: 3.0, score, missing: Vec::new() })
}

fn checks(view: &View<'_>) -> Option<Measure> {
    let passing = match view.repository.checks.as_ref()?.state {
        CheckState::Success => 1,
        CheckState::Failure | CheckState::Error => 0,
        CheckState::Pending => return None,
    };
    Some(Measure::proportional(passing, 1))
}

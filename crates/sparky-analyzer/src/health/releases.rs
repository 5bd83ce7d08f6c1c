//! How often something is released. It must not know what.

use sparky_schema::Kind;

use super::{Measure, days};
use crate::facts::View;
use crate::flow::Scene;

/// Fewer days of records say nothing about a cadence.
const FEWEST_DAYS: i64 = 56;
/// The threshold of the criticality score: one every two weeks.
const ENOUGH: f64 = 26.0;

/// Releases a year on the logarithmic scale of the criticality score: `log(1 + S) / log(1 + max(S, 26))`.
pub(super) fn cadence(scene: &Scene<'_>, view: &View<'_>) -> Option<Measure> {
    let days = days(scene);
    if !view.knows(Kind::Releases) || days < FEWEST_DAYS {
        return None;
    }
    let published = view.records().releases.iter().map(|release| release.published_at);
    let count = published.filter(|at| scene.since <= *at && *at < scene.window.until).fold(0.0, |n, _| n + 1.0);
    let yearly: f64 = count * 365.0 / days as f64;
    let share = yearly.ln_1p() / yearly.max(ENOUGH).ln_1p();
    // A hair below a whole number is the number.
    Some(Measure { measured: yearly, needed: ENOUGH, score: (share * 10.0 + 1e-9) as u64, missing: Vec::new() })
}

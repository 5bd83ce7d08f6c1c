//! Summaries of values, and percentages. It must not know what was measured.

use sparky_schema::analysis::Spread;

use crate::metrics::{percentile, two_decimals};

/// Count, median, 90th percentile and maximum.
pub(super) fn of(values: &[f64]) -> Spread {
    Spread {
        count: u64::try_from(values.len()).unwrap_or(u64::MAX),
        median: percentile(values, 0.5).map(two_decimals),
        p90: percentile(values, 0.9).map(two_decimals),
        max: percentile(values, 1.0).map(two_decimals),
    }
}

/// The whole percentage, halves up; none of nothing.
pub(crate) fn percent(part: u64, whole: u64) -> Option<u64> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let doubled = (whole > 0).then(|| (200 * part + whole) / (2 * whole))?;
    u64::try_from(doubled).ok()
}

/// The difference of two counts.
pub(super) fn difference(more: u64, less: u64) -> i64 {
    i64::try_from(i128::from(more) - i128::from(less)).unwrap_or_default()
}

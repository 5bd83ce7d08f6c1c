//! What a daily series did: unusual days and changes of level, by methods that a few wild days do not mislead. Pure
//! functions over the series that they are given; the sources are in `docs/metrics.md`. It must not know what was
//! counted.

pub(crate) mod daily;

use crate::metrics::percentile;

/// Iglewicz and Hoaglin call a value with a modified z-score beyond 3.5 an outlier. What is usual is known from a few
/// weeks here, not for sure, and a year has many days: this gives less than one false alarm in a year of noise.
const FAR: f64 = 4.5;
/// So many values tell what is usual.
const BASELINE: usize = 56;
/// Fewer do not.
const FEWEST: usize = 28;
/// A change of level is told when chance makes one in so many.
const CHANCE: f64 = 0.01;

/// The median; none without values.
pub fn median(values: &[f64]) -> Option<f64> {
    percentile(values, 0.5)
}

/// The median distance from the median; none without values.
pub fn median_deviation(values: &[f64]) -> Option<f64> {
    let middle = median(values)?;
    median(&values.iter().map(|value| (value - middle).abs()).collect::<Vec<_>>())
}

/// A value that is far from what was usual.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlier {
    /// Where in the series.
    pub at: usize,
    /// The median of the values before.
    pub usual: f64,
    /// The modified z-score.
    pub score: f64,
}

/// The values from `from` on that are outliers to the 56 values before them: `0.6745 (x - median) / MAD` is beyond 4.5.
/// Series are of counts, so that the deviation is taken for one at least. With fewer than 28 values before there is
/// none.
pub fn outliers(values: &[f64], from: usize) -> Vec<Outlier> {
    (from..values.len()).filter_map(|at| outlier(values, at)).collect()
}

fn outlier(values: &[f64], at: usize) -> Option<Outlier> {
    let before = values.get(at.saturating_sub(BASELINE)..at).filter(|before| FEWEST <= before.len())?;
    let (usual, deviation) = (median(before)?, median_deviation(before)?);
    let score = 0.6745 * (values.get(at)? - usual) / deviation.max(1.0);
    (score.abs() > FAR).then_some(Outlier { at, usual, score })
}

/// A change of level in a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// The first value of the new level.
    pub at: usize,
    /// The probability that a series without a change looks like this, at most 1.
    pub chance: f64,
}

/// The most probable change of level and its chance, by the test of Pettitt: with midranks r,
/// `U(t) = 2 (r(1) + .. + r(t)) - t (n + 1)`, `K = max |U(t)|`, chance `2 exp(-6 K^2 / (n^3 + n^2))`. Pettitt takes the t
/// of K for the place, which is drawn to the middle: here it is the t with the largest `U(t)^2 / (t (n - t))`, not within
/// a tenth of the ends. None of fewer than two values.
pub fn shift(values: &[f64]) -> Option<Shift> {
    let ranks = midranks(values);
    let count = ranks.len() as f64;
    let margin = (ranks.len() / 10).max(1);
    let (mut sum, mut largest) = (0.0, 0.0);
    let mut best: Option<(usize, f64)> = None;
    for (before, rank) in (1..ranks.len()).zip(&ranks) {
        sum += 2.0 * rank - (count + 1.0);
        largest = f64::max(largest, f64::abs(sum));
        let weight = sum * sum / (before as f64 * (count - before as f64));
        let inside = margin <= before && before + margin <= ranks.len();
        if inside && best.is_none_or(|(_, most)| most < weight) {
            best = Some((before, weight));
        }
    }
    let chance = 2.0 * (-6.0 * largest * largest / (count.powi(3) + count.powi(2))).exp();
    best.map(|(at, _)| Shift { at, chance: chance.min(1.0) })
}

/// A change of level that is sure enough to be told: one in 100 series without a change looks like that.
pub fn told_shift(values: &[f64]) -> Option<Shift> {
    shift(values).filter(|shift| FEWEST <= values.len() && shift.chance <= CHANCE)
}

/// The rank of each value from 1 on; equal values share the mean of theirs.
fn midranks(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = |value: &f64| {
        let below = sorted.partition_point(|other| other < value);
        let up_to = sorted.partition_point(|other| other <= value);
        (below + up_to + 1) as f64 / 2.0
    };
    values.iter().map(rank).collect()
}

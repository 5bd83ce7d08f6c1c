//! What a daily series did: unusual days and changes of level, by methods that a few wild days do not mislead. Pure
//! functions over the series that they are given; the sources are in `docs/metrics.md`. It must not know what was
//! counted.

pub(crate) mod daily;
pub(crate) mod drift;
pub(crate) mod windows;

use crate::metrics::percentile;

/// Iglewicz and Hoaglin call a value with a modified z-score beyond 3.5 an outlier. What is usual is known from a few
/// weeks here, not for sure, and a year has many days: this gives less than one false alarm in a year of noise.
pub const FAR: f64 = 4.5;
/// So many values tell what is usual.
const BASELINE: usize = 56;
/// Fewer do not.
const FEWEST: usize = 28;
/// So many days of its own kind, working days or days of weekends, are the fewest that a day is compared with.
const FEWEST_ALIKE: usize = 8;
/// A change of level is looked for in so many values: in more of them, the last two weeks would not be heard.
const IN_VIEW: usize = 62;
/// A change of level is told when chance makes one in so many.
const CHANCE: f64 = 0.02;

/// The median; none without values.
pub fn median(values: &[f64]) -> Option<f64> {
    percentile(values, 0.5)
}

/// The median distance from the median; none without values.
pub fn median_deviation(values: &[f64]) -> Option<f64> {
    let middle = median(values)?;
    median(&values.iter().map(|value| (value - middle).abs()).collect::<Vec<_>>())
}

/// `0.6745 (x - median) / MAD`. Series are of counts, so that the deviation is taken for one at least.
pub(crate) fn modified_z(value: f64, usual: f64, deviation: f64) -> f64 {
    0.6745 * (value - usual) / deviation.max(1.0)
}

/// A value of a series, and whether it is that of a day of a weekend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The value.
    pub value: f64,
    /// Weekends are another world: a Saturday without commits is none that is unusual.
    pub weekend: bool,
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

/// The values from `from` on whose modified z-score against the days of their kind among the 56 before them is beyond
/// `far`. The deviation is the larger one of those days and of all: a few weekends say little. With fewer than 28
/// values before, or 8 of the kind, there is none.
pub fn outliers(points: &[Point], from: usize, far: f64) -> Vec<Outlier> {
    (from..points.len()).filter_map(|at| outlier(points, at, far)).collect()
}

fn outlier(points: &[Point], at: usize, far: f64) -> Option<Outlier> {
    let before = points.get(at.saturating_sub(BASELINE)..at).filter(|before| FEWEST <= before.len())?;
    let point = points.get(at)?;
    let alike = alike(before, point.weekend);
    let usual = median(&alike).filter(|_| FEWEST_ALIKE <= alike.len())?;
    let all: Vec<f64> = residuals(before).iter().map(|residual| residual.abs()).collect();
    let deviation = median_deviation(&alike)?.max(median(&all)?);
    let score = modified_z(point.value, usual, deviation);
    (score.abs() > far).then_some(Outlier { at, usual, score })
}

/// Each value less the median of the days of its kind.
fn residuals(points: &[Point]) -> Vec<f64> {
    let of = |weekend: bool| median(&alike(points, weekend)).unwrap_or(0.0);
    let (weekend, working) = (of(true), of(false));
    points.iter().map(|point| point.value - if point.weekend { weekend } else { working }).collect()
}

/// The same in deviations of the days of its kind: what triples is heard on quiet days too.
fn levelled(points: &[Point]) -> Vec<f64> {
    let of =
        |weekend: bool| median_deviation(&alike(points, weekend)).filter(|deviation| *deviation > 0.0).unwrap_or(1.0);
    let (weekend, working) = (of(true), of(false));
    let both = points.iter().zip(residuals(points));
    both.map(|(point, residual)| residual / if point.weekend { weekend } else { working }).collect()
}

fn alike(points: &[Point], weekend: bool) -> Vec<f64> {
    points.iter().filter(|point| point.weekend == weekend).map(|point| point.value).collect()
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

/// A change of level as somebody found it who looked at the series day after day.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The first value of the new level.
    pub at: usize,
    /// Where the old level began, as far as it was in view.
    pub from: usize,
    /// The last value that was known when it was found.
    pub found: usize,
    /// The probability that a series without a change looks like this.
    pub chance: f64,
}

/// The changes of level in the order in which they were found. After each value the test is made over those of the last
/// two months that are at the present level; once a change is found, the level before it is no longer looked at. So
/// what was found stays, whatever comes later.
pub fn changes(points: &[Point]) -> Vec<Found> {
    let (mut start, mut found) = (0, Vec::new());
    for end in FEWEST..=points.len() {
        let from = start.max(end.saturating_sub(IN_VIEW));
        let Some(view) = points.get(from..end).filter(|view| FEWEST <= view.len()) else { continue };
        let Some(shift) = shift(&levelled(view)).filter(|shift| shift.chance <= CHANCE) else { continue };
        start = from + shift.at;
        found.push(Found { at: start, from, found: end - 1, chance: shift.chance });
    }
    found
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

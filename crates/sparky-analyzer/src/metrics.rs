//! The time metrics of the contract: median and 90th percentile of hours. A negative duration (the service has a few)
//! is no measurement and is left out. It must not know counts.

use chrono::{DateTime, Utc};
use sparky_schema::records::PullRequest;
use sparky_schema::totals::{Distribution, Metrics};
use sparky_schema::{Kind, Window};

use crate::duration_text::duration_text;
use crate::facts::View;

/// The measurements of one or more repositories; none where they are not completely known.
#[derive(Clone)]
pub(crate) struct Samples {
    merge: Option<Vec<f64>>,
    first_review: Option<Vec<f64>>,
    close: Option<Vec<f64>>,
}

impl Samples {
    /// No measurement yet, of the kinds that are known.
    pub(crate) fn none_yet(knows: impl Fn(Kind) -> bool) -> Self {
        Self {
            merge: knows(Kind::PullRequests).then(Vec::new),
            first_review: (knows(Kind::PullRequests) && knows(Kind::Reviews)).then(Vec::new),
            close: knows(Kind::Issues).then(Vec::new),
        }
    }

    pub(crate) fn of_repository(view: &View<'_>, window: &Window) -> Self {
        let pull_requests = &view.records().pull_requests;
        let within = |at: &DateTime<Utc>| window.contains(*at);
        let merged = pull_requests.iter().filter_map(|p| hours(p.created_at, p.merged_at.filter(within)?));
        let reviewed = pull_requests.iter().filter_map(|p| hours(p.created_at, first_review(view, p).filter(within)?));
        let issues = &view.records().issues;
        let closed = issues.iter().filter_map(|i| hours(i.created_at, i.closed_at.filter(within)?));
        let known = Self::none_yet(|kind| view.knows(kind));
        Self {
            merge: known.merge.map(|_| merged.collect()),
            first_review: known.first_review.map(|_| reviewed.collect()),
            close: known.close.map(|_| closed.collect()),
        }
    }

    /// Both together; unknown where either is.
    pub(crate) fn with(self, other: &Self) -> Self {
        let join = |a: Option<Vec<f64>>, b: &Option<Vec<f64>>| a.zip(b.as_ref()).map(|(a, b)| [a, b.clone()].concat());
        Self {
            merge: join(self.merge, &other.merge),
            first_review: join(self.first_review, &other.first_review),
            close: join(self.close, &other.close),
        }
    }

    pub(crate) fn metrics(&self) -> Metrics {
        let of = |hours: &Option<Vec<f64>>| hours.as_deref().map(distribution);
        Metrics {
            time_to_merge_hours: of(&self.merge),
            time_to_first_review_hours: of(&self.first_review),
            time_to_close_hours: of(&self.close),
        }
    }
}

/// Count, median and 90th percentile of some hours.
pub(crate) fn distribution(hours: &[f64]) -> Distribution {
    let (median, p90) = (percentile(hours, 0.5), percentile(hours, 0.9));
    Distribution {
        count: u64::try_from(hours.len()).unwrap_or(u64::MAX),
        median: median.map(two_decimals),
        p90: p90.map(two_decimals),
        median_text: median.map(duration_text),
        p90_text: p90.map(duration_text),
    }
}

/// The `p`-quantile (0 to 1) with linear interpolation between ranks; none without values.
pub(crate) fn percentile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let rank = p.clamp(0.0, 1.0) * last as f64;
    let below = rank.floor() as usize;
    let low = sorted.get(below)?;
    let high = sorted.get(below + 1).unwrap_or(low);
    Some(low + (high - low) * rank.fract())
}

/// Rounds to what documents hold.
pub(crate) fn two_decimals(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Hours between two instants; none when the second is the earlier one.
pub(crate) fn hours(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<f64> {
    let milliseconds = (to - from).num_milliseconds();
    let hours = milliseconds as f64 / 3_600_000.0;
    (milliseconds >= 0).then_some(hours)
}

/// The first review by a person other than the author.
fn first_review(view: &View<'_>, pull_request: &PullRequest) -> Option<DateTime<Utc>> {
    let author = view.who.actor(pull_request.author.as_ref());
    let reviews = view.talk.reviews(pull_request.number).iter();
    let by_others = reviews.filter(|review| {
        let reviewer = view.who.actor(review.author.as_ref());
        reviewer.is_some_and(|id| !view.who.is_bot(&id) && Some(id) != author)
    });
    by_others.map(|review| review.submitted_at).min()
}

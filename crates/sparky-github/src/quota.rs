//! What GitHub allows one token: its points, and until when it must rest. Pure bookkeeping; it must not know tokens
//! and clocks.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::backoff::Limit;
use crate::limits::{Limits, Points, RetryAfter};

/// What GitHub asks for when it limits without saying for how long.
const UNSPECIFIED_LIMIT: Duration = Duration::from_secs(60);
/// The unspecified wait doubles so often at most.
const DOUBLINGS: u32 = 6;
/// A longer `Retry-After` is cut to this, in seconds: no run waits for it, and it can be added to any time.
const LONGEST_RETRY_AFTER: u64 = 365 * 24 * 60 * 60;
/// Times of GitHub are whole seconds, and its servers differ by less than one.
const ROUNDING: Duration = Duration::from_secs(1);
/// What a request may cost of which that is not known: more than usual.
pub(crate) const UNPRICED: u64 = 20;
/// Resets that differ by no more than this mean the same window.
const SAME_WINDOW: TimeDelta = TimeDelta::seconds(5);

/// What GitHub allows one token.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quota {
    points: Option<Points>,
    /// How many there are since they were renewed, if nobody else used any.
    renewed: Option<u64>,
    /// Points of requests that are on their way.
    in_flight: u64,
    /// An answer came since the points were last renewed, so that unknown points mean that there is no limit.
    answered: bool,
    not_before: Option<DateTime<Utc>>,
    strikes: u32,
}

/// Whether a request may start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Yes; so many points would be left, none when there is no limit.
    Now(Option<u64>),
    /// Not before this time.
    At(DateTime<Utc>),
    /// When one that is on its way has been answered, it will be known.
    WhenSettled,
    /// The reserve leaves nothing of so many points.
    Never(u64),
}

impl Quota {
    /// Whether a request of this cost may start.
    pub(crate) fn start(&mut self, cost: u64, reserve: u64, now: DateTime<Utc>) -> Start {
        self.renew(now);
        if let Some(until) = self.not_before.filter(|_| self.rests(now)) {
            return Start::At(until);
        }
        let wanted = self.in_flight.saturating_add(cost).saturating_add(reserve);
        let Some(points) = self.points else { return self.start_unknown(wanted, reserve) };
        match points.remaining.checked_sub(wanted) {
            Some(left) => Start::Now(Some(left)),
            None if reserve.saturating_add(cost) > points.limit && reserve > 0 => Start::Never(points.limit),
            None if self.in_flight > 0 => Start::WhenSettled,
            None => Start::At(points.reset + ROUNDING),
        }
    }

    /// The same for a request whose cost nobody knows: when points are scarce, one after the other.
    pub(crate) fn start_unpriced(&mut self, reserve: u64, now: DateTime<Utc>) -> Start {
        match self.start(UNPRICED, reserve, now) {
            Start::Now(left) => Start::Now(left),
            _ if self.in_flight == 0 => self.start(1, reserve, now),
            Start::Never(_) => Start::WhenSettled,
            later => later,
        }
    }

    /// Until an answer tells, there are as many points as in the hour before. Whoever leaves a reserve asks carefully.
    fn start_unknown(&self, wanted: u64, reserve: u64) -> Start {
        let left = self.renewed.map(|limit| limit.checked_sub(wanted));
        let careful = left == Some(None) || (reserve > 0 && !self.answered);
        match left {
            _ if careful && self.in_flight > 0 => Start::WhenSettled,
            left => Start::Now(left.map(Option::unwrap_or_default)),
        }
    }

    /// Whether it must rest because a limit was hit.
    pub(crate) fn rests(&self, now: DateTime<Utc>) -> bool {
        self.not_before.is_some_and(|until| until > now)
    }

    pub(crate) fn begin(&mut self, cost: u64) {
        self.in_flight += cost;
    }

    pub(crate) fn end(&mut self, cost: u64) {
        self.in_flight = self.in_flight.saturating_sub(cost);
    }

    pub(crate) fn in_flight(&self) -> u64 {
        self.in_flight
    }

    /// Points left, as far as known.
    pub(crate) fn remaining(&self) -> Option<u64> {
        self.points.map(|points| points.remaining)
    }

    /// Points in an hour, as far as known.
    pub(crate) fn hourly(&self) -> Option<u64> {
        self.points.map(|points| points.limit).or(self.renewed)
    }

    /// Takes over what an answer says. Answers can come in another order than GitHub wrote them.
    pub(crate) fn learn(&mut self, limits: &Limits) {
        self.answered = true;
        let Some(news) = limits.points else { return };
        self.points = Some(match self.points {
            Some(known) if (known.reset - news.reset).abs() <= SAME_WINDOW => {
                Points { remaining: known.remaining.min(news.remaining), reset: known.reset.max(news.reset), ..news }
            }
            Some(known) if known.reset > news.reset => known,
            _ => news,
        });
    }

    /// An answer came, to a request sent at this time: the limits hit before have passed.
    pub(crate) fn succeed(&mut self, sent: DateTime<Utc>) {
        if self.not_before.is_none_or(|until| sent >= until) {
            self.strikes = 0;
        }
    }

    /// A limit was hit by a request sent at this time. It holds for every request of the token.
    pub(crate) fn limit(&mut self, limit: &Limit, sent: DateTime<Utc>, now: DateTime<Utc>) {
        let reset = limit.limits.points.map(|points| points.reset).filter(|reset| *reset > now);
        let until = match (limit.limits.retry_after, reset) {
            (Some(RetryAfter::Seconds(seconds)), _) => now + Duration::from_secs(seconds.clamp(1, LONGEST_RETRY_AFTER)),
            (Some(RetryAfter::At(at)), _) => at.max(now) + ROUNDING,
            (None, Some(reset)) if limit.primary => reset + ROUNDING,
            _ => now + self.unspecified(sent),
        };
        self.not_before = self.not_before.max(Some(until));
    }

    /// Doubles from one time to the next, but not for requests that were sent together.
    fn unspecified(&mut self, sent: DateTime<Utc>) -> Duration {
        if self.strikes == 0 || self.not_before.is_none_or(|until| sent >= until) {
            self.strikes += 1;
        }
        UNSPECIFIED_LIMIT * 2_u32.pow((self.strikes - 1).min(DOUBLINGS))
    }

    fn renew(&mut self, now: DateTime<Utc>) {
        if let Some(points) = self.points.take_if(|points| points.reset + ROUNDING <= now) {
            self.renewed = Some(points.limit);
            self.answered = false;
        }
    }
}

//! What to do about an answer that is none: give up, or wait and try again. GitHub's own word on when comes first,
//! else the wait doubles, with jitter so that many clients do not come back at once.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use chrono::{DateTime, Utc};

use crate::answer::{Limits, RetryAfter};

/// How often a request is sent before it counts as failed.
pub(crate) const ATTEMPTS: u32 = 5;
/// What GitHub asks for when it limits without saying for how long.
const UNSPECIFIED_LIMIT: Duration = Duration::from_secs(60);
/// A longer `Retry-After` is cut to this, in seconds: no run waits for it, and it can be added to any time.
const LONGEST_RETRY_AFTER: u64 = 365 * 24 * 60 * 60;

/// Why to try again.
#[derive(Debug, Clone)]
pub(crate) enum Again {
    /// GitHub or the network stumbled.
    Fault(String),
    /// A limit was hit.
    Limit(Limits),
}

/// The waits of one request.
pub(crate) struct Waits {
    doubling: ExponentialBackoff,
    limits: u32,
}

impl Waits {
    pub(crate) fn new() -> Self {
        let builder = ExponentialBuilder::default()
            .with_min_delay(Duration::from_millis(500))
            .with_max_delay(Duration::from_secs(30))
            .with_max_times(ATTEMPTS as usize - 1)
            .with_jitter();
        Self { doubling: builder.build(), limits: 0 }
    }

    /// When to try again; none when it was enough.
    pub(crate) fn next(&mut self, again: &Again, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match again {
            Again::Fault(_) => Some(now + self.doubling.next()?),
            Again::Limit(limits) => {
                self.limits += 1;
                (self.limits < ATTEMPTS).then(|| self.after_limit(limits, now))
            }
        }
    }

    fn after_limit(&self, limits: &Limits, now: DateTime<Utc>) -> DateTime<Utc> {
        match (limits.retry_after, limits.remaining, limits.reset) {
            (Some(RetryAfter::Seconds(seconds)), ..) => now + Duration::from_secs(seconds.min(LONGEST_RETRY_AFTER)),
            (Some(RetryAfter::At(at)), ..) => at.max(now),
            // The second beyond the reset is for clocks that differ by less than that.
            (None, Some(0), Some(reset)) => reset.max(now) + Duration::from_secs(1),
            _ => now + UNSPECIFIED_LIMIT * 2_u32.saturating_pow(self.limits - 1),
        }
    }
}

//! What GitHub remembers of a token: its points, how long it was told to wait, and whether it is still good. It must not
//! know requests.

use chrono::{DateTime, TimeDelta, Utc};

/// A token, from its first request on.
#[derive(Debug)]
pub(super) struct Token {
    /// Its place in the order in which tokens came.
    pub(super) number: usize,
    pub(super) used: u64,
    pub(super) reset_at: DateTime<Utc>,
    pub(super) not_before: Option<DateTime<Utc>>,
    minute: (DateTime<Utc>, u64),
}

impl Token {
    pub(super) fn new(number: usize, now: DateTime<Utc>) -> Self {
        Self { number, used: 0, reset_at: now + TimeDelta::hours(1), not_before: None, minute: (now, 0) }
    }

    pub(super) fn is_early(&self, now: DateTime<Utc>) -> bool {
        self.not_before.is_some_and(|until| now < until)
    }

    /// An hour after the first request of an hour, its points are back.
    pub(super) fn begin_hour(&mut self, now: DateTime<Utc>) {
        if now >= self.reset_at {
            self.used = 0;
            self.reset_at = now + TimeDelta::hours(1);
        }
    }

    /// Counts a request in its minute; how many seconds are left of it when there were more than `limit`.
    pub(super) fn over_minute(&mut self, now: DateTime<Utc>, limit: Option<u64>) -> Option<u64> {
        if now >= self.minute.0 + TimeDelta::minutes(1) {
            self.minute = (now, 0);
        }
        self.minute.1 += 1;
        let left = (self.minute.0 + TimeDelta::minutes(1) - now).num_seconds();
        limit.filter(|limit| self.minute.1 > *limit).map(|_| left.max(1).unsigned_abs())
    }

    /// It may not come again before this time.
    pub(super) fn wait(&mut self, until: Option<DateTime<Utc>>) {
        self.not_before = self.not_before.max(until);
    }
}

//! Counts what the client does. It must not decide anything.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::standing::Standing;

/// What the client has done so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Requests sent, by operation.
    pub requests: BTreeMap<String, u64>,
    /// GraphQL points spent: what answers told, and one for an answer that did not tell.
    pub points: u64,
    /// Bytes received in bodies, after decompression.
    pub bytes: u64,
    /// Requests that had to be sent again.
    pub retries: u64,
    /// The time during which a request waited for a limit, a pace or a back-off. Waits at the same time count once.
    pub waited: Duration,
    /// Points left of the token that has fewest, as far as known.
    pub remaining: Option<u64>,
    /// Points that all tokens together have in an hour, as far as known.
    pub hourly: Option<u64>,
}

/// Counts.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    counted: Mutex<Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    stats: Stats,
    /// What an operation cost the last time.
    costs: BTreeMap<&'static str, u64>,
    waiting_until: DateTime<Utc>,
    /// What the last answers said about the token.
    standing: Standing,
}

impl Meter {
    pub(crate) fn stats(&self) -> Stats {
        self.counted().stats.clone()
    }

    pub(crate) fn sent(&self, operation: &str) {
        *self.counted().stats.requests.entry(operation.to_owned()).or_default() += 1;
    }

    pub(crate) fn received(&self, bytes: usize) {
        self.counted().stats.bytes += u64::try_from(bytes).unwrap_or(u64::MAX);
    }

    pub(crate) fn cost(&self, operation: &'static str, points: u64) {
        let mut counted = self.counted();
        counted.stats.points += points;
        counted.costs.insert(operation, points);
    }

    pub(crate) fn standing(&self) -> Standing {
        self.counted().standing.clone()
    }

    pub(crate) fn stands(&self, standing: Standing) {
        let mut counted = self.counted();
        counted.standing = standing.or(&counted.standing);
    }

    pub(crate) fn retried(&self) {
        self.counted().stats.retries += 1;
    }

    pub(crate) fn waits(&self, now: DateTime<Utc>, until: DateTime<Utc>) {
        let mut counted = self.counted();
        let since = counted.waiting_until.max(now);
        counted.stats.waited += (until - since).to_std().unwrap_or_default();
        counted.waiting_until = counted.waiting_until.max(until);
    }

    /// What an operation cost the last time, which it will probably cost again.
    pub(crate) fn expected_cost(&self, operation: &str) -> Option<u64> {
        self.counted().costs.get(operation).copied()
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

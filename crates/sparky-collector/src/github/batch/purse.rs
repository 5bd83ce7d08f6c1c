//! What a job may spend, where several share a quota: a request is sent when what it costs at most is still there. It
//! must not know how much was spent: the client counts that.

use std::sync::atomic::{AtomicU64, Ordering};

use sparky_github::Error as ApiError;

/// GitHub counts a point for a hundred of the requests that its lists stand for, each of which brings a node or more.
const NODES_A_POINT: u64 = 100;

/// What a job may spend.
#[derive(Debug)]
pub(super) struct Purse {
    /// No bound when none.
    points: Option<u64>,
    /// What the requests that are on their way may cost.
    held: AtomicU64,
    /// Calls of the REST API, each of which counts like a point.
    calls: AtomicU64,
}

/// What a request may cost, held until it was answered.
#[derive(Debug)]
pub(super) struct Held<'a> {
    purse: &'a Purse,
    points: u64,
}

impl Purse {
    pub(super) fn new(points: Option<u64>) -> Self {
        Self { points, held: AtomicU64::new(0), calls: AtomicU64::new(0) }
    }

    /// How many nodes can still be paid for.
    pub(super) fn nodes(&self, spent: u64) -> u64 {
        self.left(spent).map_or(u64::MAX, |left| left.saturating_sub(1) * NODES_A_POINT)
    }

    /// Sets aside what a request of so many nodes costs at most; none when that is not there.
    pub(super) fn hold(&self, nodes: u64, spent: u64) -> Option<Held<'_>> {
        let points = nodes.div_ceil(NODES_A_POINT) + 1;
        if self.left(spent).is_some_and(|left| left < points) {
            return None;
        }
        self.held.fetch_add(points, Ordering::Relaxed);
        Some(Held { purse: self, points })
    }

    /// Counts a call of the REST API.
    pub(super) fn called(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    /// Why a question is not asked.
    pub(super) fn empty(&self) -> ApiError {
        ApiError::Spent { points: self.points.unwrap_or_default() }
    }

    fn left(&self, spent: u64) -> Option<u64> {
        let gone = spent + self.held.load(Ordering::Relaxed) + self.calls.load(Ordering::Relaxed);
        self.points.map(|points| points.saturating_sub(gone))
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.purse.held.fetch_sub(self.points, Ordering::Relaxed);
    }
}

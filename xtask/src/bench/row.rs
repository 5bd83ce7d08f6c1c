//! One line of the table: what a run cost, and whether that was within the bound. It must not know how it is printed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bound::Bound;
use super::child::Ran;
use super::github::Run;

/// What one run cost.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) case: String,
    pub(super) requests: usize,
    pub(super) operations: BTreeMap<String, usize>,
    pub(super) points: u64,
    /// Bodies of the answers, not compressed.
    pub(super) bytes: usize,
    pub(super) wall_ms: u128,
    /// The peak, where the system tells.
    pub(super) memory: Option<u64>,
    /// The fewest requests possible, or the milliseconds of the program that it is compared with.
    pub(super) ideal: u128,
    pub(super) ratio: f64,
    pub(super) bound: Bound,
    /// What is over its bound.
    pub(super) over: Vec<&'static str>,
    /// Whether it took longer than its bound. It depends on the machine, so it is no fault.
    pub(super) slow: bool,
}

impl Row {
    /// A run against GitHub, compared with the fewest requests that it could have taken.
    pub(super) fn of_requests(case: impl Into<String>, run: &Run, ideal: usize, bound: Bound) -> Self {
        let mut operations = BTreeMap::new();
        for seen in &run.seen {
            *operations.entry(seen.operation.clone()).or_default() += 1;
        }
        let row = Self {
            requests: run.seen.len(),
            operations,
            points: run.seen.iter().map(|seen| seen.cost).sum(),
            bytes: run.seen.iter().map(|seen| seen.bytes).sum(),
            ..Self::of_time(case, run.ran, ideal as u128, bound)
        };
        Self { ratio: ratio(row.requests as u128, row.ideal), ..row }.judged()
    }

    /// A run without GitHub, compared with the milliseconds that another program took for the same.
    pub(super) fn of_time(case: impl Into<String>, ran: Ran, ideal: u128, bound: Bound) -> Self {
        let wall_ms = ran.wall.as_millis();
        Self {
            case: case.into(),
            requests: 0,
            operations: BTreeMap::new(),
            points: 0,
            bytes: 0,
            wall_ms,
            memory: ran.memory,
            ideal,
            ratio: ratio(wall_ms, ideal),
            bound,
            over: Vec::new(),
            slow: bound.wall.is_some_and(|limit| ran.wall > limit),
        }
        .judged()
    }

    /// Whether nothing that counts is over its bound.
    pub(super) fn is_within(&self) -> bool {
        self.over.is_empty()
    }

    fn judged(self) -> Self {
        let Bound { requests, points, memory, .. } = self.bound;
        let judged = [
            ("requests", requests.is_some_and(|limit| self.requests > limit)),
            ("points", points.is_some_and(|limit| self.points > limit)),
            ("memory", memory.is_some_and(|limit| self.memory.is_some_and(|bytes| bytes > limit))),
        ];
        Self { over: judged.into_iter().filter(|(_, is_over)| *is_over).map(|(name, _)| name).collect(), ..self }
    }
}

/// Exact enough below 2^52, which no count here comes near.
#[expect(clippy::cast_precision_loss, reason = "a ratio is read by people, in one decimal")]
fn ratio(measured: u128, ideal: u128) -> f64 {
    measured as f64 / ideal.max(1) as f64
}

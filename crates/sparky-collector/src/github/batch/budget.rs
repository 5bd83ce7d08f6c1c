//! How many nodes one query may ask for. GitHub's hard limit is 500,000, but it gives up on queries that take longer
//! than ten seconds, so the budget starts far below, halves when GitHub gives up, and comes back by and by.

use std::sync::{Mutex, PoisonError};

/// What GitHub answers in a second or two.
const START: u64 = 20_000;

/// The budget never falls below this.
const LEAST: u64 = 120;

/// Below this, size is hardly the reason of a failure.
pub(crate) const SMALL: u64 = 600;

/// After so many good answers what once was too heavy is tried again.
const PATIENCE: u32 = 24;

#[derive(Debug)]
struct State {
    nodes: u64,
    /// The smallest query that was too heavy, until it is forgotten.
    too_heavy: u64,
    good: u32,
}

/// The budget of a run.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<State>);

impl Default for Budget {
    fn default() -> Self {
        Self(Mutex::new(State { nodes: START, too_heavy: u64::MAX, good: 0 }))
    }
}

impl Budget {
    pub(crate) fn nodes(&self) -> u64 {
        self.state().nodes
    }

    /// A query of so many nodes was too heavy.
    pub(crate) fn lower(&self, nodes: u64) {
        let mut state = self.state();
        state.too_heavy = state.too_heavy.min(nodes.max(LEAST));
        state.nodes = state.nodes.min((nodes / 2).max(LEAST));
        state.good = 0;
    }

    /// A query of so many nodes was answered.
    pub(crate) fn raise(&self, nodes: u64) {
        let mut state = self.state();
        state.good += 1;
        if state.good > PATIENCE {
            state.too_heavy = u64::MAX;
        }
        if nodes >= state.nodes / 2 {
            let limit = START.min(state.too_heavy - state.too_heavy / 10);
            state.nodes = (state.nodes + state.nodes / 4).min(limit).max(state.nodes);
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

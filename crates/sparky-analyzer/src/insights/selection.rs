//! Which statements are made: what is new, the most important first, no two about the same. It must not know the rules.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use sparky_schema::analysis::{Insight, Novelty};
use sparky_schema::told::Told;

use super::Candidate;

/// What was told longer ago may be told again.
const MEMORY: usize = 12;

/// What could be said of a window; `earlier` is what was told of those before, newest first.
pub(super) fn of(mut found: Vec<Candidate>, earlier: &[&Told]) -> Vec<Insight> {
    found.sort_by(|a, b| (Reverse(a.points), &a.insight.key).cmp(&(Reverse(b.points), &b.insight.key)));
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut chosen: Vec<Insight> = Vec::new();
    for candidate in found {
        let Some(novelty) = novelty(&candidate.insight, earlier) else { continue };
        if told.insert(candidate.about) {
            chosen.push(Insight { novelty, ..candidate.insight });
        }
    }
    chosen
}

/// None when it was told, and not much has changed since the last time.
fn novelty(insight: &Insight, earlier: &[&Told]) -> Option<Novelty> {
    let mut before = earlier.iter().take(MEMORY).flat_map(|told| &told.insights);
    let Some(last) = before.find(|told| told.key == insight.key) else { return Some(Novelty::New) };
    let (was, is) = last.value.zip(insight.value)?;
    let much = was.saturating_mul(3) <= is.saturating_mul(2) || is.saturating_mul(3) <= was.saturating_mul(2);
    (much && was != is).then_some(Novelty::Changed)
}

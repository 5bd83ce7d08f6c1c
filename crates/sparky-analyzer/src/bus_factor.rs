//! From how few people half of the commits come: the contributor absence factor of CHAOSS. It must not know who they
//! are.

use std::collections::BTreeMap;

use crate::facts::View;
use crate::identity::PersonId;

/// The smallest number of people who wrote at least half of the commits without merges in the records; none when
/// people wrote none.
pub(crate) fn of(view: &View<'_>) -> Option<u64> {
    let mut commits: BTreeMap<PersonId, u64> = BTreeMap::new();
    for commit in view.records().commits.iter().filter(|commit| commit.parents.len() < 2) {
        if let Some(author) = view.who.signature(&commit.author).filter(|id| !view.who.is_bot(id)) {
            *commits.entry(author).or_default() += 1;
        }
    }
    smallest_half(commits.into_values().collect())
}

/// How many of the largest parts make at least half of the sum.
pub(crate) fn smallest_half(mut parts: Vec<u64>) -> Option<u64> {
    parts.sort_unstable_by(|a, b| b.cmp(a));
    let all: u128 = parts.iter().map(|part| u128::from(*part)).sum();
    let mut sum = 0;
    let reached = parts.iter().position(|part| {
        sum += u128::from(*part);
        all > 0 && all <= 2 * sum
    })?;
    u64::try_from(reached + 1).ok()
}

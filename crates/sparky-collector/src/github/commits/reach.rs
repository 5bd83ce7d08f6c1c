//! Which commits can be reached from a head over commits that are known.

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::ids::Sha;

/// What was reached.
#[derive(Debug, Default)]
pub(crate) struct Reached {
    /// Known commits.
    pub(crate) commits: BTreeSet<Sha>,
    /// Commits just beyond: parents that are not known.
    beyond: BTreeSet<Sha>,
}

impl Reached {
    /// Whether a commit is reachable for certain.
    pub(crate) fn holds(&self, sha: &Sha) -> bool {
        self.commits.contains(sha) || self.beyond.contains(sha)
    }
}

/// Follows parents from `head`.
pub(crate) fn reachable(head: &Sha, parents: &BTreeMap<Sha, Vec<Sha>>) -> Reached {
    let mut reached = Reached::default();
    let mut open = vec![head];
    while let Some(sha) = open.pop() {
        match parents.get(sha) {
            Some(_) if reached.commits.contains(sha) => {}
            Some(parents) => {
                reached.commits.insert(sha.clone());
                open.extend(parents);
            }
            None => {
                reached.beyond.insert(sha.clone());
            }
        }
    }
    reached
}

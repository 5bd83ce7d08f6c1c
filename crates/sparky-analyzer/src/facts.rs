//! The facts in one fixed order and each record once, so that nothing after this depends on the order of the input;
//! and what is known about each repository. It must not count anything.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelRefIterator as _, IntoParallelRefMutIterator as _, ParallelIterator as _};
use serde::Serialize;
use sparky_schema::collection::{Backlog, Collection, Records, RepositoryFacts, Source};
use sparky_schema::records::Commit;
use sparky_schema::{Gap, Kind, Sha, Window};

use crate::identity::Identities;
use crate::score::Weights;
use crate::talk::Talk;

/// The repositories of a collection, sorted, and the kinds that repositories outside the list are missing.
pub(crate) struct Facts {
    pub(crate) repositories: Vec<RepositoryFacts>,
    gaps: Vec<Gap>,
}

impl Facts {
    /// Takes the repositories out of a collection.
    pub(crate) fn of(collection: &mut Collection) -> Self {
        let name = |r: &RepositoryFacts| r.name_with_owner.as_str().to_ascii_lowercase();
        let mut repositories = std::mem::take(&mut collection.repositories);
        once_each(&mut repositories, |a, b| name(a).cmp(&name(b)));
        repositories.par_iter_mut().for_each(|repository| {
            order(&mut repository.records);
            repository.backlog.iter_mut().for_each(order_backlog);
        });
        repositories.sort_by(|a, b| a.name_with_owner.cmp(&b.name_with_owner));
        Self { repositories, gaps: collection.gaps.clone() }
    }

    pub(crate) fn views<'a>(&'a self, who: &'a Identities, weights: &'a Weights) -> Vec<View<'a>> {
        let view = |repository: &'a RepositoryFacts| View {
            repository,
            known: self.known(repository),
            talk: Talk::of(&repository.records, repository.backlog.as_ref()),
            who,
            weights,
        };
        self.repositories.par_iter().map(view).collect()
    }

    /// The kinds about which no gap says that some repository, listed or not, lacks them.
    pub(crate) fn known_everywhere(&self) -> BTreeSet<Kind> {
        Kind::ALL.into_iter().filter(|kind| !self.gaps.iter().any(|gap| covers(gap, *kind))).collect()
    }

    fn known(&self, repository: &RepositoryFacts) -> BTreeSet<Kind> {
        let name = repository.name_with_owner.as_str();
        let mine = |gap: &&Gap| gap.repository.as_str().eq_ignore_ascii_case(name);
        let missing = |kind: Kind| self.gaps.iter().filter(mine).any(|gap| covers(gap, kind));
        repository.kinds.iter().copied().filter(|kind| !missing(*kind)).collect()
    }
}

/// A gap that names no kind is about all of them.
fn covers(gap: &Gap, kind: Kind) -> bool {
    gap.kinds.is_empty() || gap.kinds.contains(&kind)
}

/// One repository with what is known about it.
pub(crate) struct View<'a> {
    pub(crate) repository: &'a RepositoryFacts,
    pub(crate) known: BTreeSet<Kind>,
    /// What was said, by what it was said about.
    pub(crate) talk: Talk<'a>,
    pub(crate) who: &'a Identities,
    pub(crate) weights: &'a Weights,
}

impl<'a> View<'a> {
    pub(crate) fn records(&self) -> &'a Records {
        &self.repository.records
    }

    pub(crate) fn is_clone(&self) -> bool {
        self.repository.source == Source::Git
    }

    pub(crate) fn knows(&self, kind: Kind) -> bool {
        self.known.contains(&kind)
    }

    /// The commits of a window.
    pub(crate) fn commits(&self, window: &'a Window) -> impl Iterator<Item = &'a Commit> + use<'a> {
        self.records().commits.iter().filter(|commit| window.contains(commit.committed_at))
    }

    /// The commits of a window that have fewer than two parents.
    pub(crate) fn plain_commits(&self, window: &'a Window) -> impl Iterator<Item = &'a Commit> + use<'a> {
        self.commits(window).filter(|commit| commit.parents.len() < 2)
    }
}

/// The commit of a hash among those of one repository, which are in the order of their hashes.
pub(crate) fn commit<'a>(commits: &'a [Commit], sha: &Sha) -> Option<&'a Commit> {
    commits.binary_search_by(|commit| commit.sha.cmp(sha)).ok().and_then(|at| commits.get(at))
}

fn order(records: &mut Records) {
    once_each(&mut records.commits, |a, b| a.sha.cmp(&b.sha));
    once_each(&mut records.pull_requests, |a, b| a.number.cmp(&b.number));
    once_each(&mut records.issues, |a, b| a.number.cmp(&b.number));
    once_each(&mut records.reviews, |a, b| a.id.cmp(&b.id));
    once_each(&mut records.comments, |a, b| a.id.cmp(&b.id));
    once_each(&mut records.review_comments, |a, b| a.id.cmp(&b.id));
    once_each(&mut records.releases, |a, b| a.tag.cmp(&b.tag));
    once_each(&mut records.discussions, |a, b| a.number.cmp(&b.number));
    once_each(&mut records.workflow_runs, |a, b| a.id.cmp(&b.id));
}

fn order_backlog(backlog: &mut Backlog) {
    once_each(&mut backlog.pull_requests, |a, b| a.number.cmp(&b.number));
    once_each(&mut backlog.issues, |a, b| a.number.cmp(&b.number));
    once_each(&mut backlog.reviews, |a, b| a.id.cmp(&b.id));
    once_each(&mut backlog.comments, |a, b| a.id.cmp(&b.id));
    once_each(&mut backlog.review_comments, |a, b| a.id.cmp(&b.id));
}

/// Sorts by id and keeps one record per id. Records that differ under one id are put in order by their JSON, so
/// that the choice does not depend on the order in which they came.
fn once_each<T: Serialize>(records: &mut Vec<T>, by_id: impl Fn(&T, &T) -> Ordering) {
    let json = |record: &T| serde_json::to_string(record).unwrap_or_default();
    records.sort_by(|a, b| by_id(a, b).then_with(|| json(a).cmp(&json(b))));
    records.dedup_by(|b, a| by_id(a, b).is_eq());
}

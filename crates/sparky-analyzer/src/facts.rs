//! The facts in one fixed order and each record once, so that nothing after this depends on the order of the input;
//! and what is known about each repository. It must not count anything.

use std::collections::BTreeSet;

use serde::Serialize;
use sparky_schema::collection::{Collection, Records, RepositoryFacts, Source};
use sparky_schema::records::Commit;
use sparky_schema::{Gap, Kind, Window};

use crate::identity::Identities;

/// The repositories of a collection, sorted, and the kinds that repositories outside the list are missing.
pub(crate) struct Facts {
    pub(crate) repositories: Vec<RepositoryFacts>,
    gaps: Vec<Gap>,
}

impl Facts {
    pub(crate) fn of(collection: &Collection) -> Self {
        let mut repositories = once_each(&collection.repositories, |r| r.name_with_owner.as_str().to_ascii_lowercase());
        for repository in &mut repositories {
            repository.records = ordered(&repository.records);
        }
        repositories.sort_by(|a, b| a.name_with_owner.cmp(&b.name_with_owner));
        Self { repositories, gaps: collection.gaps.clone() }
    }

    pub(crate) fn views<'a>(&'a self, who: &'a Identities) -> Vec<View<'a>> {
        self.repositories.iter().map(|repository| View { repository, known: self.known(repository), who }).collect()
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
    pub(crate) who: &'a Identities,
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

fn ordered(records: &Records) -> Records {
    Records {
        commits: once_each(&records.commits, |r| r.sha.clone()),
        pull_requests: once_each(&records.pull_requests, |r| r.number),
        issues: once_each(&records.issues, |r| r.number),
        reviews: once_each(&records.reviews, |r| r.id.clone()),
        comments: once_each(&records.comments, |r| r.id.clone()),
        review_comments: once_each(&records.review_comments, |r| r.id.clone()),
        releases: once_each(&records.releases, |r| r.tag.clone()),
        discussions: once_each(&records.discussions, |r| r.number),
        workflow_runs: once_each(&records.workflow_runs, |r| r.id.clone()),
    }
}

/// Sorts by id and keeps one record per id. Records that differ under one id are put in order by their JSON, so
/// that the choice does not depend on the order in which they came.
fn once_each<T: Clone + Serialize, K: Ord>(records: &[T], id: impl Fn(&T) -> K) -> Vec<T> {
    let json = |record: &T| serde_json::to_string(record).unwrap_or_default();
    let mut kept = records.to_vec();
    kept.sort_by(|a, b| id(a).cmp(&id(b)).then_with(|| json(a).cmp(&json(b))));
    kept.dedup_by(|b, a| id(a) == id(b));
    kept
}

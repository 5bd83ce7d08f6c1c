//! How work flowed: the parts put together, for one repository or for all of them. The definitions are in the parts
//! and in `docs/metrics.md`. It must not know how a part is measured.

mod branches;
mod issues;
mod pull_requests;
mod releases;
mod reviews;
mod spread;
mod stages;
pub(crate) mod threads;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rayon::prelude::{IndexedParallelIterator as _, IntoParallelRefMutIterator as _, ParallelIterator as _};
use sparky_schema::analysis::{Flow, RepositoryAnalysis};
use sparky_schema::{Kind, Window};

use crate::facts::View;
use threads::Threads;

/// What every part looks at.
pub(crate) struct Scene<'a> {
    pub(crate) views: &'a [View<'a>],
    pub(crate) window: &'a Window,
    /// Where the records begin: nobody knows what was said before.
    pub(crate) since: DateTime<Utc>,
}

/// How work flowed in some repositories; `threads` are theirs, in the same order, and `known` are the kinds that no
/// gap takes away.
pub(crate) fn of(scene: &Scene<'_>, threads: &[Threads], known: &BTreeSet<Kind>) -> Flow {
    let knows = |kind: Kind| {
        known.contains(&kind) && !scene.views.is_empty() && scene.views.iter().all(|view| view.knows(kind))
    };
    let each = || scene.views.iter().zip(threads);
    Flow {
        pull_requests: knows(Kind::PullRequests).then(|| pull_requests::of(scene, each, knows)),
        reviews: (knows(Kind::PullRequests) && knows(Kind::Reviews)).then(|| reviews::of(scene, each, knows)),
        issues: knows(Kind::Issues).then(|| issues::of(scene, each, knows)),
        releases: knows(Kind::Releases).then(|| releases::of(scene)),
    }
}

/// Adds to each repository how work flowed in it alone.
pub(crate) fn add(entries: &mut [RepositoryAnalysis], scene: &Scene<'_>, threads: &[Threads]) {
    entries.par_iter_mut().zip(scene.views).zip(threads).for_each(|((entry, view), threads)| {
        let alone = Scene { views: std::slice::from_ref(view), ..*scene };
        entry.flow = Some(of(&alone, std::slice::from_ref(threads), &view.known));
    });
}

//! Releases, and the commits of a local clone. It must not know pull requests and issues.

use sparky_schema::Window;
use sparky_schema::analysis::{Event, Happening, Work};
use sparky_schema::records::{Commit, Release};

use super::{blank, reacted};
use crate::facts::View;
use crate::score::{self, Beside};
use crate::{areas, identity, links, prose, scope, work};

pub(super) fn releases(view: &View<'_>, window: &Window) -> Vec<Happening> {
    let published = view.records().releases.iter().filter(|release| window.contains(release.published_at));
    published.map(|release| released(view, window, release)).collect()
}

/// Every commit, the merges marked.
pub(super) fn commits(view: &View<'_>, window: &Window) -> Vec<Happening> {
    view.commits(window).map(|commit| committed(view, window, commit)).collect()
}

fn released(view: &View<'_>, window: &Window, release: &Release) -> Happening {
    let name = release.name.trim();
    let happening = Happening {
        tag: Some(release.tag.clone()),
        url: links::release(view.repository.url.as_deref().filter(|_| !release.local_only), &release.tag),
        title: if name.is_empty() { release.tag.clone() } else { name.to_owned() },
        subject: if name.is_empty() { release.tag.clone() } else { name.to_owned() },
        author: view.who.actor(release.author.as_ref()).and_then(|id| view.who.name(&id)),
        work: Work::Build,
        ..blank(view, window, Event::Released, &format!("@{}", release.tag), release.published_at)
    };
    let (prerelease, reactions) = (release.prerelease, reacted(&release.reactions));
    score::scored(happening, &Beside { prerelease, reactions, ..Beside::default() }, view.weights)
}

fn committed(view: &View<'_>, window: &Window, commit: &Commit) -> Happening {
    let author = view.who.signature(&commit.author);
    let others =
        commit.co_authors.iter().filter_map(|co| view.who.signature(co)).filter(|id| Some(id) != author.as_ref());
    let declared = scope::conventional(&commit.subject).and_then(|title| title.scope);
    let happening = Happening {
        sha: Some(commit.sha.clone()),
        url: links::commit(view.repository.url.as_deref().filter(|_| !commit.local_only), commit.sha.as_str()),
        title: commit.subject.clone(),
        subject: scope::subject(&commit.subject),
        merge: commit.parents.len() >= 2,
        detail: prose::first_sentence(&commit.body),
        with: identity::names(view.who, others),
        author: author.as_ref().and_then(|id| view.who.name(id)),
        work: work::kind(&commit.subject, &[], &commit.files, false),
        scope: declared.or_else(|| areas::main_area(commit)).map(str::to_owned),
        breaking: scope::is_breaking(&commit.subject, &commit.body, &[]),
        additions: commit.additions,
        deletions: commit.deletions,
        changed_files: commit.changed_files,
        ..blank(view, window, Event::Committed, &format!("@{}", commit.sha), commit.committed_at)
    };
    score::scored(happening, &Beside { areas: areas::touched(&commit.files), ..Beside::default() }, view.weights)
}

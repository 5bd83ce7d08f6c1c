//! The people behind the pull requests of bots, and the assistants beside people. It must not know how much anybody did.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::Window;
use sparky_schema::analysis::Assisted;
use sparky_schema::records::{Commit, PullRequest};

use crate::facts::{self, View};
use crate::identity::PersonId;

/// Who is behind the pull request of a bot: the people to whom it is assigned, else those whom the commit with which
/// it landed names as authors, else the one who merged it. Nobody is behind that of a person.
pub(crate) fn people(view: &View<'_>, pull_request: &PullRequest) -> BTreeSet<PersonId> {
    let author = view.who.actor(pull_request.author.as_ref());
    if !author.is_some_and(|id| view.who.is_bot(&id)) {
        return BTreeSet::new();
    }
    let people = |found: Vec<Option<PersonId>>| -> BTreeSet<PersonId> {
        found.into_iter().flatten().filter(|id| !view.who.is_bot(id)).collect()
    };
    let assigned = || pull_request.assignees.iter().map(|actor| view.who.actor(Some(actor))).collect();
    let merged = || vec![view.who.actor(pull_request.merged_by.as_ref())];
    let ways: [&dyn Fn() -> Vec<Option<PersonId>>; 3] = [&assigned, &|| authors(view, pull_request), &merged];
    ways.into_iter().map(|way| people(way())).find(|found| !found.is_empty()).unwrap_or_default()
}

/// The authors of the commit with which a pull request landed.
fn authors(view: &View<'_>, pull_request: &PullRequest) -> Vec<Option<PersonId>> {
    let commit = pull_request.merge_commit.as_ref().and_then(|sha| facts::commit(&view.records().commits, sha));
    // A merge commit is written by who merges.
    let commit = commit.filter(|commit| commit.parents.len() < 2);
    let signatures = commit.into_iter().flat_map(|commit| commit.co_authors.iter().chain([&commit.author]));
    signatures.map(|signature| view.who.signature(signature)).collect()
}

/// The bots that a commit of a person names as co-authors.
pub(crate) fn assistants(view: &View<'_>, commit: &Commit) -> BTreeSet<PersonId> {
    if commit.co_authors.is_empty() {
        return BTreeSet::new();
    }
    let author = view.who.signature(&commit.author).filter(|id| !view.who.is_bot(id));
    let named = commit.co_authors.iter().filter(|_| author.is_some()).filter_map(|co| view.who.signature(co));
    named.filter(|id| view.who.is_bot(id)).collect()
}

/// How many commits of a window each assistant is named in, most first.
pub(crate) fn assisted(views: &[View<'_>], window: &Window) -> Vec<Assisted> {
    let Some(who) = views.first().map(|view| view.who) else { return Vec::new() };
    let mut counts: BTreeMap<PersonId, u64> = BTreeMap::new();
    for view in views {
        for commit in view.plain_commits(window) {
            assistants(view, commit).into_iter().for_each(|id| *counts.entry(id).or_default() += 1);
        }
    }
    let named = counts.into_iter().filter_map(|(id, commits)| Some(Assisted { assistant: who.name(&id)?, commits }));
    let mut assisted: Vec<Assisted> = named.collect();
    assisted.sort_by(|a, b| (Reverse(a.commits), &a.assistant).cmp(&(Reverse(b.commits), &b.assistant)));
    assisted
}

//! Which of two states of a repository is the newer one. It must not know where they are stored.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use sparky_schema::ids::RepoName;
use sparky_store::facts::{Join, Side};
use sparky_store::{Facts, RepositoryStore};

use super::state::State;
use crate::Error;
use crate::merge::ReadByJob;

/// Whose facts stay. Facts belong to their state, so they stay together.
pub(crate) fn join(ours: &State, theirs: &State, read: &ReadByJob) -> Join<State> {
    let is_read = read.contains_key(&theirs.id);
    let is_newer = match progress(theirs).cmp(&progress(ours)) {
        _ if ours == theirs => false,
        // Another repository has the name now.
        _ if ours.id != theirs.id => is_read,
        Ordering::Greater => true,
        Ordering::Equal => is_read,
        Ordering::Less => false,
    };
    Join::Whole(if is_newer { Side::Theirs } else { Side::Ours })
}

type Progress = (Option<DateTime<Utc>>, Option<DateTime<Utc>>, Option<DateTime<Utc>>, u64);

/// What only grows: the windows that were collected, the updates and pushes that were seen, the numbers given.
fn progress(state: &State) -> Progress {
    let lists = [&state.pull_requests, &state.issues, &state.discussions];
    let window = state.commits.heads.iter().map(|head| head.until).max();
    let newest = lists.iter().filter_map(|list| list.spans.newest()).max();
    let pushed = state.about.as_ref().and_then(|about| about.pushed_at);
    (window, newest, pushed, lists.iter().map(|list| list.highest).sum())
}

/// The repositories that are stored, with their ids.
pub(crate) fn stored(facts: &Facts) -> Result<Vec<(RepoName, String)>, Error> {
    let names = facts.repositories()?.into_iter();
    names
        .map(|name| {
            let store: RepositoryStore<State> = facts.open(&name)?;
            let id = store.state().id.clone();
            Ok((name, id))
        })
        .collect()
}

//! A repository of which GitHub says nothing now: what is stored of it may still be all there is. It must not read
//! anything.

use sparky_github::Error as ApiError;
use sparky_schema::gap::Kind;
use sparky_schema::ids::RepoName;
use sparky_store::RepositoryStore;

use super::gaps::{gap, passes};
use super::state::{List, State};
use super::update::{Desk, Update};
use crate::Error;

/// A repository of which GitHub says nothing now: what is stored is what there is.
pub(crate) fn unseen(desk: &Desk<'_>, asked: &RepoName, error: &ApiError) -> Result<Update, Error> {
    let mut store: RepositoryStore<State> = desk.facts.open(asked)?;
    let damaged = store.damaged(desk.range.since)?;
    let is_gone = matches!(error, ApiError::NotFound { .. } | ApiError::Forbidden { .. } | ApiError::Blocked { .. });
    let is_known = !is_gone && damaged.is_empty() && !store.is_empty();
    let state = store.state();
    let unread = gap(asked, &[], error);
    if desk.proven && damaged.is_empty() && !state.id.is_empty() && passes(unread.reason) {
        let (kinds, gaps) = (Kind::ALL.to_vec(), Vec::new());
        return Ok(Update { name: asked.clone(), kinds, gaps, unread: vec![unread], is_known: true });
    }
    let is_covered = |list: &List| {
        list.spans.reach(desk.range.since) && list.spans.newest().is_some_and(|newest| newest >= desk.range.until)
    };
    let mut kinds = Vec::new();
    if is_known && is_covered(&state.pull_requests) {
        kinds.extend([Kind::PullRequests, Kind::Reviews, Kind::ReviewComments]);
        kinds.extend(is_covered(&state.issues).then_some(Kind::Comments));
    }
    kinds.extend((is_known && is_covered(&state.issues)).then_some(Kind::Issues));
    kinds.sort();
    let missing: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !kinds.contains(kind)).collect();
    let missing = if is_known { missing } else { Vec::new() };
    Ok(Update { name: asked.clone(), kinds, gaps: vec![gap(asked, &missing, error)], unread: Vec::new(), is_known })
}

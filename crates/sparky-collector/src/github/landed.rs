//! What landed: the commits that became reachable since the window before was collected. Their dates may be older.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sparky_schema::ids::Sha;
use sparky_schema::window::Window;
use sparky_store::RepositoryStore;
use sparky_store::facts::kinds;

use super::commits::reachable;
use super::state::{State, WindowHead};
use crate::Error;

/// Heads that are remembered.
const KEPT: usize = 96;

/// Remembers the head with which a window was collected. Equal heads of one period need one entry.
pub(crate) fn remember(state: &mut State, window: &Window) {
    let head = state.commits.head.as_ref().map(|head| head.sha.clone());
    let heads = &mut state.commits.heads;
    heads.retain(|known| known.window != key(window));
    let last = heads.iter().rfind(|known| is_before(known, window));
    if last.is_none_or(|last| last.head != head) {
        heads.push(WindowHead { window: key(window), until: window.until, head });
        heads.sort_by(|a, b| (a.until, &a.window).cmp(&(b.until, &b.window)));
        let excess = heads.len().saturating_sub(KEPT);
        heads.drain(..excess);
    }
}

fn key(window: &Window) -> String {
    format!("{}/{}", window.period.name(), window.id)
}

fn is_before(known: &WindowHead, window: &Window) -> bool {
    known.until < window.until && known.window.split('/').next() == Some(window.period.name())
}

/// The commits that landed since the window before; none when that was not collected.
pub(crate) fn landed(
    store: &mut RepositoryStore<State>,
    window: &Window,
    since: DateTime<Utc>,
) -> Result<Option<Vec<Sha>>, Error> {
    let commits = &store.state().commits;
    let before = commits.heads.iter().rfind(|known| is_before(known, window)).cloned();
    let (Some(before), Some(head)) = (before, commits.head.clone()) else { return Ok(None) };
    if before.head.as_ref() == Some(&head.sha) {
        return Ok(Some(Vec::new()));
    }
    let parents = parents(store, before.head.as_ref(), since)?;
    let old = before.head.map(|old| reachable(&old, &parents)).unwrap_or_default();
    let new = reachable(&head.sha, &parents);
    Ok(Some(new.commits.difference(&old.commits).cloned().collect()))
}

/// Parents of the stored commits, back to before the old head if it is stored at all.
fn parents(
    store: &mut RepositoryStore<State>,
    old: Option<&Sha>,
    since: DateTime<Utc>,
) -> Result<BTreeMap<Sha, Vec<Sha>>, Error> {
    let recent = store.from_month_of::<kinds::Commits>(since - TimeDelta::days(31))?;
    let is_known = old.is_none_or(|old| recent.iter().any(|commit| commit.sha == *old));
    let commits = if is_known { recent } else { store.all::<kinds::Commits>()? };
    Ok(commits.into_iter().map(|commit| (commit.sha, commit.parents)).collect())
}

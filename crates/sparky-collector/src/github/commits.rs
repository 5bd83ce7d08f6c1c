//! Commits of the default branch. What is known ends at a head; a new head is followed down until the commits that are
//! reachable from it are all known, which the history's own count proves. Dates prove nothing: a branch that is merged
//! brings commits from before, and a force-push takes some away.

mod files;
mod first;
mod history;
mod reach;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sparky_schema::collection::Head;
use sparky_schema::ids::Sha;
use sparky_schema::records::Commit;
use sparky_store::facts::kinds;

use super::reader::Reader;
use crate::Error;
use crate::range::Range;
use history::{History, Walk};
pub(crate) use reach::reachable;

/// Reads the commits that are reachable from `head` and were committed in the range or later, and the files of those in it where
/// asked.
pub(crate) async fn read(reader: &Reader<'_>, head: Option<&Sha>, range: Range) -> Result<(), Error> {
    reach_for(reader, head, range.since).await?;
    if reader.files { files::read(reader, range).await } else { Ok(()) }
}

async fn reach_for(reader: &Reader<'_>, head: Option<&Sha>, since: DateTime<Utc>) -> Result<(), Error> {
    let known = reader.store().state().commits.clone();
    let Some(head) = head else { return forget_all(reader) };
    let is_same = known.head.as_ref().is_some_and(|known| known.sha == *head);
    match known.since {
        Some(from) if is_same && from <= since => Ok(()),
        Some(from) if is_same => extend(reader, since, from).await,
        None => first::read(reader, head, since).await,
        Some(from) => {
            follow(reader, &known.head, from, since.max(from)).await?;
            if since < from { extend(reader, since, from).await } else { Ok(()) }
        }
    }
}

/// The branch is gone: the repository is empty.
fn forget_all(reader: &Reader<'_>) -> Result<(), Error> {
    let mut store = reader.store();
    if store.state().commits.head.is_some() {
        store.retain::<kinds::Commits>(DateTime::<Utc>::MIN_UTC, |_| false)?;
        let commits = &mut store.state_mut().commits;
        (commits.head, commits.since, commits.begun) = (None, None, None);
    }
    Ok(())
}

/// Reads what was committed between `since` and `known`, from where on everything is known.
async fn extend(reader: &Reader<'_>, since: DateTime<Utc>, known: DateTime<Utc>) -> Result<(), Error> {
    let mut history = History::new(reader, since, Some(known));
    while let Some(page) = history.next().await? {
        let mut store = reader.store();
        page.iter().try_for_each(|commit| store.upsert::<kinds::Commits>(commit))?;
    }
    let mut store = reader.store();
    let is_same = store.state().commits.head.as_ref().map(|head| &head.sha) == history.walk().map(|walk| &walk.head);
    if is_same && !reader.leaks() {
        store.state_mut().commits.since = Some(since);
    }
    Ok(())
}

/// Reads what a new head brings. `from` is where knowledge begins, `since` where this run needs it.
async fn follow(
    reader: &Reader<'_>,
    old: &Option<Head>,
    from: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<(), Error> {
    let mut history = History::new(reader, since, None);
    let mut parents = parents(&reader.store().from_month_of::<kinds::Commits>(since)?, since);
    let (mut listed, mut news) = (BTreeSet::new(), 0);
    while let Some(page) = history.next().await? {
        for commit in page {
            listed.insert(commit.sha.clone());
            if parents.insert(commit.sha.clone(), commit.parents.clone()).is_none() {
                news += 1;
                reader.store().upsert::<kinds::Commits>(&commit)?;
            }
        }
        let Some(walk) = history.walk() else { continue };
        let reached = reachable(&walk.head, &parents);
        if reached.commits.len() as u64 == walk.count {
            let is_forward = old.as_ref().is_some_and(|old| reached.holds(&old.sha) && old.commits + news == walk.all);
            // Whatever else has landed is older than this run needs but younger than what is said to be known.
            return if is_forward || since <= from {
                finish(reader, &history, from, since, &reached.commits)
            } else {
                Box::pin(follow(reader, old, from, from)).await
            };
        }
    }
    if since > from && !reader.leaks() {
        return Box::pin(follow(reader, old, from, from)).await;
    }
    finish(reader, &history, from, since, &listed)
}

fn parents(commits: &[Commit], since: DateTime<Utc>) -> BTreeMap<Sha, Vec<Sha>> {
    let young = commits.iter().filter(|commit| commit.committed_at >= since);
    young.map(|commit| (commit.sha.clone(), commit.parents.clone())).collect()
}

/// Removes what is no longer reachable, and remembers up to where commits are known.
fn finish(
    reader: &Reader<'_>,
    history: &History<'_, '_>,
    from: DateTime<Utc>,
    since: DateTime<Utc>,
    reached: &BTreeSet<Sha>,
) -> Result<(), Error> {
    let Some(Walk { head, all, .. }) = history.walk().cloned().filter(|_| !reader.leaks()) else { return Ok(()) };
    let mut store = reader.store();
    store.retain::<kinds::Commits>(since, |commit| commit.committed_at < since || reached.contains(&commit.sha))?;
    let commits = &mut store.state_mut().commits;
    commits.head = Some(Head { sha: head, commits: all });
    commits.since = Some(from);
    commits.begun = None;
    Ok(())
}

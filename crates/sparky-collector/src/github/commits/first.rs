//! The first reading of a history, which may be long: what was read before it broke off is kept, and the next reading goes
//! on from there. It must not know how new commits are found later.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sparky_github::Error as ApiError;
use sparky_schema::ids::Sha;
use sparky_store::facts::kinds;

use super::history::{History, Walk};
use super::{finish, follow, parents, reachable};
use crate::Error;
use crate::github::reader::Reader;

/// Pages that are lost at most when a run is killed.
const PAGES_AT_RISK: usize = 8;

/// Reads everything since a moment.
pub(super) async fn read(reader: &Reader<'_>, head: &Sha, since: DateTime<Utc>) -> Result<(), Error> {
    let begun = reader.store().state().commits.begun.clone().filter(|begun| begun.since <= since);
    let Some(begun) = begun else { return whole(reader, since).await };
    let from = begun.since;
    let mut history = History::resumed(reader, begun);
    let gone_on = match pages(reader, &mut history, from).await {
        Ok(_) => settle(reader, &history, from)?,
        // The cursor is from long ago.
        Err(Error::GitHub(ApiError::Refused { .. })) => false,
        Err(error) => return Err(error),
    };
    if !gone_on {
        reader.store().state_mut().commits.begun = None;
        return whole(reader, since).await;
    }
    let old = reader.store().state().commits.head.clone();
    match old {
        Some(old) if old.sha != *head && !reader.leaks() => follow(reader, &Some(old), from, from).await,
        _ => Ok(()),
    }
}

async fn whole(reader: &Reader<'_>, since: DateTime<Utc>) -> Result<(), Error> {
    let mut history = History::new(reader, since, None);
    let listed = pages(reader, &mut history, since).await?;
    finish(reader, &history, since, since, &listed)
}

/// Stores page after page, and how far that is.
async fn pages(
    reader: &Reader<'_>,
    history: &mut History<'_, '_>,
    since: DateTime<Utc>,
) -> Result<BTreeSet<Sha>, Error> {
    let (mut listed, mut pages) = (BTreeSet::new(), 0);
    while let Some(page) = history.next().await? {
        let mut store = reader.store();
        for commit in page {
            listed.insert(commit.sha.clone());
            store.upsert::<kinds::Commits>(&commit)?;
        }
        store.state_mut().commits.begun = history.begun(since).filter(|_| !reader.leaks());
        pages += 1;
        if pages % PAGES_AT_RISK == 0 {
            store.commit()?;
        }
    }
    Ok(listed)
}

/// Ends a reading that was gone on with, if what is stored proves to be all of it.
fn settle(reader: &Reader<'_>, history: &History<'_, '_>, since: DateTime<Utc>) -> Result<bool, Error> {
    let Some(Walk { head, count, .. }) = history.walk() else { return Ok(false) };
    let known = parents(&reader.store().from_month_of::<kinds::Commits>(since)?, since);
    let reached = reachable(head, &known);
    if reached.commits.len() as u64 != *count {
        return Ok(reader.leaks());
    }
    finish(reader, history, since, since, &reached.commits)?;
    Ok(true)
}

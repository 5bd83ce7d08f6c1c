//! Which entries of a list are open, also those that nobody has touched for long. It must not know windows.
//!
//! Once they are known they stay so at no cost: an entry that closes moves to the top of its list, where it is read.
//! They are asked for when a repository is new, and when so much time went by that a list was not read without a hole:
//! one question for at most two hundred numbers, and what is not stored of them is read by its number.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use futures::future::try_join;
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_store::RepositoryStore;
use sparky_store::facts::kinds;

use super::issues::Issues;
use super::listing::{Kept, Seen};
use super::page::Page;
use super::pull_requests::PullRequests;
use super::query::End;
use super::reader::Reader;
use super::reread;
use super::state::{OpenOnes, State};
use crate::Error;

/// So many are looked up at each end: what moved last, and what did not for longest.
const A_SIDE: u64 = 100;

/// So many are looked up at most.
const MOST: u64 = 2 * A_SIDE;

/// When things were last updated, by their numbers.
type Updates = BTreeMap<u64, Option<DateTime<Utc>>>;

/// A list whose entries can be open.
pub(crate) trait Opens: Kept {
    /// What is stored as open.
    fn open_ones(store: &mut RepositoryStore<State>) -> Result<Updates, sparky_store::Error>;
}

impl Opens for PullRequests {
    fn open_ones(store: &mut RepositoryStore<State>) -> Result<Updates, sparky_store::Error> {
        let open = store.open_ones::<kinds::PullRequests>()?;
        Ok(open.into_iter().map(|pull| (pull.number, pull.updated_at)).collect())
    }
}

impl Opens for Issues {
    fn open_ones(store: &mut RepositoryStore<State>) -> Result<Updates, sparky_store::Error> {
        let open = store.open_ones::<kinds::Issues>()?;
        Ok(open.into_iter().map(|issue| (issue.number, issue.updated_at)).collect())
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    number: u64,
    updated_at: DateTime<Utc>,
}

/// Finds out what is open, of a list that was just read and of which `total` are said to be. What GitHub does not say is
/// not known, and asked for again the next time: it is in no total, so that it is no gap.
pub(crate) async fn read<K: Opens>(reader: &Reader<'_>, seen: &Seen, total: u64) -> Result<(), Error> {
    let Some(at) = seen.newest().map(|newest| newest.min(reader.settled)) else { return Ok(()) };
    if K::list(reader.store().state_mut()).open.as_ref().is_some_and(|known| at <= known.at) {
        return Ok(());
    }
    let known = still_open::<K>(reader, at)?;
    let numbers = match known {
        Known { numbers, .. } if numbers.len() as u64 == total => numbers,
        Known { numbers, is_whole: true } if MOST < total => numbers,
        Known { numbers, .. } => match ask::<K>(reader, total, numbers).await {
            Ok(numbers) => numbers,
            Err(Error::GitHub(error)) => {
                tracing::debug!(%error, repository = %reader.name(), "what is open is not known");
                K::list(reader.store().state_mut()).open = None;
                return Ok(());
            }
            Err(error) => return Err(error),
        },
    };
    K::list(reader.store().state_mut()).open = Some(OpenOnes { at, numbers });
    Ok(())
}

/// What of the stored things is open still.
struct Known {
    numbers: BTreeSet<u64>,
    /// Whether nothing that moved since the last time can be missing.
    is_whole: bool,
}

fn still_open<K: Opens>(reader: &Reader<'_>, at: DateTime<Utc>) -> Result<Known, Error> {
    let mut store = reader.store();
    let list = K::list(store.state_mut()).clone();
    if list.spans.newest().is_none_or(|known| known < at) {
        return Ok(Known { numbers: BTreeSet::new(), is_whole: false });
    }
    let before = list.open.filter(|before| list.spans.join(before.at));
    let is_known = |number: &u64| before.as_ref().is_some_and(|before| before.numbers.contains(number));
    let stored = K::open_ones(&mut store)?.into_iter();
    let open = stored.filter(|(number, at)| is_known(number) || at.is_some_and(|at| list.spans.reach(at)));
    Ok(Known { numbers: open.map(|(number, _)| number).collect(), is_whole: before.is_some() })
}

/// Asks for the numbers of what is open, and reads what is not stored as it is now.
async fn ask<K: Opens>(reader: &Reader<'_>, total: u64, known: BTreeSet<u64>) -> Result<BTreeSet<u64>, Error> {
    let last = async { if A_SIDE < total { page::<K>(reader, End::Oldest).await } else { Ok(Vec::new()) } };
    let (first, last) = try_join(page::<K>(reader, End::Newest), last).await?;
    let listed: BTreeMap<u64, DateTime<Utc>> =
        first.into_iter().chain(last).map(|found| (found.number, found.updated_at)).collect();
    let stored = K::open_ones(&mut reader.store())?;
    let is_news = |(number, updated): &(&u64, &DateTime<Utc>)| stored.get(number) != Some(&Some(**updated));
    let missing: Vec<u64> = listed.iter().filter(is_news).map(|(number, _)| *number).collect();
    reread::again::<K>(reader, &missing).await?;
    let open = K::open_ones(&mut reader.store())?;
    let beside = known.into_iter().filter(|_| MOST < total);
    Ok(listed.into_keys().chain(beside).filter(|number| open.contains_key(number)).collect())
}

async fn page<K: Opens>(reader: &Reader<'_>, end: End) -> Result<Vec<Found>, ApiError> {
    let ask = K::LISTING.open(reader.name(), A_SIDE, end);
    let page: Option<Page<Found>> = reader.ask(ask, &format!("/{}", K::LISTING.field)).await?;
    Ok(page.map(|page| page.entries().0).unwrap_or_default())
}

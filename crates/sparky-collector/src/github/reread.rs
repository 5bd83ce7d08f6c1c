//! What is known is read again by its number, because something may have changed without a new time of update: a
//! reaction, a comment that is gone, files that nobody asked for. It must not know how lists are read.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use futures::future::try_join_all;
use serde::{Deserialize, Serialize};
use sparky_schema::codec::sha256_hex;
use sparky_schema::gap::Kind;
use sparky_schema::ids::RepoName;
use sparky_store::facts::kinds;
use sparky_store::{Facts, RepositoryStore};

use super::discussions::Discussions;
use super::issues::Issues;
use super::listing::{Kept, complete};
use super::pull_requests::PullRequests;
use super::reader::Reader;
use super::releases;
use super::state::State;
use crate::Error;
use crate::range::Range;

/// Things that a run reads again at most, all repositories together: one request, and 26 points if all are pull requests.
const A_RUN: usize = 150;

/// Things of one question.
const AT_ONCE: usize = 25;

/// How far a repository was read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Round {
    /// The day on which all of it had been read. Not the time: what is known does not depend on it.
    pub(crate) whole: NaiveDate,
    /// The lowest number that was read again since, while there are lower ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) below: Option<u64>,
}

impl Round {
    /// Whether it is time, when all is to be read again within so many days. Repositories that were first read in the
    /// same night take turns: in the second half of these days, each on a day that follows from its name.
    fn is_due(&self, name: &RepoName, now: DateTime<Utc>, days: u32) -> bool {
        let half = days / 2;
        let digest = sha256_hex(name.as_str().to_lowercase().as_bytes());
        let turn = digest.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or_default();
        let wait = days - half + turn % (half + 1);
        self.below.is_some() || now.date_naive() - self.whole >= TimeDelta::days(i64::from(wait))
    }
}

/// How many things of which repository this run reads again: of those that it is time for, the longest unread first and
/// a question each in turn, as far as one run goes.
pub(crate) fn plan(
    facts: &Facts,
    names: impl Iterator<Item = RepoName>,
    now: DateTime<Utc>,
    days: u32,
) -> Result<BTreeMap<RepoName, usize>, Error> {
    let mut due = Vec::new();
    for name in names.filter(|_| days > 0) {
        let store: RepositoryStore<State> = facts.open(&name)?;
        let known: usize =
            [Kind::PullRequests, Kind::Issues, Kind::Discussions].iter().map(|kind| store.len(*kind)).sum();
        let round = store.state().round.as_ref().filter(|round| round.is_due(&name, now, days));
        due.extend(round.map(|round| (round.whole, name, known)));
    }
    due.sort();
    let (mut left, mut plan) = (A_RUN, BTreeMap::new());
    let mut open = true;
    while open {
        open = false;
        for (_, name, known) in &due {
            let planned: &mut usize = plan.entry(name.clone()).or_default();
            let more = (*known).saturating_sub(*planned).min(AT_ONCE).min(left);
            *planned += more;
            left -= more;
            open |= more > 0;
        }
    }
    Ok(plan)
}

/// What is read again in one turn.
#[derive(Debug, Default)]
struct Turn {
    pulls: Vec<u64>,
    issues: Vec<u64>,
    talks: Vec<u64>,
    /// The lowest number of all; none when it is the last.
    below: Option<u64>,
}

/// Reads the next so many things of a repository again, from the highest number down, and in a new round the releases,
/// which are few.
pub(crate) async fn turn(reader: &Reader<'_>, seen: &str, count: usize, now: DateTime<Utc>) -> Result<(), Error> {
    let Some(round) = reader.store().state().round.clone() else { return Ok(()) };
    let turn = next(&mut reader.store(), round.below.unwrap_or(u64::MAX), count)?;
    if round.below.is_none() {
        reader.store().state_mut().releases.seen.clear();
    }
    futures::try_join!(
        releases::read(reader, seen),
        again::<PullRequests>(reader, &turn.pulls),
        again::<Issues>(reader, &turn.issues),
        again::<Discussions>(reader, &turn.talks),
    )?;
    let whole = if turn.below.is_some() { round.whole } else { now.date_naive() };
    reader.store().state_mut().round = Some(Round { whole, below: turn.below });
    Ok(())
}

fn next(store: &mut RepositoryStore<State>, below: u64, count: usize) -> Result<Turn, Error> {
    let known = [PullRequests::numbers(store)?, Issues::numbers(store)?, Discussions::numbers(store)?];
    let all: BTreeSet<u64> = known.iter().flat_map(|known| known.range(..below)).copied().collect();
    let Some(lowest) = all.iter().rev().take(count).next_back().copied() else { return Ok(Turn::default()) };
    let [pulls, issues, talks] = known.map(|known| known.range(lowest..below).copied().collect());
    Ok(Turn { pulls, issues, talks, below: all.first().filter(|first| **first < lowest).map(|_| lowest) })
}

/// Reads the pull requests again whose files nobody has asked for.
pub(crate) async fn files(reader: &Reader<'_>, range: Range) -> Result<(), Error> {
    let pulls = reader.store().range::<kinds::PullRequests>(range.since, range.until)?;
    let lacking = pulls.into_iter().filter(|pull| pull.files.is_empty() && pull.changed_files > 0);
    let numbers: Vec<u64> = lacking.map(|pull| pull.number).collect();
    again::<PullRequests>(reader, &numbers).await
}

/// Reads things again. What is there no more goes.
pub(crate) async fn again<K: Kept>(reader: &Reader<'_>, numbers: &[u64]) -> Result<(), Error> {
    try_join_all(numbers.chunks(AT_ONCE).map(|numbers| some::<K>(reader, numbers))).await.map(drop)
}

async fn some<K: Kept>(reader: &Reader<'_>, mut numbers: &[u64]) -> Result<(), Error> {
    let listing = if reader.files { K::LISTING_WITH_FILES } else { K::LISTING };
    while !numbers.is_empty() {
        let ask = |first| listing.numbered(reader.name(), numbers.get(..first).unwrap_or(numbers));
        let (found, asked) = reader.ask_numbered::<K::Entry>(numbers.len(), listing.nodes_each, ask).await?;
        let (these, rest) = numbers.split_at(asked.min(numbers.len()));
        let gone: BTreeSet<u64> = these.iter().copied().filter(|number| !found.contains_key(number)).collect();
        let facts = complete::<K>(reader, found.into_values()).await?;
        if !reader.leaks() {
            let mut store = reader.store();
            K::store(&mut store, facts)?;
            K::remove(&mut store, &gone)?;
        }
        numbers = rest;
    }
    Ok(())
}

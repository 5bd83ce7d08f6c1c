//! Lists that are sorted by their last updates: only what changed since the last time is read, from the top down to
//! what is known. It must not know what is in a list.

mod census;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use futures::future::{join, try_join_all};
use serde::de::DeserializeOwned;
use sparky_github::Error as ApiError;
use sparky_schema::records::Comment;
use sparky_store::RepositoryStore;

use super::page::Page;
use super::query::Listing;
use super::reactions;
use super::reader::Reader;
use super::spans::{Span, Stretch};
use super::state::{List, State};
use crate::Error;
use census::census;

/// Each further round reads only what changed during the one before; a list that never rests is a gap.
const ROUNDS: usize = 5;

/// Pages of one list that are lost at most when a run is killed.
const PAGES_AT_RISK: usize = 8;

/// Something that moves to the top of its list when it is updated.
pub(crate) trait Entry: DeserializeOwned {
    /// Its number, which is higher than that of everything that was there before it.
    fn number(&self) -> u64;
    /// When it was updated.
    fn updated_at(&self) -> DateTime<Utc>;
}

/// A kind that lives in such a list.
pub(crate) trait Kept {
    /// An entry as GitHub gives it.
    type Entry: Entry;
    /// What is kept of it.
    type Facts;
    /// The list.
    const LISTING: Listing;
    /// The list where changed files are asked for.
    const LISTING_WITH_FILES: Listing = Self::LISTING;
    /// Where its state is.
    fn list(state: &mut State) -> &mut List;
    /// Reads what did not fit into the page.
    async fn complete(reader: &Reader<'_>, entry: Self::Entry) -> Result<Self::Facts, ApiError>;
    /// The comments in facts, whose reactions are still to be counted.
    fn comments(facts: &mut Self::Facts) -> Vec<&mut Comment>;
    /// Stores facts in the place of what was known of the same things.
    fn store(store: &mut RepositoryStore<State>, facts: Vec<Self::Facts>) -> Result<(), sparky_store::Error>;
    /// The numbers of what is stored.
    fn numbers(store: &mut RepositoryStore<State>) -> Result<BTreeSet<u64>, sparky_store::Error>;
    /// Removes what was deleted or moved elsewhere.
    fn remove(store: &mut RepositoryStore<State>, gone: &BTreeSet<u64>) -> Result<(), sparky_store::Error>;
}

/// Entries of the first page when the top is read again: most often nothing has changed since a moment ago.
const AGAIN: u64 = 5;

/// What a probe saw of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    pub(crate) count: u64,
    /// When its first entries were updated, the newest first.
    pub(crate) latest: Vec<DateTime<Utc>>,
}

impl Seen {
    pub(crate) fn newest(&self) -> Option<DateTime<Utc>> {
        self.latest.iter().max().copied()
    }

    /// How many entries it takes to see all that was updated at `down_to` or later, and one more that tells so.
    pub(crate) fn entries(&self, down_to: DateTime<Utc>) -> Option<u64> {
        match self.latest.iter().position(|updated| *updated < down_to) {
            Some(at) => Some(at as u64 + 1),
            None => Some(self.count.max(1)).filter(|count| self.latest.len() as u64 >= *count),
        }
    }

    /// Whether a window that begins at `since` has something in the list that is not known.
    fn is_news(&self, list: &List, since: DateTime<Utc>) -> bool {
        let Some(newest) = self.newest().filter(|newest| *newest >= since) else { return false };
        list.spans.newest().is_none_or(|known| known < newest)
    }

    /// Whether there is fewer than there was.
    fn is_shorter(&self, list: &List) -> bool {
        self.count < list.count
    }
}

/// Reads a list down to what was updated at `since`, storing as it goes: what was read before a failure is kept.
pub(crate) async fn read<K: Kept>(reader: &Reader<'_>, seen: &Seen, since: DateTime<Utc>) -> Result<(), Error> {
    let known = K::list(reader.store().state_mut()).clone();
    let is_news = seen.is_news(&known, since);
    let may_lack = seen.is_shorter(&known) || known.is_uncounted;
    if !is_news && !may_lack && seen.newest().is_none_or(|newest| newest < since) {
        return Ok(());
    }
    if is_news || may_lack {
        K::list(reader.store().state_mut()).is_uncounted = true;
        let found = top::<K>(reader, seen, since).await?;
        let total = K::list(reader.store().state_mut()).count;
        if known.is_uncounted || found.lacks_something(&known, total) {
            census::<K>(reader).await?;
        }
        K::list(reader.store().state_mut()).is_uncounted = reader.leaks();
    }
    loop {
        let spans = K::list(reader.store().state_mut()).spans.clone();
        let Some(stretch) = spans.below(since).filter(|_| !reader.leaks()) else { return Ok(()) };
        K::list(reader.store().state_mut()).is_uncounted = spans.len() > 1;
        match pass::<K>(reader, stretch, None, None).await {
            Err(Error::GitHub(ApiError::Refused { .. })) => {
                // The cursor is from long ago: the way down begins at the top again.
                K::list(reader.store().state_mut()).spans.clear();
                top::<K>(reader, seen, since).await?;
            }
            other => drop(other?),
        }
        if K::list(reader.store().state_mut()).spans.len() < spans.len() {
            // Nobody counted what came and went in the hole that was closed.
            census::<K>(reader).await?;
        }
        K::list(reader.store().state_mut()).is_uncounted = reader.leaks();
    }
}

/// What a pass saw.
#[derive(Debug, Default)]
struct Found {
    entries: BTreeSet<(u64, DateTime<Utc>)>,
    pages: usize,
    /// The entry at the top, and when it was updated.
    top: Option<(u64, DateTime<Utc>)>,
    /// How long the list was in the beginning.
    count: u64,
    /// The highest number in the beginning: what comes later is no part of the first pass.
    highest: u64,
}

impl Found {
    /// Whether something is gone, now that the list is `total` long.
    fn lacks_something(&self, known: &List, total: u64) -> bool {
        let is_first = known.highest == 0;
        let (count, highest) = if is_first { (self.count, self.highest) } else { (known.count, known.highest) };
        let new: BTreeSet<u64> = self.entries.iter().map(|(number, _)| *number).filter(|n| *n > highest).collect();
        total < count + new.len() as u64
    }
}

/// Reads the top of the list. What is updated meanwhile moves to the top, where it would be missed, so the top is
/// read again until it is known.
async fn top<K: Kept>(reader: &Reader<'_>, seen: &Seen, since: DateTime<Utc>) -> Result<Found, Error> {
    let mut all = Found::default();
    for round in 0..ROUNDS {
        let stretch = K::list(reader.store().state_mut()).spans.top(since);
        let first = if round == 0 { seen.entries(stretch.down_to) } else { Some(AGAIN) };
        let found = pass::<K>(reader, stretch, first, all.top).await?;
        let is_known = found.pages <= 1 || found.entries.is_subset(&all.entries);
        if round == 0 {
            (all.count, all.highest) = (found.count, found.highest);
        }
        all.top = found.top;
        all.entries.extend(found.entries);
        if is_known || reader.leaks() {
            return Ok(all);
        }
    }
    reader.note_missing("a list changed faster than it could be read");
    Ok(all)
}

/// Reads a stretch page by page, as far as `last_top` when that is the top still. The rest of a page's entries and the
/// next page are asked for at once. The first page has `first` entries at most.
async fn pass<K: Kept>(
    reader: &Reader<'_>,
    stretch: Stretch,
    first: Option<u64>,
    last_top: Option<(u64, DateTime<Utc>)>,
) -> Result<Found, Error> {
    let mut found = Found::default();
    let continues = stretch.cursor.is_some();
    let mut page = fetch::<K>(reader, stretch.cursor.clone(), first).await?;
    while let Some(this) = page {
        let (next, total) = (this.next(), this.total_count);
        let (entries, leaks) = this.entries();
        reader.note_leak(leaks);
        if found.pages == 0 {
            found.top = entries.first().map(|entry| (entry.number(), entry.updated_at()));
        }
        let is_still = found.top.is_some() && found.top == last_top;
        let last = entries.last().map(Entry::updated_at);
        let is_last = is_still || next.is_none() || last.is_some_and(|last| last < stretch.down_to);
        let seen: Vec<_> = entries.iter().map(|entry| (entry.number(), entry.updated_at())).collect();
        let news = entries.into_iter().filter(|entry| !stretch.knows(entry.updated_at()));
        let rest = complete::<K>(reader, news);
        let following = async { if is_last { Ok(None) } else { fetch::<K>(reader, next.clone(), None).await } };
        let (facts, following) = join(rest, following).await;
        let mut store = reader.store();
        K::store(&mut store, facts?)?;
        let list = K::list(store.state_mut());
        if !reader.leaks() && !is_still {
            let from = last.filter(|_| next.is_some());
            let to = found.top.map_or(stretch.down_to, |(_, updated)| updated).min(reader.settled);
            list.spans.add(Span { to, from, cursor: next }, continues || found.pages > 0);
        }
        found.highest = seen.iter().map(|(number, _)| *number).fold(found.highest, Ord::max);
        if !continues {
            (list.highest, list.count) = (list.highest.max(found.highest), total);
        }
        drop(store);
        if found.pages % PAGES_AT_RISK == PAGES_AT_RISK - 1 {
            reader.store().commit()?;
        }
        found.count = if found.pages == 0 { total } else { found.count };
        found.entries.extend(seen);
        found.pages += 1;
        page = following?;
    }
    Ok(found)
}

/// All that belongs to entries.
pub(crate) async fn complete<K: Kept>(
    reader: &Reader<'_>,
    entries: impl Iterator<Item = K::Entry>,
) -> Result<Vec<K::Facts>, ApiError> {
    let mut facts = try_join_all(entries.map(|entry| K::complete(reader, entry))).await?;
    reactions::count(reader, facts.iter_mut().flat_map(K::comments).collect()).await?;
    Ok(facts)
}

/// A page, of `first` entries at most where that is said.
async fn fetch<K: Kept>(
    reader: &Reader<'_>,
    after: Option<String>,
    first: Option<u64>,
) -> Result<Option<Page<K::Entry>>, ApiError> {
    let listing = if reader.files { K::LISTING_WITH_FILES } else { K::LISTING };
    let ask = |first| listing.ask(reader.name(), first, after.as_deref());
    let wanted = first.map_or(listing.page, |first| first.min(listing.page));
    reader.ask_page(wanted, listing.nodes_each, &format!("/{}", listing.field), ask).await
}

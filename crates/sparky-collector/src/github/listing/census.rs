//! What is gone from a list: its numbers, without anything else, are compared with what is stored.

use serde::Deserialize;

use super::Kept;
use crate::Error;
use crate::github::page::Page;
use crate::github::reader::Reader;

#[derive(Debug, Deserialize)]
struct Number {
    number: u64,
}

/// Reads the numbers of the list, and removes what is stored and no longer there.
pub(super) async fn census<K: Kept>(reader: &Reader<'_>) -> Result<(), Error> {
    let mut gone = K::numbers(&mut reader.store())?;
    let lowest = gone.first().copied().unwrap_or_default();
    let listing = K::LISTING;
    let mut after = None;
    loop {
        let ask = listing.census(reader.name(), after.as_deref());
        let page: Option<Page<Number>> = reader.ask(ask, &format!("/{}", listing.field)).await?;
        let Some(page) = page else { return Ok(()) };
        after = page.next();
        let (entries, leaks) = page.entries();
        if leaks {
            return Ok(());
        }
        gone.retain(|number| !entries.iter().any(|entry| entry.number == *number));
        let is_below = entries.iter().all(|entry| entry.number < lowest);
        if after.is_none() || is_below {
            break;
        }
    }
    Ok(K::remove(&mut reader.store(), &gone)?)
}

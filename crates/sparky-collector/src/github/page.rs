//! Pages of lists: all of a list, the newest part of a list that changes while it is read, and the rest of a list
//! that came inside something else. It must not know what is in a list.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use sparky_github::Error as ApiError;

use super::query::{Query, Reader};

/// A page of a list. Entries that GitHub could not give are null.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<T> {
    page_info: PageInfo,
    nodes: Option<Vec<Option<T>>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

/// Something that moves to the top of its list when it is updated.
pub(crate) trait Updated {
    /// What it is called.
    fn id(&self) -> &str;
    /// When it was updated.
    fn updated_at(&self) -> DateTime<Utc>;
}

impl<T> Page<T> {
    /// The cursor of the next page, if there is one.
    fn next(&self) -> Option<String> {
        self.page_info.end_cursor.clone().filter(|_| self.page_info.has_next_page)
    }

    fn entries(self, reader: &Reader<'_>) -> Vec<T> {
        let nodes = self.nodes.unwrap_or_else(|| {
            reader.note_missing("a list without entries");
            Vec::new()
        });
        let asked = nodes.len();
        let entries: Vec<T> = nodes.into_iter().flatten().collect();
        if entries.len() < asked {
            reader.note_missing("an entry of a list");
        }
        entries
    }
}

/// All of a list, page by page.
pub(crate) async fn all<T>(
    reader: &Reader<'_>,
    fetch: impl AsyncFn(Option<String>) -> Result<Option<Page<T>>, ApiError>,
) -> Result<Vec<T>, ApiError> {
    let mut found = Vec::new();
    let mut after = None;
    while let Some(page) = fetch(after).await? {
        after = page.next();
        found.extend(page.entries(reader));
        if after.is_none() {
            break;
        }
    }
    Ok(found)
}

/// The part of a list, sorted by last update with the newest first, that was updated since `since`. What is updated
/// while the list is read moves to its top, where it would be missed, so the top is read again until it is known.
pub(crate) async fn updated_since<T: Updated>(
    reader: &Reader<'_>,
    since: DateTime<Utc>,
    fetch: impl AsyncFn(Option<String>) -> Result<Option<Page<T>>, ApiError>,
) -> Result<Vec<T>, ApiError> {
    let mut found: BTreeMap<String, T> = BTreeMap::new();
    let mut stop = since;
    // Each further round reads only what changed during the one before; a list that never rests is a gap.
    for _ in 0..5 {
        let (mut pages, mut news) = (0, false);
        let mut newest = stop;
        let mut after = None;
        'round: while let Some(page) = fetch(after).await? {
            pages += 1;
            after = page.next();
            for item in page.entries(reader) {
                if item.updated_at() < stop {
                    break 'round;
                }
                newest = newest.max(item.updated_at());
                let known = found.get(item.id()).is_some_and(|old| old.updated_at() == item.updated_at());
                news |= !known;
                found.insert(item.id().to_owned(), item);
            }
            if after.is_none() {
                break;
            }
        }
        if pages <= 1 || !news {
            return Ok(found.into_values().collect());
        }
        stop = newest;
    }
    reader.note_missing("a list changed faster than it could be read");
    Ok(found.into_values().collect())
}

/// All entries of a list whose first page came inside the thing `id`.
pub(crate) async fn rest<T: DeserializeOwned>(
    reader: &Reader<'_>,
    query: Query,
    id: &str,
    first: Page<T>,
) -> Result<Vec<T>, ApiError> {
    let mut after = first.next();
    let mut found = first.entries(reader);
    while let Some(cursor) = after {
        let page: Option<Page<T>> = reader.ask_plain(query, "/node/list", json!({ "id": id, "after": cursor })).await?;
        let Some(page) = page else {
            reader.note_missing("the rest of a list");
            break;
        };
        after = page.next();
        found.extend(page.entries(reader));
    }
    Ok(found)
}

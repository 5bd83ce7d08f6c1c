//! Pages of lists, and the rest of a list that came inside something else. It must not know what is in a list.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sparky_github::Error as ApiError;

use super::query::Nested;
use super::reader::Reader;

/// A page of a list. Entries that GitHub could not give are null.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<T> {
    /// How long the whole list is, where that was asked.
    #[serde(default)]
    pub(crate) total_count: u64,
    page_info: PageInfo,
    nodes: Option<Vec<Option<T>>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl<T> Page<T> {
    /// The cursor of the next page, if there is one.
    pub(crate) fn next(&self) -> Option<String> {
        self.page_info.end_cursor.clone().filter(|_| self.page_info.has_next_page)
    }

    /// The entries, and whether one is missing.
    pub(crate) fn entries(self) -> (Vec<T>, bool) {
        let nodes = self.nodes.unwrap_or_else(|| vec![None]);
        let asked = nodes.len();
        let entries: Vec<T> = nodes.into_iter().flatten().collect();
        let leaks = entries.len() < asked;
        (entries, leaks)
    }
}

/// All entries of a list whose first page came inside the thing `id`.
pub(crate) async fn rest<T: DeserializeOwned>(
    reader: &Reader<'_>,
    list: Nested,
    id: &str,
    first: Page<T>,
) -> Result<Vec<T>, ApiError> {
    let mut after = first.next();
    let (mut found, leaks) = first.entries();
    reader.note_leak(leaks);
    while let Some(cursor) = after {
        let page: Option<Page<T>> = reader.ask(list.ask(id, &cursor), "/list").await?;
        let Some(page) = page else {
            reader.note_leak(true);
            break;
        };
        after = page.next();
        let (more, leaks) = page.entries();
        reader.note_leak(leaks);
        found.extend(more);
    }
    Ok(found)
}

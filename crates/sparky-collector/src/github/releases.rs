//! Releases by publication. GitHub sorts them by creation, which can be much earlier, so all of them are looked at.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use sparky_github::Error as ApiError;
use sparky_schema::records::Release;

use super::actor::{Account, actor};
use super::page::{self, Page};
use super::query::{RELEASES, Reader};
use crate::message::one_line;
use crate::range::Range;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    tag_name: String,
    name: Option<String>,
    is_draft: bool,
    is_prerelease: bool,
    published_at: Option<DateTime<Utc>>,
    author: Option<Account>,
}

/// Reads the releases of a range, no drafts.
pub(crate) async fn read(reader: &Reader<'_>, range: Range) -> Result<Vec<Release>, ApiError> {
    let found: Vec<Found> = page::all(reader, async |after| -> Result<Option<Page<Found>>, ApiError> {
        reader.ask(RELEASES, "/repository/releases", json!({ "after": after })).await
    })
    .await?;
    let mut releases: Vec<Release> = found.into_iter().filter_map(|found| release(found, range)).collect();
    releases.sort_by(|a, b| (&a.tag, a.published_at).cmp(&(&b.tag, b.published_at)));
    releases.dedup_by(|a, b| a.tag == b.tag);
    Ok(releases)
}

fn release(found: Found, range: Range) -> Option<Release> {
    let published_at = found.published_at.filter(|at| !found.is_draft && range.contains(*at))?;
    Some(Release {
        name: one_line(&found.name.unwrap_or_default()),
        tag: found.tag_name,
        author: actor(found.author.as_ref()),
        published_at,
        prerelease: found.is_prerelease,
        ..Release::default()
    })
}

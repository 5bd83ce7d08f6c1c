//! Releases. GitHub sorts them by creation, which can be much earlier than publication, so all of them are read when
//! a probe sees that something changed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sparky_schema::records::Release;
use sparky_store::facts::kinds;

use super::actor::{Account, actor};
use super::page::Page;
use super::query;
use super::reader::Reader;
use super::thread::{self, ReactionGroup};
use crate::Error;
use crate::message::one_line;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    tag_name: String,
    name: Option<String>,
    is_draft: bool,
    is_prerelease: bool,
    published_at: Option<DateTime<Utc>>,
    author: Option<Account>,
    reaction_groups: Option<Vec<ReactionGroup>>,
}

/// Reads the releases, no drafts. `seen` is the digest of what the probe saw.
pub(crate) async fn read(reader: &Reader<'_>, seen: &str) -> Result<(), Error> {
    if reader.store().state().releases.seen == seen {
        return Ok(());
    }
    let mut after = None;
    let mut tags = BTreeSet::new();
    loop {
        let ask = |first| query::releases(reader.name(), first, after.as_deref());
        let page: Option<Page<Found>> = reader.ask_page(100, 1, "/releases", ask).await?;
        let Some(page) = page else { break };
        after = page.next();
        let (entries, leaks) = page.entries();
        reader.note_leak(leaks);
        let mut store = reader.store();
        for release in entries.into_iter().filter_map(release) {
            store.upsert::<kinds::Releases>(&release)?;
            tags.insert(release.tag);
        }
        if after.is_none() {
            break;
        }
    }
    let mut store = reader.store();
    if !reader.leaks() {
        store.retain::<kinds::Releases>(DateTime::<Utc>::MIN_UTC, |old| tags.contains(&old.tag))?;
        seen.clone_into(&mut store.state_mut().releases.seen);
    }
    Ok(())
}

fn release(found: Found) -> Option<Release> {
    let published_at = found.published_at.filter(|_| !found.is_draft)?;
    Some(Release {
        name: one_line(&found.name.unwrap_or_default()),
        tag: found.tag_name,
        author: actor(found.author.as_ref()),
        published_at,
        prerelease: found.is_prerelease,
        local_only: false,
        reactions: thread::reactions(found.reaction_groups),
    })
}

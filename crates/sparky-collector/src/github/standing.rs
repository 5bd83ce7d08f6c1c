//! How a repository stands now, beside its records: which of its open pull requests can be merged, and which files help
//! strangers. Neither has a time of update, so both are asked for again when the head or a pull request moved. Nothing
//! here is a gap: what GitHub does not say is not known.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::collection::Community;
use sparky_schema::ids::Sha;
use sparky_schema::records::Mergeable;

use super::community;
use super::page::Page;
use super::probe::Probe;
use super::query;
use super::reader::Reader;

/// How a repository stood when it was last asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Standing {
    head: Option<Sha>,
    /// When a pull request was last updated, and how many are open.
    pulls: Option<(DateTime<Utc>, u64)>,
    pub(crate) community: Option<Community>,
    mergeable: Vec<u64>,
    conflicting: Vec<u64>,
    /// What GitHub had not worked out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    open_pulls: Option<Page<Pull>>,
    #[serde(flatten)]
    community: community::Found,
}

#[derive(Debug, Deserialize)]
struct Pull {
    number: u64,
    mergeable: String,
}

impl Found {
    fn pulls(self) -> Vec<Pull> {
        self.open_pulls.map(|page| page.entries().0).unwrap_or_default()
    }
}

impl Standing {
    /// Whether an open pull request can be merged; none where nobody asked.
    pub(crate) fn mergeable(&self, number: u64) -> Option<Mergeable> {
        let said = [
            (&self.conflicting, Mergeable::Conflicting),
            (&self.mergeable, Mergeable::Mergeable),
            (&self.unknown, Mergeable::Unknown),
        ];
        said.into_iter().find(|(numbers, _)| numbers.contains(&number)).map(|(_, mergeable)| mergeable)
    }

    fn merges(&mut self, pulls: &[Pull]) {
        let of = |state: &str| {
            let pulls = pulls.iter().filter(|pull| pull.mergeable == state);
            let mut numbers: Vec<u64> = pulls.map(|pull| pull.number).collect();
            numbers.sort_unstable();
            numbers
        };
        (self.mergeable, self.conflicting, self.unknown) = (of("MERGEABLE"), of("CONFLICTING"), of("UNKNOWN"));
    }
}

/// Asks how the repository stands, unless nothing moved since the last time.
pub(crate) async fn read(reader: &Reader<'_>, probe: &Probe) {
    let known = reader.store().state().standing.clone().unwrap_or_default();
    let pulls = probe.pull_requests.newest().map(|newest| (newest, probe.open.pull_requests));
    let is_same_head = known.head == probe.head;
    if is_same_head && known.pulls == pulls {
        return;
    }
    let open = probe.open.pull_requests;
    let mut standing = Standing { head: probe.head.clone(), pulls, ..known };
    if is_same_head && open == 0 {
        standing.merges(&[]);
    } else {
        let Some(found) = ask(reader, !is_same_head, open).await else { return };
        if !is_same_head {
            standing.community = Some(found.community.community());
        }
        standing.merges(&found.pulls());
    }
    reader.store().state_mut().standing = Some(standing);
}

/// GitHub works out whether a pull request can be merged when somebody asks, and says so the next time.
pub(crate) async fn settle(reader: &Reader<'_>, before: Option<&Standing>) {
    let Some(mut standing) = reader.store().state().standing.clone() else { return };
    let is_old = before == Some(&standing);
    if is_old || standing.unknown.is_empty() {
        return;
    }
    let open = standing.pulls.map_or(0, |(_, open)| open);
    let Some(found) = ask(reader, false, open).await else { return };
    standing.merges(&found.pulls());
    reader.store().state_mut().standing = Some(standing);
}

async fn ask(reader: &Reader<'_>, wants_files: bool, open: u64) -> Option<Found> {
    let found = reader.ask(query::standing(reader.name(), wants_files, open), "").await;
    found.inspect_err(|error| tracing::debug!(%error, "how the repository stands is not known")).ok().flatten()
}

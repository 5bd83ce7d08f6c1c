//! What it will cost to bring a repository up to date, from what a probe saw and what is stored. It must not read any
//! of it.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sparky_schema::collection::Head;
use sparky_schema::ids::RepoName;
use sparky_store::{Facts, RepositoryStore};

use super::batch::{Ask, Batcher};
use super::listing::Seen;
use super::probe::Probe;
use super::query::{self, Listing};
use super::state::{List, State};
use crate::Error;

/// GitHub counts a point for a hundred requests, of which a node takes one at most.
const NODES_A_POINT: u64 = 100;

/// Entries of a full page of commits and of releases.
const PAGE: u64 = 100;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Count {
    total_count: u64,
}

/// For what an update is priced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    /// Where the window before begins: what was updated earlier is not read.
    pub(crate) since: DateTime<Utc>,
    /// Whether changed files are asked for: a call for each commit, which counts like a point.
    pub(crate) files: bool,
}

/// The points that an update costs at most, when all that is new lies in the window.
pub(crate) async fn estimate(batcher: &Batcher<'_>, facts: &Facts, probe: &Probe, terms: Terms) -> Result<u64, Error> {
    let store: RepositoryStore<State> = facts.open(&probe.name)?;
    let stored = store.state();
    let unknown = State::default();
    let state = if stored.id == probe.id { stored } else { &unknown };
    // What nobody has read yet may be asked for from the beginning; what a run has left alone was too old for it.
    let since = (!state.id.is_empty()).then_some(terms.since);
    let pulls = if terms.files { query::PULL_REQUESTS_WITH_FILES } else { query::PULL_REQUESTS };
    let lists = list(pulls, &probe.pull_requests, &state.pull_requests, since)
        + list(query::ISSUES, &probe.issues, &state.issues, since)
        + list(query::DISCUSSIONS, &probe.discussions, &state.discussions, since);
    let releases = if state.releases.seen == probe.releases { 0 } else { PAGE };
    let runs = if state.workflow_runs == probe.checks { 0 } else { query::check_suites(&probe.name).nodes };
    let news = commits(batcher, probe, state.commits.head.as_ref()).await;
    let nodes = lists + releases + runs + pages(news, PAGE) * query::COMMIT_NODES;
    let calls = if terms.files { news } else { 0 };
    Ok((nodes.div_ceil(NODES_A_POINT) + calls).max(1))
}

/// What is new in a list is asked for in full pages; where there are several, the top is looked at once more.
fn list(listing: Listing, seen: &Seen, known: &List, since: Option<DateTime<Utc>>) -> u64 {
    let Some(newest) = seen.newest() else { return 0 };
    let down_to = known.spans.newest().max(since);
    if down_to.is_some_and(|down_to| newest <= down_to) {
        return 0;
    }
    let all = if known.spans.newest().is_some() { seen.count.saturating_sub(known.count) } else { seen.count };
    let entries = down_to.and_then(|down_to| seen.entries(down_to)).unwrap_or(all).max(1);
    pages(entries, listing.page) * listing.nodes_each
}

/// How many commits are new.
async fn commits(batcher: &Batcher<'_>, probe: &Probe, known: Option<&Head>) -> u64 {
    if probe.head.as_ref() == known.map(|known| &known.sha) {
        return 0;
    }
    let reply = batcher.insist(count(&probe.name)).await;
    let found: Option<Count> = reply.and_then(|mut reply| reply.take("/defaultBranchRef/target/all")).ok().flatten();
    // An estimate that fails is no reason to plan nothing.
    let all = found.map_or(0, |found| found.total_count);
    all.saturating_sub(known.map_or(0, |known| known.commits)).max(1)
}

/// How many commits the default branch has.
pub(crate) fn count(name: &RepoName) -> Ask {
    let count = "all: history { totalCount }";
    let branch = format!("defaultBranchRef {{ target {{ ... on Commit {{ {count} }} }} }}");
    let field = format!("{} {{ {branch} }}", query::repository(name));
    Ask { operation: "Count", field, fragments: &[], nodes: 1, divisible: false }
}

/// Entries of as many full pages as it takes.
fn pages(entries: u64, page: u64) -> u64 {
    let pages = entries.div_ceil(page);
    (if pages > 1 { pages + 1 } else { pages }) * page
}

//! What it will cost to bring a repository up to date, from what a probe saw and what is stored. It must not read any
//! of it.

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

/// The points that an update costs at most, when all that is new lies in the window.
pub(crate) async fn estimate(batcher: &Batcher<'_>, facts: &Facts, probe: &Probe) -> Result<u64, Error> {
    let store: RepositoryStore<State> = facts.open(&probe.name)?;
    let stored = store.state();
    let unknown = State::default();
    let state = if stored.id == probe.id { stored } else { &unknown };
    let lists = list(query::PULL_REQUESTS, &probe.pull_requests, &state.pull_requests)
        + list(query::ISSUES, &probe.issues, &state.issues)
        + list(query::DISCUSSIONS, &probe.discussions, &state.discussions);
    let releases = if state.releases.seen == probe.releases { 0 } else { PAGE };
    let runs = if state.workflow_runs == probe.checks { 0 } else { query::check_suites(&probe.name).nodes };
    let nodes = lists + releases + runs + commits(batcher, probe, state.commits.head.as_ref()).await;
    Ok(nodes.div_ceil(NODES_A_POINT).max(1))
}

/// What is new in a list is asked for in full pages; where there are several, the top is looked at once more.
fn list(listing: Listing, seen: &Seen, known: &List) -> u64 {
    let Some(newest) = seen.newest() else { return 0 };
    let entries = match known.spans.newest() {
        Some(known) if known >= newest => return 0,
        Some(_) => seen.count.saturating_sub(known.count).max(1),
        None => seen.count.max(1),
    };
    pages(entries, listing.page) * listing.nodes_each
}

async fn commits(batcher: &Batcher<'_>, probe: &Probe, known: Option<&Head>) -> u64 {
    if probe.head.as_ref() == known.map(|known| &known.sha) {
        return 0;
    }
    let reply = batcher.insist(count(&probe.name)).await;
    let found: Option<Count> = reply.and_then(|mut reply| reply.take("/defaultBranchRef/target/all")).ok().flatten();
    // An estimate that fails is no reason to plan nothing.
    let all = found.map_or(0, |found| found.total_count);
    let news = all.saturating_sub(known.map_or(0, |known| known.commits)).max(1);
    pages(news, PAGE) * query::COMMIT_NODES
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

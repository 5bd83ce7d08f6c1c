//! All that there is of one large repository, with every review and comment. It must not know windows of digests.

use anyhow::Result;
use sparky_testkit::world::{Repository, Size, at};
use sparky_testkit::{Fault, Trouble, World};

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::github::Bench;
use crate::bench::ideal;
use crate::bench::row::Row;

const SIZE: Size = Size { commits: 2_634, issues: 446, pull_requests: 998 };

/// The generated repository is younger than this.
const WINDOW: [&str; 5] = ["monthly", "--since", "2026-01-01", "--until", "2026-07-01"];

/// When that happens which happens while all is read.
const TOUCHED: &str = "2026-07-02T00:00:00Z";

/// Nodes above which GitHub gives up.
const HEAVY: u64 = 5_000;

pub(super) fn whole(sparky: &Sparky) -> Result<Vec<Row>> {
    let bound = Bound::requests(100).points(450);
    Ok(vec![collect(&bench(sparky)?, "history", bound)?])
}

pub(super) fn heavy(sparky: &Sparky) -> Result<Vec<Row>> {
    let bench = bench(sparky)?;
    bench.github().limit_nodes(HEAVY);
    Ok(vec![collect(&bench, "history-heavy", Bound::requests(130))?])
}

/// The pull request that rested longest is touched before every fifth answer, and so moves from the end of the list to
/// its top while the list is read.
pub(super) fn moving(sparky: &Sparky) -> Result<Vec<Row>> {
    let bench = bench(sparky)?;
    bench.github().plan(Fault::any(Trouble::shift(touch)).nth(3).every(5));
    Ok(vec![collect(&bench, "history-moving", Bound::requests(100).points(450))?])
}

fn touch(world: &mut World) {
    let pulls = world.repositories.iter_mut().flat_map(|found| &mut found.pull_requests);
    if let Some(oldest) = pulls.min_by_key(|pull| pull.last_update()) {
        oldest.updated_at = Some(at(TOUCHED));
    }
}

fn bench(sparky: &Sparky) -> Result<Bench<'_>> {
    Bench::new(sparky, World::of([Repository::generated("acme/large", SIZE, 3)]))
}

fn collect(bench: &Bench<'_>, case: &str, bound: Bound) -> Result<Row> {
    let run = bench.collect(&WINDOW)?;
    Ok(Row::of_requests(case, &run, ideal::requests(bench.repositories(), SIZE.commits), bound))
}

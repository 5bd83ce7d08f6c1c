//! All that there is of one large repository, with every review and comment. It must not know windows of digests.

use anyhow::Result;
use sparky_testkit::World;
use sparky_testkit::world::{Repository, Size};

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::github::Bench;
use crate::bench::ideal;
use crate::bench::row::Row;

const SIZE: Size = Size { commits: 2_634, issues: 446, pull_requests: 998 };

/// The generated repository is younger than this.
const WINDOW: [&str; 5] = ["monthly", "--since", "2026-01-01", "--until", "2026-07-01"];

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

fn bench(sparky: &Sparky) -> Result<Bench<'_>> {
    Bench::new(sparky, World::of([Repository::generated("acme/large", SIZE, 3)]))
}

fn collect(bench: &Bench<'_>, case: &str, bound: Bound) -> Result<Row> {
    let run = bench.collect(&WINDOW)?;
    Ok(Row::of_requests(case, &run, ideal::requests(bench.repositories(), SIZE.commits), bound))
}

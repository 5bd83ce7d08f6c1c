//! One day of twenty repositories that were never collected before. It must not know other days' costs.

use std::time::Duration;

use anyhow::Result;
use sparky_testkit::World;

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::github::Bench;
use crate::bench::ideal;
use crate::bench::row::Row;

const REPOSITORIES: u32 = 20;

/// Days that the world has; the last one is collected.
const DAYS: u32 = 7;
const LAST: &str = "2026-01-07";

pub(super) fn quiet(sparky: &Sparky) -> Result<Vec<Row>> {
    let bound = Bound::requests(3).wall(1_000);
    Ok(vec![day(sparky, "quiet-day", 1, Duration::ZERO, bound)?])
}

pub(super) fn busy(sparky: &Sparky) -> Result<Vec<Row>> {
    let bound = Bound::requests(15).points(500).wall(1_000);
    Ok(vec![day(sparky, "busy-day", 98, Duration::ZERO, bound)?])
}

pub(super) fn busy_and_slow(sparky: &Sparky) -> Result<Vec<Row>> {
    let bound = Bound::requests(15).points(500).wall(2_500);
    Ok(vec![day(sparky, "busy-day-slow", 98, Duration::from_millis(300), bound)?])
}

fn day(sparky: &Sparky, case: &str, events: u32, latency: Duration, bound: Bound) -> Result<Row> {
    let bench = Bench::new(sparky, World::generated(REPOSITORIES, events, DAYS, 1))?.slow(latency);
    let run = bench.collect(&["daily", "--date", LAST])?;
    // No list of one day is longer than a page.
    Ok(Row::of_requests(case, &run, ideal::requests(bench.repositories(), 1), bound))
}

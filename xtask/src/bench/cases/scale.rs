//! A year of many repositories: what grows with them, and what must not. It must not know what is remembered of them.

use anyhow::Result;
use chrono::TimeDelta;
use sparky_testkit::World;
use sparky_testkit::world::GENERATED_FROM;

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::github::Bench;
use crate::bench::ideal;
use crate::bench::row::Row;

const MEMORY: u64 = 400_000_000;
const DAYS: u32 = 365;

/// A year that is over.
const WINDOW: [&str; 5] = ["monthly", "--since", "2025-01-01", "--until", "2026-01-01"];

pub(super) fn years(sparky: &Sparky) -> Result<Vec<Row>> {
    let few = year(sparky, 100, MEMORY)?;
    // Flat: ten times the repositories, not twice the memory.
    let flat = few.memory.map_or(MEMORY, |memory| MEMORY.min(2 * memory));
    let many = year(sparky, 1_000, flat)?;
    Ok(vec![few, many])
}

fn year(sparky: &Sparky, repositories: u32, memory: u64) -> Result<Row> {
    let world = World::generated_since(GENERATED_FROM - TimeDelta::days(DAYS.into()), repositories, 1, DAYS, 4);
    let longest = world.repositories.iter().map(|found| found.commits.len()).max().unwrap_or_default();
    let bench = Bench::new(sparky, world)?;
    let run = bench.collect(&WINDOW)?;
    let ideal = ideal::requests(bench.repositories(), longest);
    Ok(Row::of_requests(format!("year: {repositories}"), &run, ideal, Bound::memory(memory)))
}

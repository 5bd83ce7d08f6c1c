//! A busy week through all stages, from GitHub to a target, by a machine that knew nothing before. It must not know what a
//! stage does.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::Value;
use sparky_testkit::World;

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::github::Bench;
use crate::bench::ideal;
use crate::bench::row::Row;

/// Days that the world has; its last whole week is told.
const DAYS: u32 = 18;

/// What happens in a busy repository on a day.
const EVENTS: u32 = 40;

const TARGET: &str = "[[targets]]\nname = \"site\"\nkind = \"folder\"\npath = \"site\"\n";

pub(super) fn few(sparky: &Sparky) -> Result<Vec<Row>> {
    Ok(vec![week(sparky, "all-stages", 28, 30_000)?])
}

pub(super) fn many(sparky: &Sparky) -> Result<Vec<Row>> {
    Ok(vec![week(sparky, "all-stages-100", 100, 120_000)?])
}

fn week(sparky: &Sparky, case: &str, repositories: u32, wall: u64) -> Result<Row> {
    let world = World::generated(repositories, EVENTS, DAYS, 1);
    let bench = Bench::new(sparky, world)?.slow(Duration::from_millis(300));
    bench.write("sparky.toml", TARGET)?;
    let run = bench.run(&["run", "weekly", "--date", "2026-01-14", "--publish", "--repos-from", "repositories.txt"])?;
    tell(case, &bench.read("data/runs/weekly/2026-W03/run.json")?)?;
    // Several lists of a busy week are longer than a page.
    Ok(Row::of_requests(case, &run, ideal::requests(bench.repositories(), 100), Bound::default().wall(wall)))
}

/// How long each stage took, by the run's own account.
fn tell(case: &str, run: &str) -> Result<()> {
    let run: Value = serde_json::from_str(run).context("run.json cannot be read")?;
    let took = |stage: &Value| Some(format!("{} {} ms", stage["stage"].as_str()?, stage["duration_ms"].as_u64()?));
    let stages: Vec<String> = run["stages"].as_array().into_iter().flatten().filter_map(took).collect();
    crate::report(&format!("{case}: {}", stages.join(", ")));
    Ok(())
}

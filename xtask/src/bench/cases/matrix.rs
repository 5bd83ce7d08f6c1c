//! A thousand repositories by ten jobs side by side, as a matrix of Actions runs them: the plan, each job, and what comes
//! after. Jobs are measured one after the other, since they would share this machine. It must not know how a plan is made.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::Value;
use sparky_testkit::World;

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::github::{Bench, Run};
use crate::bench::row::Row;

const JOBS: usize = 10;
const REPOSITORIES: u32 = 1_000;
const BUSY: u32 = 300;
const DAYS: u32 = 18;
const LATENCY: Duration = Duration::from_millis(300);
const WEEK: [&str; 3] = ["weekly", "--date", "2026-01-14"];
const SOURCES: [&str; 2] = ["--repos-from", "repositories.txt"];

/// Points an hour: a token of Actions, and an installation of an app on an organization of that size.
const QUOTAS: [(&str, u64); 2] = [("a token of Actions", 1_000), ("an app", 12_500)];

pub(super) fn ten_jobs(sparky: &Sparky) -> Result<Vec<Row>> {
    let world = world();
    let bench = Bench::new(sparky, world.clone())?.slow(LATENCY);
    let plan = bench.run(&[&["plan", "--shards", "10", "--data-dir", "planning"][..], &SOURCES].concat())?;
    let parts = parts(&bench.read("plan.json")?)?;
    let mut jobs = Vec::new();
    for (job, part) in (1..).zip(&parts) {
        // The others would only make the fake slower.
        bench.github().change(|all| {
            all.repositories =
                world.repositories.iter().filter(|one| part.contains(&one.name_with_owner)).cloned().collect();
        });
        let (shard, data) = (format!("{job}/{JOBS}"), format!("shard-{job}"));
        let part = ["--plan", "plan.json", "--shard", shard.as_str(), "--data-dir", data.as_str()];
        jobs.push(bench.run(&[&["collect"], &WEEK[..], &SOURCES, &part].concat())?);
    }
    let folders: Vec<String> = (1..=JOBS).map(|job| format!("shard-{job}")).collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let merge = bench.run(&[&["merge"], &folders[..], &["--plan", "plan.json"]].concat())?;
    let analyze = bench.run(&[&["analyze"], &WEEK[..]].concat())?;
    let generate = bench.run(&[&["generate"], &WEEK[..]].concat())?;
    tell(&plan, &jobs, &[&merge, &analyze, &generate]);
    let row = |name: String, run: &Run| Row::of_requests(name, run, 0, Bound::default());
    let mut rows = vec![row("matrix: plan".to_owned(), &plan)];
    rows.extend(jobs.iter().enumerate().map(|(at, run)| row(format!("matrix: job {}", at + 1), run)));
    let after = [("merge", &merge), ("analyze", &analyze), ("generate", &generate)];
    rows.extend(after.map(|(name, run)| row(format!("matrix: {name}"), run)));
    Ok(rows)
}

/// The repositories of each job.
fn parts(plan: &str) -> Result<Vec<BTreeSet<String>>> {
    let plan: Value = serde_json::from_str(plan).context("plan.json cannot be read")?;
    let names = |shard: &Value| {
        let all = shard["repositories"].as_array().into_iter().flatten();
        all.filter_map(|one| Some(one["name_with_owner"].as_str()?.to_owned())).collect()
    };
    Ok(plan["shards"].as_array().into_iter().flatten().map(names).collect())
}

/// Of a thousand repositories a part is busy; in the others something happens each day.
fn world() -> World {
    let mut world = World::generated(REPOSITORIES, 1, DAYS, 4);
    for (quiet, mut busy) in world.repositories.iter_mut().zip(World::generated(BUSY, 40, DAYS, 5).repositories) {
        busy.name_with_owner.clone_from(&quiet.name_with_owner);
        *quiet = busy;
    }
    world
}

/// What all of it comes to.
fn tell(plan: &Run, jobs: &[Run], after: &[&Run]) {
    let points = |run: &Run| run.seen.iter().map(|seen| seen.cost).sum::<u64>();
    let all: u64 = jobs.iter().map(points).sum::<u64>() + points(plan);
    let busiest = jobs.iter().map(points).max().unwrap_or_default();
    let slowest = jobs.iter().map(|run| run.ran.wall).max().unwrap_or_default();
    let wall = plan.ran.wall + slowest + after.iter().map(|run| run.ran.wall).sum::<Duration>();
    crate::report(&format!(
        "matrix: {:.1} s with jobs side by side, {all} points, {busiest} of the busiest job",
        wall.as_secs_f64()
    ));
    for (who, quota) in QUOTAS {
        let hours = all.div_ceil(quota);
        crate::report(&format!("matrix: {who} with {quota} points an hour has enough in {hours} h"));
    }
}

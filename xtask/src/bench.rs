//! `cargo xtask bench`: what collecting costs, in requests, points, bytes, time and memory of the release binary against
//! a fake GitHub, beside what an ideal client would need and beside the bounds that the project has set itself.
//!
//! It is a measurement, not a test: time is reported only. It must not know any crate from the inside; it runs the
//! binary as a user would.

mod bound;
mod cases;
mod child;
mod github;
mod ideal;
mod row;
mod table;

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};

use cases::CASES;
use child::Sparky;
use row::Row;

/// What to measure, and how to say it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Measure this case only; an unknown one lists them all
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// Measure also what takes minutes
    #[arg(long, conflicts_with = "case")]
    all: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Measure debug builds: requests and points are the same, times are no more than an upper bound
    #[arg(long)]
    debug: bool,
}

pub(crate) fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    // A fake GitHub without optimizations would be measured instead of the binary.
    if cfg!(debug_assertions) && !args.debug {
        return again_in_release(root, args);
    }
    let sparky = Sparky::build(root)?;
    let mut rows: Vec<Row> = Vec::new();
    for case in chosen(args)? {
        crate::report(&format!("{}: {}", case.name, case.about));
        rows.extend((case.measure)(&sparky).with_context(|| format!("the case {} did not run", case.name))?);
    }
    table::print(&rows, args.json)?;
    Ok(if rows.iter().all(Row::is_within) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(args: &Args) -> Result<Vec<&'static cases::Case>> {
    let is_chosen = |case: &&cases::Case| match &args.case {
        Some(name) => name == case.name,
        None => args.all || !case.is_long,
    };
    let found: Vec<_> = CASES.iter().filter(is_chosen).collect();
    if found.is_empty() {
        let names: Vec<&str> = CASES.iter().map(|case| case.name).collect();
        bail!("there is no such case; there are {}", names.join(", "));
    }
    Ok(found)
}

fn again_in_release(root: &Path, args: &Args) -> Result<ExitCode> {
    child::build(root, true)?;
    let own = std::env::current_exe().context("cannot find this program")?;
    let (profile, name) = (own.parent(), own.file_name());
    let (Some(target), Some(name)) = (profile.and_then(Path::parent), name) else { bail!("this program lies nowhere") };
    let mut bench = Command::new(target.join("release").join(name));
    bench.current_dir(root).arg("bench").args(args.case.iter().flat_map(|case| ["--case", case]));
    bench.args(args.json.then_some("--json")).args(args.all.then_some("--all"));
    let status = bench.status().context("cannot run the bench in release")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

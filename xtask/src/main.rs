//! `cargo xtask generate` writes the generated files; `cargo xtask check` says which of them are stale and which
//! dependencies the layering forbids, which messages nobody explains and which threats no test stands against; `cargo xtask bench` measures what collecting costs. It must not know anything
//! that the crates can say about themselves.

mod bench;
mod generated;
mod layers;
mod messages;
mod threats;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser;

/// Tasks of the workspace.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
enum Task {
    /// Write the JSON Schemas, the reference and the example configuration
    Generate,
    /// Compare them with what is committed; check which crate depends on which, and that each message is explained
    Check,
    /// Measure the release binary against a fake GitHub, and compare with the bounds
    Bench(bench::Args),
}

fn main() -> Result<ExitCode> {
    let root = root()?;
    match Task::parse() {
        Task::Generate => {
            generated::write(&root)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Check => check(&root),
        Task::Bench(args) => bench::run(&root, &args),
    }
}

fn check(root: &Path) -> Result<ExitCode> {
    let mut faults = layers::faults(&layers::manifests(root)?);
    faults.extend(messages::faults(root)?);
    faults.extend(threats::faults(root)?);
    faults.extend(generated::stale(root)?);
    for fault in &faults {
        report(fault);
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::print_stderr, reason = "a task speaks to the person who runs it")]
fn report(line: &str) {
    eprintln!("{line}");
}

/// The folder of the workspace, whatever folder the task is run in.
fn root() -> Result<PathBuf> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(manifest.parent().context("xtask lies in the folder of the workspace")?.to_owned())
}

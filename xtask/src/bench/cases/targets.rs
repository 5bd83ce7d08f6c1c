//! Targets on different hosts: publishing to all of them, beside publishing to the slowest. It must not know how targets
//! are served.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use sparky_testkit::{FakeService, Response};
use tempfile::TempDir;

use super::git::one_commit;
use crate::bench::bound::Bound;
use crate::bench::child::{Ran, Sparky};
use crate::bench::row::Row;

const TARGETS: usize = 8;

/// How long every service takes to answer.
const ANSWER: Duration = Duration::from_millis(300);

/// Runs of which the fastest counts: what the machine does beside takes time from any of them.
const RUNS: usize = 3;

/// All targets may take a tenth longer than one.
const PER_CENT: u64 = 110;

/// Services on the loopback, each on a port of its own, and a folder with a digest that none of them has.
struct Hosts {
    services: Vec<FakeService>,
    folder: TempDir,
}

pub(super) fn side_by_side(sparky: &Sparky) -> Result<Vec<Row>> {
    let hosts = Hosts::start(sparky)?;
    let (one, all) = (hosts.fastest(sparky, 1)?, hosts.fastest(sparky, TARGETS)?);
    let slowest = one.wall.as_millis();
    crate::report(&format!("targets: {} ms for {TARGETS}, {slowest} ms for one", all.wall.as_millis()));
    let wall = u64::try_from(slowest)? * PER_CENT / 100;
    Ok(vec![Row::of_time("targets", all, slowest, Bound::default().wall(wall))])
}

impl Hosts {
    fn start(sparky: &Sparky) -> Result<Self> {
        let services = (0..TARGETS).map(|_| FakeService::start(|_| slowly())).collect();
        let folder = TempDir::new().context("cannot make a temporary folder")?;
        one_commit(&folder.path().join("project"))?;
        sparky.run(folder.path(), &["run", "daily", "--repo", "./project", "--date", "latest", "--no-ai"], &[])?;
        Ok(Self { services, folder })
    }

    fn fastest(&self, sparky: &Sparky, targets: usize) -> Result<Ran> {
        let runs = (0..RUNS).map(|_| self.publish(sparky, targets)).collect::<Result<Vec<_>>>()?;
        runs.into_iter().min_by_key(|ran| ran.wall).context("nothing was run")
    }

    /// To so many of them, which know nothing of it yet.
    fn publish(&self, sparky: &Sparky, targets: usize) -> Result<Ran> {
        let folder = self.folder.path();
        forget(&folder.join("data/ledger"))?;
        fs::write(folder.join("sparky.toml"), configuration(targets))?;
        let urls = self.services.iter().map(FakeService::url).enumerate();
        let mut variables: Vec<(String, String)> = urls.map(|(at, url)| (format!("HOOK_{at}"), url)).collect();
        variables.push(("HOOK_KEY".to_owned(), "bench".to_owned()));
        let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (&**name, &**value)).collect();
        let before = self.written();
        let ran = sparky.run(folder, &["publish", "daily", "--date", "latest"], &variables)?;
        ensure!(self.written() - before == targets, "not every service got the digest once");
        Ok(ran)
    }

    fn written(&self) -> usize {
        self.services.iter().map(FakeService::writes).sum()
    }
}

fn configuration(targets: usize) -> String {
    let mut text = String::new();
    for at in 0..targets {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "[[targets]]\nname = \"t{at}\"\nkind = \"webhook\"\nitems = [\"daily\"]");
        let _ = writeln!(text, "url_env = \"HOOK_{at}\"\nsecret_env = \"HOOK_KEY\"\n");
    }
    text
}

fn forget(ledger: &Path) -> Result<()> {
    if ledger.exists() {
        fs::remove_dir_all(ledger)?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark waits for another process in real time")]
fn slowly() -> Response {
    std::thread::sleep(ANSWER);
    Response::text(204, "")
}

//! A fake GitHub and a folder to collect it into. It must not know which case it serves.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};
use sparky_testkit::{FakeGitHub, Seen, TestClock, World};
use tempfile::TempDir;

use super::child::{Ran, Sparky};

/// More points than any case needs, so that none waits for an hour to pass.
const POINTS: u64 = 1_000_000;

/// A GitHub with this world, and the data folder of one who collects it.
pub(super) struct Bench<'a> {
    sparky: &'a Sparky,
    github: FakeGitHub,
    folder: TempDir,
    repositories: usize,
}

/// What GitHub saw of one run, and what the run took.
pub(super) struct Run {
    pub(super) seen: Vec<Seen>,
    pub(super) ran: Ran,
}

impl<'a> Bench<'a> {
    #[expect(clippy::disallowed_methods, reason = "limits must reset by the clock that the measured process reads")]
    pub(super) fn new(sparky: &'a Sparky, world: World) -> Result<Self> {
        let folder = TempDir::new().context("cannot make a temporary folder")?;
        let names: Vec<&str> = world.repositories.iter().map(|found| found.name_with_owner.as_str()).collect();
        fs::write(folder.path().join("repositories.txt"), names.join("\n"))?;
        let repositories = names.len();
        let github = FakeGitHub::start(world, TestClock::new(chrono::Utc::now()));
        github.limit_points(POINTS);
        Ok(Self { sparky, github, folder, repositories })
    }

    /// The GitHub, to slow it down, to limit it or to change its world.
    pub(super) fn github(&self) -> &FakeGitHub {
        &self.github
    }

    pub(super) fn repositories(&self) -> usize {
        self.repositories
    }

    /// Every answer takes this long.
    pub(super) fn slow(self, latency: Duration) -> Self {
        self.github.delay(latency);
        self
    }

    /// Collects a window, which the words choose, of all repositories.
    pub(super) fn collect(&self, window: &[&str]) -> Result<Run> {
        self.run(&[&["collect"], window, &["--repos-from", "repositories.txt"]].concat())
    }

    /// Runs any command in the folder.
    pub(super) fn run(&self, words: &[&str]) -> Result<Run> {
        let before = self.github.log().len();
        let url = self.github.graphql_url();
        let variables = [("GITHUB_GRAPHQL_URL", url.as_str()), ("GITHUB_TOKEN", "bench")];
        let ran = self.sparky.run(self.folder.path(), words, &variables)?;
        Ok(Run { seen: self.github.log().split_off(before), ran })
    }

    /// Reads a file of the folder.
    pub(super) fn read(&self, name: &str) -> Result<String> {
        fs::read_to_string(self.folder.path().join(name)).with_context(|| format!("cannot read {name}"))
    }

    /// Writes a file into the folder.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<()> {
        Ok(fs::write(self.folder.path().join(name), text)?)
    }
}

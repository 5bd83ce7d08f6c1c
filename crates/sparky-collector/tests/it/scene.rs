//! Scratch repositories, configurations, and collections made from them.

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sparky_collector::{Collected, Config, Doors, Error, Filter, NoProgress, SourceSpec, WindowChoice, collect};
use sparky_git::Git;
use sparky_schema::collection::Collection;
use sparky_schema::window::{Period, Window};
use sparky_store::{DataFolder, Facts};
use tempfile::TempDir;

/// Week 28 of 2026: 6 to 13 July.
pub(crate) fn week() -> Window {
    Window::containing(Period::Weekly, "2026-07-08".parse().unwrap(), Tz::UTC).unwrap()
}

/// A day like `2026-07-08`.
pub(crate) fn day(date: &str) -> Window {
    Window::containing(Period::Daily, date.parse().unwrap(), Tz::UTC).unwrap()
}

/// The week collected in the night after it.
pub(crate) fn config(sources: Vec<SourceSpec>) -> Config {
    let (now, overlap) = ("2026-07-13T06:00:00Z".parse().unwrap(), TimeDelta::minutes(2));
    Config {
        window: WindowChoice::Fixed(week()),
        sources,
        filter: Filter::default(),
        now,
        overlap,
        proven: false,
        reread_days: 30,
        files: false,
    }
}

pub(crate) fn latest(sources: Vec<SourceSpec>, now: &str) -> Config {
    let now: DateTime<Utc> = now.parse().unwrap();
    let window = WindowChoice::Latest { period: Period::Weekly, time_zone: Tz::UTC };
    Config { window, now, ..config(sources) }
}

/// The document.
pub(crate) fn whole(collected: &Collected, facts: &Facts) -> Result<Collection, Error> {
    let repositories = collected.repositories(facts).collect::<Result<_, _>>()?;
    Ok(Collection { repositories, ..collected.header() })
}

/// A collection of clones alone.
pub(crate) fn run(config: &Config) -> Result<Collection, Error> {
    let folder = TempDir::new().unwrap();
    let facts = DataFolder::open(folder.path()).unwrap().facts();
    let git = Git::default();
    let doors = Doors { git: &git, github: None, facts: &facts };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    whole(&runtime.block_on(collect(config, doors, &NoProgress))?, &facts)
}

/// A git repository in a temporary folder. No settings of the machine reach it.
pub(crate) struct Scratch {
    folder: TempDir,
    name: &'static str,
}

impl Scratch {
    pub(crate) fn new(name: &'static str) -> Self {
        let scratch = Self { folder: TempDir::new().unwrap(), name };
        std::fs::create_dir(scratch.path()).unwrap();
        scratch.git(&["init", "--quiet", "--initial-branch=main"], "2026-07-01T00:00:00Z");
        scratch
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn source(&self) -> SourceSpec {
        SourceSpec::Clone(self.path())
    }

    pub(crate) fn git(&self, words: &[&str], date: &str) -> String {
        git_in(&self.path(), words, date, ("Ann Author", "ann@example.com"))
    }

    pub(crate) fn write(&self, file: &str, text: &[u8]) {
        let path = self.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn commit(&self, message: &str, date: &str) -> String {
        self.commit_by(message, date, ("Ann Author", "ann@example.com"))
    }

    pub(crate) fn commit_by(&self, message: &str, date: &str, who: (&str, &str)) -> String {
        git_in(&self.path(), &["add", "--all"], date, who);
        git_in(&self.path(), &["commit", "--quiet", "--allow-empty", "--message", message], date, who);
        git_in(&self.path(), &["rev-parse", "HEAD"], date, who).trim().to_owned()
    }
}

pub(crate) fn git_in(folder: &Path, words: &[&str], date: &str, who: (&str, &str)) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(words)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs([("GIT_AUTHOR_NAME", who.0), ("GIT_COMMITTER_NAME", who.0)])
        .envs([("GIT_AUTHOR_EMAIL", who.1), ("GIT_COMMITTER_EMAIL", who.1)])
        .envs([("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_DATE", date)])
        .output()
        .unwrap();
    assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

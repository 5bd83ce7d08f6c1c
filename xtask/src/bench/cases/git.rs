//! A full local clone, beside what git itself takes to list the same. It must not know GitHub.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use sparky_testkit::world::GENERATED_FROM;
use tempfile::TempDir;

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::row::Row;

const COMMITS: i64 = 50_000;

/// Seconds from one commit to the next.
const PACE: i64 = 300;

/// Files that are changed in turn.
const FILES: i64 = 50;

/// Longer than the history, so all of it is in the window.
const ALL: [&str; 5] = ["monthly", "--since", "2026-01-01", "--until", "2026-07-01"];

/// What is collected of it, and what git has to look through: the week and the one before.
const WEEK: [&str; 3] = ["weekly", "--date", "2026-06-10"];
const TWO_WEEKS: [&str; 2] = ["--since=2026-06-01T00:00:00Z", "--until=2026-06-15T00:00:00Z"];

pub(super) fn log(sparky: &Sparky) -> Result<Vec<Row>> {
    let folder = TempDir::new().context("cannot make a temporary folder")?;
    import(&folder.path().join("clone"), COMMITS)?;
    let row = |name: &str, window: &[&str], limits: &[&str]| -> Result<Row> {
        let alone = time_of_git(&folder.path().join("clone"), limits)?;
        let ran = sparky.run(folder.path(), &[&["collect"], window, &["--repo", "./clone"]].concat(), &[])?;
        Ok(Row::of_time(name, ran, alone, Bound::default()))
    };
    Ok(vec![row("clone: a week", &WEEK, &TWO_WEEKS)?, row("clone: all history", &ALL, &[])?])
}

/// Milliseconds that git takes to list commits and their sizes, the second time: by then the files are in memory.
fn time_of_git(clone: &Path, limits: &[&str]) -> Result<u128> {
    let words = [&["log", "--numstat"], limits].concat();
    git(clone, &words, "")?;
    let begin = Instant::now();
    git(clone, &words, "")?;
    Ok(begin.elapsed().as_millis())
}

/// A repository with one commit.
pub(super) fn one_commit(clone: &Path) -> Result<()> {
    import(clone, 1)
}

fn import(clone: &Path, commits: i64) -> Result<()> {
    std::fs::create_dir(clone)?;
    git(clone, &["init", "--quiet", "--initial-branch=main"], "")?;
    git(clone, &["fast-import", "--quiet"], &stream(commits))
}

/// Commits that each write one of the files anew.
fn stream(commits: i64) -> String {
    let mut stream = String::new();
    for number in 0..commits {
        let time = GENERATED_FROM.timestamp() + number * PACE;
        let (message, text) = (format!("Change {number}\n"), format!("{number}\n").repeat(20));
        let file = number % FILES;
        // Writing to a string cannot fail.
        let _ = write!(
            stream,
            "commit refs/heads/main\ncommitter Ada <ada@example.org> {time} +0000\ndata {}\n{message}\
             M 100644 inline src/file-{file}.txt\ndata {}\n{text}\n",
            message.len(),
            text.len(),
        );
    }
    stream
}

/// Runs git in a folder, free of the settings of this machine; what it prints goes nowhere.
fn git(folder: &Path, words: &[&str], input: &str) -> Result<()> {
    let mut command = Command::new("git");
    command.args(words).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().context("cannot run git")?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes()).context("git does not listen")?;
    }
    ensure!(child.wait()?.success(), "git {} failed", words.join(" "));
    Ok(())
}

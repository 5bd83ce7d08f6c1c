//! The binary that is measured: built once, run as a process of its own with nothing of this machine's environment,
//! watched while it runs. It must not know what it is asked to collect.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

/// How often the child's memory is looked at. Its peak only grows, so no more than its very last moment is missed.
const PULSE: Duration = Duration::from_millis(2);

/// The binary.
pub(super) struct Sparky(PathBuf);

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ran {
    pub(super) wall: Duration,
    /// The most memory that was resident, in bytes; unknown where there is no `/proc`.
    pub(super) memory: Option<u64>,
}

/// Builds the programs of the workspace, together: one alone would have libraries built with other features.
pub(super) fn build(root: &Path, is_release: bool) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).args(["build", "--quiet", "--workspace", "--bins"]);
    cargo.args(is_release.then_some("--release"));
    ensure!(cargo.status().context("cannot run cargo")?.success(), "the binaries cannot be built");
    Ok(())
}

impl Sparky {
    /// Builds it as this process was built, so that they lie side by side.
    pub(super) fn build(root: &Path) -> Result<Self> {
        build(root, !cfg!(debug_assertions))?;
        let name = format!("sparky{}", std::env::consts::EXE_SUFFIX);
        let path = std::env::current_exe().context("cannot find this program")?.with_file_name(name);
        ensure!(path.is_file(), "there is no binary at {}", path.display());
        Ok(Self(path))
    }

    /// Runs it in a folder, with these words and variables, until it has ended well.
    pub(super) fn run(&self, folder: &Path, words: &[&str], variables: &[(&str, &str)]) -> Result<Ran> {
        let said = folder.join("stderr.txt");
        let mut command = Command::new(&self.0);
        command.args(words).args(["--quiet", "--no-progress"]).current_dir(folder);
        if !words.contains(&"--data-dir") {
            command.args(["--data-dir", "data"]);
        }
        command.env_clear().env("HOME", folder).envs(std::env::vars_os().filter(|(key, _)| key == "PATH"));
        command.envs(variables.iter().copied());
        command.stdout(File::create(folder.join("stdout.txt"))?).stderr(File::create(&said)?);
        let begin = Instant::now();
        let (status, memory) = watch(command.spawn().context("cannot start the binary")?)?;
        let wall = begin.elapsed();
        if !status.success() {
            bail!("sparky {}: {status}: {}", words.join(" "), fs::read_to_string(&said)?.trim());
        }
        Ok(Ran { wall, memory })
    }
}

/// Waits for a child; the most memory that it, without its own children, has held.
#[expect(clippy::disallowed_methods, reason = "a benchmark waits for another process in real time")]
fn watch(mut child: Child) -> Result<(ExitStatus, Option<u64>)> {
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut memory = None;
    loop {
        if let Some(ended) = child.try_wait()? {
            return Ok((ended, memory));
        }
        // A child that has ended and was not waited for has no memory left to tell of.
        memory = peak(&status).or(memory);
        std::thread::sleep(PULSE);
    }
}

fn peak(status: &Path) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

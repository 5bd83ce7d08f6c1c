//! A folder to work in, a repository to read, and a way to run the command without the machine's environment.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

pub(crate) struct Scene {
    folder: TempDir,
}

/// What a run came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Scene {
    /// A folder with a repository `project` of `commits` commits in week 28 of 2026.
    pub(crate) fn new(commits: usize) -> Self {
        let scene = Self { folder: TempDir::new().unwrap() };
        scene.git(".", &["init", "--quiet", "--initial-branch=main", "project"], 0);
        for n in 0..commits {
            std::fs::write(scene.path("project/src.txt"), "line\n".repeat(n + 1)).unwrap();
            scene.git("project", &["add", "--all"], n);
            let kind = ["fix(parser)", "feat(cli)", "docs"][n % 3];
            scene.git(
                "project",
                &["commit", "--quiet", "-m", &format!("{kind}: handle the case number {n} properly")],
                n,
            );
        }
        scene
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn git(&self, folder: &str, words: &[&str], minute: usize) {
        let date = format!("2026-07-08T10:{:02}:00Z", minute % 60);
        let mut git = std::process::Command::new("git");
        git.current_dir(self.path(folder)).args(words);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        git.envs([("GIT_AUTHOR_NAME", "Ann"), ("GIT_COMMITTER_NAME", "Ann")]);
        git.envs([("GIT_AUTHOR_EMAIL", "ann@example.com"), ("GIT_COMMITTER_EMAIL", "ann@example.com")]);
        git.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        let output = git.output().unwrap();
        assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, &[])
    }

    /// Runs the command in the folder, with these variables and what a process cannot do without.
    pub(crate) fn run_with(&self, words: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = Command::cargo_bin("sparky").unwrap();
        command.env_clear().current_dir(self.folder.path()).args(words).env("HOME", self.folder.path());
        // The last one lets coverage see the child; it changes nothing else.
        for name in ["PATH", "LLVM_PROFILE_FILE"] {
            command.envs(std::env::vars_os().filter(|(key, _)| key == name));
        }
        // No test waits for a service to come back, unless it says so.
        command.env("SPARKY_RUN_RETRY_WAIT", "0s").envs(variables.iter().copied());
        let Output { status, stdout, stderr } = command.output().unwrap();
        Ran {
            // A signal ends without a code.
            code: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }
}

/// Every file below a folder with its bytes, but for the records of runs, which hold times.
pub(crate) fn bytes_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.file_name().unwrap() == "history" {
            continue;
        }
        if path.is_dir() {
            files.extend(bytes_below(&path));
        } else if path.file_name().unwrap() != "run.json" {
            files.push((path.clone(), std::fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

//! Git repositories in folders of their own, with nothing left to the machine: authors, dates and settings are given.
//! It must not know what reads them.

mod commit;

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

pub use commit::Commit;
use commit::Person;

/// A git repository that is gone when dropped. Its first branch is `main`.
#[derive(Debug)]
pub struct ScratchRepo {
    folder: TempDir,
}

impl ScratchRepo {
    /// An empty repository.
    ///
    /// # Panics
    /// Like everything here, when git refuses.
    pub fn new() -> Self {
        Self::init(&[])
    }

    /// An empty repository without a work tree, to push to.
    pub fn bare() -> Self {
        Self::init(&["--bare"])
    }

    fn init(flags: &[&str]) -> Self {
        let repository = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        repository.git(&[&["init", "--quiet", "--initial-branch=main"], flags].concat());
        repository
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs git in it, and returns what it says.
    pub fn git(&self, words: &[&str]) -> String {
        self.run(words, &Commit::new("", "2026-01-01T00:00:00Z"))
    }

    /// Writes the files of a commit and commits them; returns the hash.
    pub fn commit(&self, commit: &Commit) -> String {
        for (name, text) in &commit.files {
            let path = self.path().join(name);
            fs::create_dir_all(path.parent().expect("a file in the repository")).expect("a folder for the file");
            fs::write(path, text).expect("a file in the repository");
        }
        self.git(&["add", "--all"]);
        self.run(&["commit", "--quiet", "--allow-empty", "--message", &commit.message], commit);
        self.head()
    }

    /// Merges a branch into the present one with a merge commit of its own; returns its hash.
    pub fn merge(&self, branch: &str, commit: &Commit) -> String {
        self.run(&["merge", "--quiet", "--no-ff", "--message", &commit.message, branch], commit);
        self.head()
    }

    /// Goes to a branch, which is made when it is new.
    pub fn switch(&self, branch: &str) {
        let known = self.git(&["branch", "--list", branch]);
        let flags: &[&str] = if known.is_empty() { &["--create"] } else { &[] };
        self.git(&[&["switch", "--quiet"], flags, &[branch]].concat());
    }

    /// Puts a tag on the head: a plain one.
    pub fn tag(&self, name: &str) {
        self.git(&["tag", name]);
    }

    /// Puts a tag on the head: an annotated one, with the message, tagger and time of `commit`.
    pub fn annotated_tag(&self, name: &str, commit: &Commit) {
        self.run(&["tag", "--annotate", "--message", &commit.message, name], commit);
    }

    /// Names a remote.
    pub fn add_remote(&self, name: &str, address: &str) {
        self.git(&["remote", "add", name, address]);
    }

    /// Pushes all branches and tags to a repository.
    pub fn push_to(&self, remote: &Self) {
        let address = remote.path().to_string_lossy();
        self.git(&["push", "--quiet", &address, "refs/heads/*:refs/heads/*", "refs/tags/*:refs/tags/*"]);
    }

    /// The hash of the head.
    pub fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"])
    }

    fn run(&self, words: &[&str], commit: &Commit) -> String {
        let mut git = Command::new("git");
        git.args(words).current_dir(self.path()).envs([
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("LC_ALL", "C"),
            ("TZ", "UTC"),
        ]);
        // A hook that runs the tests would point git at its own repository.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_CONFIG_PARAMETERS"] {
            git.env_remove(name);
        }
        name(&mut git, "AUTHOR", &commit.author);
        name(&mut git, "COMMITTER", &commit.committer);
        let output = git.output().expect("git is installed");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {words:?} in {}: {said}", self.path().display());
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }
}

impl Default for ScratchRepo {
    fn default() -> Self {
        Self::new()
    }
}

fn name(git: &mut Command, role: &str, person: &Person) {
    git.env(format!("GIT_{role}_NAME"), &person.name)
        .env(format!("GIT_{role}_EMAIL"), &person.email)
        .env(format!("GIT_{role}_DATE"), &person.date);
}

//! What every test starts from: a temporary folder, a repository in it, programs that stand in for git.

use std::fs;
use std::path::{Path, PathBuf};

use sparky_git::{Error, Git};
use tempfile::TempDir;

pub(crate) struct Scene {
    folder: TempDir,
    pub(crate) git: Git,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), git: Git::default() }
    }

    /// With an empty repository in the folder.
    pub(crate) async fn with_repository() -> Self {
        let scene = Self::new();
        scene.text(&["init", "--quiet", "--template="]).await.unwrap();
        scene
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) async fn text(&self, words: &[&str]) -> Result<String, Error> {
        self.git.run(self.path(), words).text().await
    }

    /// A program of a few lines of shell.
    #[cfg(unix)]
    pub(crate) fn program(&self, lines: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path().join("program");
        fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }
}

//! Targets that are files, as the publisher wants them.

use sparky_publisher::{DEFAULT_DOCS_PATH, FilesKind};

use crate::config::{self, Target};
use crate::session::Session;

impl Session {
    pub(super) fn files(&self, kind: config::FilesKind, target: &Target) -> anyhow::Result<FilesKind> {
        let path = target.path.clone().unwrap_or_default();
        Ok(match kind {
            config::FilesKind::Folder => FilesKind::Folder { path },
            config::FilesKind::Feed => FilesKind::Feed { path },
            config::FilesKind::StepSummary => FilesKind::StepSummary { file: self.environment.step_summary.clone() },
            config::FilesKind::DocsGit => FilesKind::DocsGit {
                url: target.url.clone().unwrap_or_default(),
                branch: target.branch.clone(),
                path: target
                    .path
                    .as_ref()
                    .map_or(DEFAULT_DOCS_PATH.to_owned(), |path| path.to_string_lossy().into_owned()),
                token: target.token()?,
            },
        })
    }
}

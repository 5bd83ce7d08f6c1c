//! The way to targets of files.

use crate::config::FilesKind;
use crate::deliver::{Came, Errand};
use crate::targets::{DocsGit, Feed, Folder, Place, StepSummary};

pub(super) async fn run(kind: &FilesKind, errand: &Errand<'_>) -> Came {
    let (pages, site) = (&errand.target.pages, &errand.config.site);
    match kind {
        FilesKind::Folder { path } => errand.mirror(&Folder::new(path, pages, site)).await,
        FilesKind::Feed { path } => {
            let now = errand.doors.clock.now();
            errand.mirror(&Feed { folder: path, site, now }).await
        }
        FilesKind::StepSummary { file: None } => errand.nowhere(),
        FilesKind::StepSummary { file: Some(file) } => errand.mirror(&StepSummary { file }).await,
        FilesKind::DocsGit { url, branch, path, token } => {
            let place = Place { url, branch: branch.as_deref(), path, token: token.as_ref(), pages, site };
            match DocsGit::new(errand.doors.git, &place) {
                Ok(docs) => errand.mirror(&docs).await,
                Err(error) => errand.impossible(error),
            }
        }
    }
}

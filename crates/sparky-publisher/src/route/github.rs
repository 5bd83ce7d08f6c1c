//! The way to targets on GitHub.

use std::sync::OnceLock;

use crate::config::GitHubKind;
use crate::deliver::{Came, Errand};
use crate::targets::{DocsGithub, DocsPlace as Place, GithubComment, GithubDiscussion, GithubIssue, GithubRelease};

pub(super) async fn run(kind: &GitHubKind, errand: &Errand<'_>) -> Came {
    let target = errand.target.name.as_str();
    match kind {
        GitHubKind::Docs { github, repo, branch, path, review } => {
            let place = Place { repo, branch: branch.as_deref(), path, review: *review };
            match DocsGithub::new(github, target, &place, (&errand.target.pages, &errand.config.site)) {
                Ok(docs) => errand.mirror(&docs).await,
                Err(error) => errand.impossible(error),
            }
        }
        GitHubKind::Issue { github, repo, rolling, older } => {
            errand.service(&GithubIssue::new(github, target, repo, *rolling, *older)).await
        }
        GitHubKind::Comment { github, repo, issue, rolling } => {
            errand.service(&GithubComment { github, target, repo, issue: *issue, rolling: *rolling }).await
        }
        GitHubKind::Discussion { github, repo, category, rolling } => {
            let home = OnceLock::new();
            errand.service(&GithubDiscussion { github, target, repo, category, rolling: *rolling, home }).await
        }
        GitHubKind::Release { github, repo, tag, rolling } => {
            errand.service(&GithubRelease::new(github, target, repo, tag, *rolling)).await
        }
    }
}

//! The way to targets on GitHub.

use crate::config::GitHubKind;
use crate::deliver::{Came, Errand};
use crate::targets::GithubIssue;

pub(super) async fn run(kind: &GitHubKind, errand: &Errand<'_>) -> Came {
    let target = errand.target.name.as_str();
    match kind {
        GitHubKind::Issue { github, repo, rolling } => {
            errand.service(&GithubIssue { github, target, repo, rolling: *rolling }).await
        }
    }
}

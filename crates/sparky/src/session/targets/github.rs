//! Targets on GitHub, as the publisher wants them.

use std::sync::Arc;

use anyhow::{Context as _, ensure};
use sparky_github::{Credential, GitHub};
use sparky_publisher::{DEFAULT_DOCS_PATH, GitHubKind, Older};
use sparky_schema::RepoName;

use crate::config::{self, IssueMode, Target};
use crate::session::Session;

impl Session {
    pub(super) fn on_github(&self, kind: config::GitHubKind, target: &Target) -> anyhow::Result<GitHubKind> {
        let repo = target.repo.as_deref().unwrap_or_default().parse::<RepoName>().context("repo")?.to_string();
        let github = self.writer(target)?;
        let rolling = target.mode == Some(IssueMode::Rolling);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Ok(match kind {
            config::GitHubKind::Docs => docs(github, repo, target),
            config::GitHubKind::Issue => {
                let older = Older { close: target.close_older.unwrap_or_default(), days: target.expires_days };
                GitHubKind::Issue { github, repo, rolling, older }
            }
            config::GitHubKind::Comment => {
                let issue = text(&target.issue).trim_start_matches('#').parse().context("`issue` is no number")?;
                GitHubKind::Comment { github, repo, issue, rolling }
            }
            config::GitHubKind::Discussion => {
                GitHubKind::Discussion { github, repo, category: text(&target.category), rolling }
            }
            config::GitHubKind::Release => GitHubKind::Release { github, repo, tag: text(&target.tag), rolling },
        })
    }

    /// A docs repository whose changes are reviewed: only GitHub's API can open a pull request.
    pub(super) fn reviewed(&self, target: &Target) -> anyhow::Result<GitHubKind> {
        let wrong = "`review` needs a repository on GitHub: write `url` like https://github.com/owner/name";
        let url = target.url.as_deref().unwrap_or_default();
        let (host, path) = url.strip_prefix("https://").and_then(|url| url.split_once('/')).context(wrong)?;
        // An Enterprise server has its API on the same host.
        let api = self.environment.api_url.strip_prefix("https://");
        let is_here = host == "github.com" || api.is_some_and(|api| api.split('/').next() == Some(host));
        ensure!(is_here, wrong);
        let repo = path.trim_matches('/').trim_end_matches(".git").parse::<RepoName>().context(wrong)?;
        Ok(docs(self.writer(target)?, repo.to_string(), target))
    }

    /// A client with a token that may write.
    fn writer(&self, target: &Target) -> anyhow::Result<Arc<GitHub>> {
        let token = match target.token()? {
            Some(token) => token.value,
            None => self.environment.token.clone().context(
                "there is no token that may write there; set GITHUB_TOKEN, or name another variable in `token_env`",
            )?,
        };
        Ok(Arc::new(self.client(vec![Credential::Token(token)], 0)?))
    }
}

fn docs(github: Arc<GitHub>, repo: String, target: &Target) -> GitHubKind {
    let path = target.path.as_ref().map_or(DEFAULT_DOCS_PATH.to_owned(), |path| path.to_string_lossy().into_owned());
    let review = target.review.unwrap_or_default();
    GitHubKind::Docs { github, repo, branch: target.branch.clone(), path, review }
}

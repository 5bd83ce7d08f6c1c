//! Targets on GitHub, as the publisher wants them.

use std::sync::Arc;

use anyhow::Context as _;
use sparky_github::{Credential, GitHub};
use sparky_publisher::GitHubKind;
use sparky_schema::RepoName;

use crate::config::{self, IssueMode, Target};
use crate::session::Session;

impl Session {
    pub(super) fn on_github(&self, kind: config::GitHubKind, target: &Target) -> anyhow::Result<GitHubKind> {
        let repo = target.repo.as_deref().unwrap_or_default().parse::<RepoName>().context("repo")?.to_string();
        let github = self.writer(target)?;
        Ok(match kind {
            config::GitHubKind::Issue => {
                GitHubKind::Issue { github, repo, rolling: target.mode == Some(IssueMode::Rolling) }
            }
        })
    }

    /// A client with a token that may write.
    fn writer(&self, target: &Target) -> anyhow::Result<Arc<GitHub>> {
        let token = match target.token()? {
            Some(token) => token,
            None => self.environment.token.clone().context(
                "there is no token that may write there; set GITHUB_TOKEN, or name another variable in `token_env`",
            )?,
        };
        Ok(Arc::new(self.client(vec![Credential::Token(token)], 0)?))
    }
}

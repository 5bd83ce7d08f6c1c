//! The targets of the configuration as the publisher wants them. One that cannot be used does not hold back the others.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use sparky_github::Credential;
use sparky_publisher::{DEFAULT_DOCS_PATH, Site, Stop, TargetConfig, TargetKind, Web};
use sparky_schema::RepoName;

use super::{Job, Session};
use crate::config::{self, IssueMode, Target};
use crate::exit::UsageError;

/// The longest wait for a service's answer.
const PATIENCE: Duration = Duration::from_secs(30);

impl Session {
    /// What the publisher is told.
    pub(super) fn publisher(&self, job: &Job, publishes: bool) -> anyhow::Result<sparky_publisher::Config> {
        let targets = if publishes { self.targets(&job.only, job.late)? } else { Vec::new() };
        let own = self.global.data_dir.join("STOP");
        let files = self.config.publish.stop_file.iter().cloned().chain([own]).collect();
        let stop = Stop { thrown: self.config.publish.stop, files };
        let config::Site { url, title, author, .. } = self.config.site.clone();
        let (dry_run, only, site) = (job.dry_run, job.only.clone(), Site { url, title, author });
        Ok(sparky_publisher::Config { targets, dry_run, only, stop, site })
    }

    /// The way to services.
    pub(super) fn web() -> anyhow::Result<Web> {
        Ok(Web::new(PATIENCE)?)
    }

    /// # Errors
    /// When there is no such target.
    pub(crate) fn check_target(&self, name: &str) -> anyhow::Result<()> {
        let all = &self.config.targets;
        if all.iter().any(|target| target.name == name) {
            return Ok(());
        }
        let known = all.iter().map(|target| target.name.as_str()).collect::<Vec<_>>().join(", ");
        Err(UsageError::UnknownTarget { name: name.to_owned(), known }.into())
    }

    fn targets(&self, only: &[String], late: bool) -> anyhow::Result<Vec<TargetConfig>> {
        let all = &self.config.targets;
        if all.is_empty() {
            return Err(UsageError::NoTarget.into());
        }
        only.iter().try_for_each(|name| self.check_target(name))?;
        let used = all.iter().filter(|target| only.is_empty() || only.contains(&target.name));
        let used = used.filter(|target| !late || target.kind.takes_late());
        let configure = |target: &Target| TargetConfig {
            name: target.name.clone(),
            items: target.items(),
            kind: self.kind(target).unwrap_or_else(|error| TargetKind::Unusable(format!("{error:#}"))),
        };
        Ok(used.map(configure).collect())
    }

    fn kind(&self, target: &Target) -> anyhow::Result<TargetKind> {
        let path = target.path.clone().unwrap_or_default();
        let url = || target.secret(target.url_env.as_ref());
        Ok(match target.kind {
            config::TargetKind::Folder => TargetKind::Folder { path },
            config::TargetKind::DocsGit => TargetKind::DocsGit {
                url: target.url.clone().unwrap_or_default(),
                branch: target.branch.clone(),
                path: target
                    .path
                    .as_ref()
                    .map_or(DEFAULT_DOCS_PATH.to_owned(), |path| path.to_string_lossy().into_owned()),
                token: target.token()?,
            },
            config::TargetKind::Webhook => {
                TargetKind::Webhook { url: url()?, key: target.secret(target.secret_env.as_ref())? }
            }
            config::TargetKind::SlackWebhook => TargetKind::SlackWebhook { url: url()? },
            config::TargetKind::Discord => TargetKind::Discord { url: url()? },
            config::TargetKind::Feed => TargetKind::Feed { path },
            config::TargetKind::StepSummary => TargetKind::StepSummary { file: self.environment.step_summary.clone() },
            config::TargetKind::GithubIssue => self.issues(target)?,
        })
    }

    fn issues(&self, target: &Target) -> anyhow::Result<TargetKind> {
        let repo = target.repo.as_deref().unwrap_or_default().parse::<RepoName>().context("repo")?;
        let token = match target.token()? {
            Some(token) => token,
            None => self.environment.token.clone().context(
                "there is no token that may write issues; set GITHUB_TOKEN, or name another variable in `token_env`",
            )?,
        };
        let github = Arc::new(self.client(vec![Credential::Token(token)], 0)?);
        Ok(TargetKind::GithubIssue { github, repo: repo.to_string(), rolling: target.mode == Some(IssueMode::Rolling) })
    }
}

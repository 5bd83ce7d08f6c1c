//! The targets of the configuration as the publisher wants them. One that cannot be used does not hold back the others.

use std::time::Duration;

use sparky_publisher::{DEFAULT_DOCS_PATH, Stop, TargetConfig, TargetKind, Web};

use super::{Job, Session};
use crate::config::{self, ConfigError, Target};
use crate::exit::UsageError;

/// The longest wait for a service's answer.
const PATIENCE: Duration = Duration::from_secs(30);

impl Session {
    /// What the publisher is told.
    pub(super) fn publisher(&self, job: &Job, publishes: bool) -> anyhow::Result<sparky_publisher::Config> {
        let targets = if publishes { self.targets(&job.only)? } else { Vec::new() };
        let own = self.global.data_dir.join("STOP");
        let files = self.config.publish.stop_file.iter().cloned().chain([own]).collect();
        let stop = Stop { thrown: self.config.publish.stop, files };
        Ok(sparky_publisher::Config { targets, dry_run: job.dry_run, only: job.only.clone(), stop })
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

    fn targets(&self, only: &[String]) -> anyhow::Result<Vec<TargetConfig>> {
        let all = &self.config.targets;
        if all.is_empty() {
            return Err(UsageError::NoTarget.into());
        }
        only.iter().try_for_each(|name| self.check_target(name))?;
        let used = all.iter().filter(|target| only.is_empty() || only.contains(&target.name));
        let configure = |target: &Target| TargetConfig {
            name: target.name.clone(),
            items: target.items.clone(),
            kind: kind(target).unwrap_or_else(|error| TargetKind::Unusable(error.to_string())),
        };
        Ok(used.map(configure).collect())
    }
}

fn kind(target: &Target) -> Result<TargetKind, ConfigError> {
    let path = target.path.clone().unwrap_or_default();
    let url = || target.secret(target.url_env.as_ref());
    Ok(match target.kind {
        config::TargetKind::Folder => TargetKind::Folder { path },
        config::TargetKind::DocsGit => TargetKind::DocsGit {
            url: target.url.clone().unwrap_or_default(),
            branch: target.branch.clone(),
            path: target.path.as_ref().map_or(DEFAULT_DOCS_PATH.to_owned(), |path| path.to_string_lossy().into_owned()),
            token: target.token()?,
        },
        config::TargetKind::Webhook => {
            TargetKind::Webhook { url: url()?, key: target.secret(target.secret_env.as_ref())? }
        }
        config::TargetKind::SlackWebhook => TargetKind::SlackWebhook { url: url()? },
        config::TargetKind::Discord => TargetKind::Discord { url: url()? },
        other => TargetKind::Unusable(format!("{other:?}")),
    })
}

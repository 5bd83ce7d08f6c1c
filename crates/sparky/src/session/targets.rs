//! The targets of the configuration as the publisher wants them. One that cannot be used does not hold back the others.

mod blog;
mod chat;
mod files;
mod github;
mod network;

use std::sync::Arc;
use std::time::Duration;

use sparky_publisher::{Feeds, Pages, Schedule, Site, Stop, TargetConfig, TargetKind, Web};

use super::{Job, Session};
use crate::config::{self, Target};
use crate::exit::{self, UsageError};

/// The longest wait for a service's answer.
const PATIENCE: Duration = Duration::from_secs(30);

impl Session {
    /// What the publisher is told.
    pub(super) fn publisher(&self, job: &Job, publishes: bool) -> anyhow::Result<sparky_publisher::Config> {
        let targets = if publishes { self.targets(&job.only, job.late)? } else { Vec::new() };
        Ok(sparky_publisher::Config { dry_run: job.dry_run, ..self.publishing(targets, &job.only) })
    }

    /// The same without a job.
    pub(super) fn publishing(&self, targets: Vec<TargetConfig>, only: &[String]) -> sparky_publisher::Config {
        let config::Site { url, title, author, front_matter, feeds, .. } = self.config.site.clone();
        let feeds = feeds.as_deref().map(Feeds::at).unwrap_or_default();
        let config::Publish { review, not_before, quiet_hours, time_zone, .. } = self.config.publish.clone();
        let zone = time_zone.unwrap_or(self.config.window.time_zone);
        sparky_publisher::Config {
            targets,
            only: only.to_vec(),
            stop: self.stop(),
            site: Site { url, title, author, profile: front_matter, feeds, language: self.config.templates.language },
            review,
            schedule: Schedule { zone, not_before, quiet_hours },
            public: self.config.targets.iter().filter(|one| one.is_public()).map(|one| one.name.clone()).collect(),
            ..sparky_publisher::Config::default()
        }
    }

    /// What stops runs and publishing.
    pub(super) fn stop(&self) -> Stop {
        let own = self.global.data_dir.join("STOP");
        let files = self.config.publish.stop_file.iter().cloned().chain([own]).collect();
        Stop { thrown: self.config.publish.stop, files }
    }

    /// The way to services.
    pub(super) fn web(&self) -> anyhow::Result<Web> {
        let max_wait = self.global.max_wait.unwrap_or(self.config.collect.max_wait);
        Ok(Web::new(PATIENCE)?.waiting(Arc::clone(&self.clock), max_wait))
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

    pub(super) fn targets(&self, only: &[String], late: bool) -> anyhow::Result<Vec<TargetConfig>> {
        let all = &self.config.targets;
        if all.is_empty() {
            return Err(UsageError::NoTarget.into());
        }
        only.iter().try_for_each(|name| self.check_target(name))?;
        // Also those that are not asked for: others come after them.
        let configured = all.iter().map(|target| self.target(target));
        Ok(configured.filter(|target| !late || target.kind.takes_late()).collect())
    }

    fn target(&self, target: &Target) -> TargetConfig {
        TargetConfig {
            name: target.name.clone(),
            items: target.items(),
            kind: self.kind(target).unwrap_or_else(|error| TargetKind::Unusable(exit::told(&error))),
            rules: target.rules(),
            pages: Pages {
                profile: target.front_matter.unwrap_or(self.config.site.front_matter),
                index: target.index.unwrap_or(true),
            },
        }
    }

    fn kind(&self, target: &Target) -> anyhow::Result<TargetKind> {
        match target.kind {
            config::TargetKind::Files(config::FilesKind::DocsGit) if target.review == Some(true) => {
                Ok(self.reviewed(target)?.into())
            }
            config::TargetKind::Files(kind) => Ok(self.files(kind, target)?.into()),
            config::TargetKind::GitHub(kind) => Ok(self.on_github(kind, target)?.into()),
            config::TargetKind::Blog(kind) => Ok(self.blog(kind, target)?.into()),
            config::TargetKind::Network(kind) => Ok(self.network(kind, target)?.into()),
            config::TargetKind::Chat(kind) => Ok(self.chat(kind, target)?.into()),
        }
    }
}

//! Telling people that digests do not come as they should. It must not know what is wrong, nor how that is found out.

use std::sync::Arc;

use sparky_git::Git;
use sparky_github::Credential;
use sparky_pipeline::{Alerts, Health};
use sparky_publisher::{Config, Doors, Issue, Told};
use sparky_schema::RepoName;
use sparky_store::DataFolder;

use super::Session;
use crate::exit::UsageError;

impl Session {
    /// Tells the issue and the targets of `[alerts]` what they do not know yet.
    pub(crate) fn alert(&self, health: &Health, dry_run: bool) -> anyhow::Result<Vec<Told>> {
        let names = &self.config.alerts.targets;
        let repo = self.issue_repo();
        if repo.is_none() && names.is_empty() {
            return Err(UsageError::NoAlerts.into());
        }
        let doors = self.doors(&[])?;
        let config = doors.inside(|| {
            let targets = if names.is_empty() { Vec::new() } else { self.targets(names, false)? };
            anyhow::Ok(Config { dry_run, ..self.publishing(targets, names) })
        })?;
        let issue = doors.inside(|| repo.map(|repo| self.issue(&repo)).transpose())?;
        let alerts = Alerts { issue, targets: names.clone(), link: self.environment.run_url.clone() };
        // An issue is found again by itself; only what was sent to targets is written down.
        let scratch = tempfile::tempdir()?;
        let needs_none = names.is_empty() || dry_run;
        let folder = if needs_none { self.data_if_there().ok().flatten() } else { Some(self.data()?) };
        let ledger = match folder {
            Some(data) => data.ledger(),
            None => DataFolder::open(scratch.path())?.ledger(),
        };
        let git = Git::default();
        let at = Doors { git: &git, web: doors.web(), ledger: &ledger, clock: self.clock.as_ref() };
        Ok(doors.block_on(sparky_pipeline::alert(health, &alerts, &config, at))?)
    }

    /// The one that is configured; in Actions, when nothing is, that of the workflow.
    fn issue_repo(&self) -> Option<RepoName> {
        let alerts = &self.config.alerts;
        let own = || self.environment.repository.clone().filter(|_| alerts.targets.is_empty());
        alerts.issue_repo.clone().or_else(own)
    }

    fn issue(&self, repo: &RepoName) -> anyhow::Result<Issue> {
        let token = self.environment.token.clone().map(Credential::Token);
        let credentials = match token {
            Some(token) => vec![token],
            None => self.config.collect.credentials(&self.environment)?,
        };
        Ok(Issue { github: Arc::new(self.client(credentials, 0)?), repo: repo.to_string() })
    }
}

//! The one client of GitHub, as configured. It must not know what it is asked for.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use reqwest::redirect::{Action, Attempt, Policy};
use sparky_github::{Credential, GitHub};

use super::Session;

impl Session {
    pub(super) fn github(&self) -> anyhow::Result<GitHub> {
        let credentials = self.config.collect.credentials(&self.environment)?;
        self.client(credentials, self.config.collect.reserve)
    }

    pub(super) fn client(&self, credentials: Vec<Credential>, reserve: u64) -> anyhow::Result<GitHub> {
        let http = reqwest::Client::builder()
            .redirect(Policy::custom(stay_at_home))
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .timeout(Duration::from_secs(120))
            .build()
            .context("cannot set up the network client")?;
        let settings = sparky_github::Settings {
            graphql_url: self.environment.graphql_url.clone(),
            api_url: self.environment.api_url.clone(),
            credentials,
            max_wait: self.global.max_wait.unwrap_or(self.config.collect.max_wait),
            reserve,
        };
        Ok(GitHub::new(&settings, http, Arc::clone(&self.clock))?)
    }
}

/// A repository that was renamed answers with a redirect; one to another server could carry a token away.
fn stay_at_home(attempt: Attempt<'_>) -> Action {
    let leaves = attempt.previous().first().is_some_and(|first| first.origin() != attempt.url().origin());
    if leaves || attempt.previous().len() > 5 { attempt.stop() } else { attempt.follow() }
}

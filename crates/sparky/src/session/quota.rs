//! Whether the credentials are taken, and what they may still ask for. It must not know what for.

use sparky_github::Error;
use sparky_pipeline::{Check, Condition};

use super::Session;
use crate::exit;

/// Asks for nothing but the limit, which costs one point.
const QUERY: &str = "query Quota { rateLimit { cost limit remaining resetAt } }";

/// What GitHub said.
pub(crate) struct Quota {
    pub(crate) check: Check,
    /// Points that are left in this hour.
    pub(crate) remaining: Option<u64>,
}

impl Session {
    /// Asks GitHub; nothing when there are no credentials to ask with.
    pub(crate) fn quota(&self) -> Option<Quota> {
        let ill = |condition, error: &anyhow::Error| {
            let hint = exit::hint(error).unwrap_or("Check the credentials of [collect] in sparky.toml.");
            Quota { check: Check::ill("token", condition, format!("{error:#}"), hint), remaining: None }
        };
        match self.ask_quota() {
            Ok(quota) => quota,
            Err(error) => {
                let is_down = matches!(error.downcast_ref(), Some(Error::Unavailable { .. }));
                Some(ill(if is_down { Condition::Poor } else { Condition::Bad }, &error))
            }
        }
    }

    fn ask_quota(&self) -> anyhow::Result<Option<Quota>> {
        if self.config.collect.credentials(&self.environment)?.is_empty() {
            return Ok(None);
        }
        let doors = self.doors_to_github()?;
        let Some(github) = doors.github() else { return Ok(None) };
        doors.block_on(github.graphql("Quota", QUERY, serde_json::json!({})))?;
        let stats = github.stats();
        let Some((remaining, hourly)) = stats.remaining.zip(stats.hourly) else { return Ok(None) };
        let message = format!("GitHub takes the token; points left in this hour: {remaining} of {hourly}");
        let check = if remaining.saturating_mul(10) < hourly {
            let hint = "Wait for the next hour, give other jobs less, or use an app of your own: collect.app_id.";
            Check::ill("token", Condition::Poor, message, hint)
        } else {
            Check::well("token", message)
        };
        Ok(Some(Quota { check, remaining: Some(remaining) }))
    }
}

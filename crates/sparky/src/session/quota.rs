//! Whether the credentials are taken, what they may do, how long, and what they may still ask for. It must not know what
//! for.

use chrono::TimeDelta;
use sparky_github::{Credential, Error, Standing};
use sparky_pipeline::{Check, Condition};

use super::Session;
use crate::exit;

/// Asks for nothing but the limit, which costs one point.
const QUERY: &str = "query Quota { rateLimit { cost limit remaining resetAt } }";

/// So long before a token expires somebody should make another one.
const NOTICE: TimeDelta = TimeDelta::days(7);

/// What GitHub said.
#[derive(Default)]
pub(crate) struct Quota {
    /// Of each credential: whether it is taken, then what is left of its limit.
    pub(crate) checks: Vec<Check>,
    /// Points that are left in this hour, of the credential that has fewest.
    pub(crate) remaining: Option<u64>,
}

/// What one credential has left, and what GitHub says about it.
struct Asked {
    left: Option<(u64, u64)>,
    standing: Standing,
}

impl Session {
    /// Asks GitHub with each credential; nothing when there are none to ask with.
    pub(crate) fn quota(&self) -> Option<Quota> {
        let credentials = match self.config.collect.credentials(&self.environment) {
            Ok(credentials) => credentials,
            Err(error) => return Some(Quota { checks: vec![refused("token", &error.into())], remaining: None }),
        };
        if credentials.is_empty() {
            return None;
        }
        let mut quota = Quota::default();
        for (at, credential) in credentials.into_iter().enumerate() {
            let name = |what: &str| if at == 0 { what.to_owned() } else { format!("{what} {}", at + 1) };
            match self.ask_quota(credential) {
                Ok(asked) => {
                    quota.checks.push(self.token(&name("token"), &asked.standing));
                    quota.checks.extend(asked.left.map(|left| self.left(&name("quota"), left)));
                    let least = asked.left.map(|(remaining, _)| remaining);
                    quota.remaining = quota.remaining.into_iter().chain(least).min();
                }
                Err(error) => quota.checks.push(refused(&name("token"), &error)),
            }
        }
        Some(quota)
    }

    fn ask_quota(&self, credential: Credential) -> anyhow::Result<Asked> {
        let doors = self.doors(&[])?;
        let github = doors.inside(|| self.client(vec![credential], 0))?;
        doors.block_on(github.graphql("Quota", QUERY, serde_json::json!({})))?;
        let stats = github.stats();
        Ok(Asked { left: stats.remaining.zip(stats.hourly), standing: github.standing() })
    }

    fn token(&self, name: &str, standing: &Standing) -> Check {
        let scopes = standing.scopes.as_ref().map(|scopes| match scopes.is_empty() {
            true => "; it has no scopes, so it reads what is public".to_owned(),
            false => format!("; its scopes: {}", scopes.join(", ")),
        });
        let expires = standing.expires.map(|at| format!("; it expires on {}", at.format("%Y-%m-%d %H:%M UTC")));
        let message =
            format!("GitHub takes the token{}{}", scopes.unwrap_or_default(), expires.clone().unwrap_or_default());
        if standing.expires.is_some_and(|at| at - self.clock.now() < NOTICE) {
            let hint = "Make a new one and put it into the same variable; nothing else changes.";
            return Check::ill(name, Condition::Poor, message, hint);
        }
        let lacks_repo = standing.scopes.as_ref().is_some_and(|scopes| !scopes.iter().any(|scope| scope == "repo"));
        if self.config.source.private && lacks_repo {
            let hint = "source.private reads private repositories: give the token the scope `repo`, or use a fine-grained one with read access to contents, issues and pull requests.";
            return Check::ill(name, Condition::Poor, message, hint);
        }
        Check::well(name, message)
    }

    fn left(&self, name: &str, (remaining, hourly): (u64, u64)) -> Check {
        let message = format!("points left in this hour: {remaining} of {hourly}");
        if remaining.saturating_mul(100) >= hourly.saturating_mul(self.config.alerts.quota_percent.into()) {
            return Check::well(name, message);
        }
        let hint = "Wait for the next hour, give other jobs less, or use an app of your own: collect.app_id.";
        Check::ill(name, Condition::Poor, message, hint)
    }
}

fn refused(name: &str, error: &anyhow::Error) -> Check {
    let is_down = matches!(error.downcast_ref(), Some(Error::Unavailable { .. } | Error::RateLimited { .. }));
    let condition = if is_down { Condition::Poor } else { Condition::Bad };
    let hint = exit::hint(error).unwrap_or("Check the credentials of [collect] in sparky.toml.");
    Check::ill(name, condition, exit::told(error), hint)
}

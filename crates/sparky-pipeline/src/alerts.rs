//! Who is told that digests do not come as they should, and when: the one issue shows how things are; chats, mail and
//! webhooks hear of each change once. It must not know how health is found out, nor any service.

mod incidents;
mod words;

use chrono::{DateTime, NaiveDate, Utc};
use sparky_publisher::{Config, Doors, Issue, Notice, State, Told, keep_issue, notify};

use crate::Error;
use crate::health::{Check, Condition, Health};
use incidents::Incidents;

/// Who is told.
#[derive(Debug, Clone, Default)]
pub struct Alerts {
    /// The issue that shows how things are.
    pub issue: Option<Issue>,
    /// The names of the chats, mail and webhooks that hear of changes.
    pub targets: Vec<String>,
    /// Where this run can be looked at.
    pub link: Option<String>,
}

/// Tells everybody what they do not know yet: one entry for each target and change, and one for the issue.
///
/// # Errors
/// When the ledger cannot be used: nobody can then tell what was told.
pub async fn alert(health: &Health, alerts: &Alerts, config: &Config, doors: Doors<'_>) -> Result<Vec<Told>, Error> {
    let mut told = Vec::new();
    if let Some(issue) = &alerts.issue {
        let now = doors.clock.now();
        told.push(keep_issue(issue, &state(health, alerts, now), config).await);
    }
    for target in &alerts.targets {
        for check in &health.checks {
            let teller = Teller { target, alerts, config, doors };
            told.extend(teller.tell(check, health).await?);
        }
    }
    Ok(told)
}

/// What the issue shows.
fn state(health: &Health, alerts: &Alerts, now: DateTime<Utc>) -> State {
    let ill: Vec<&Check> = health.checks.iter().filter(|check| check.condition != Condition::Well).collect();
    if ill.is_empty() {
        return State::Well { body_markdown: words::all_well(now, alerts.link.as_deref()) };
    }
    let mut reasons: Vec<String> = ill.iter().map(|check| words::reason(check, health)).collect();
    reasons.sort();
    State::Ill {
        reasons,
        title: words::TITLE.to_owned(),
        body_markdown: words::list(&ill),
        footer: words::footer(alerts.link.as_deref()),
    }
}

/// One target, and the way to it.
struct Teller<'a> {
    target: &'a str,
    alerts: &'a Alerts,
    config: &'a Config,
    doors: Doors<'a>,
}

impl Teller<'_> {
    async fn tell(&self, check: &Check, health: &Health) -> Result<Vec<Told>, Error> {
        let known = Incidents::read(self.doors.ledger, self.target, &words::reasons(check))?;
        if check.condition == Condition::Well {
            return self.recovered(check, &known).await;
        }
        let reason = words::reason(check, health);
        if known.open(&reason).is_some_and(|open| open.is_told) {
            return Ok(Vec::new());
        }
        let today = self.doors.clock.now().date_naive();
        let (id, day) = known.next(&reason, today);
        let body_markdown = words::told(check, self.alerts.link.as_deref());
        let told = self.notify(id, day, words::title(check, &reason), body_markdown).await;
        if told.arrived() && !self.config.dry_run {
            known.close_others(&reason, self.doors.ledger, self.target)?;
        }
        Ok(vec![told])
    }

    /// Everybody who heard of it hears that it is over.
    async fn recovered(&self, check: &Check, known: &Incidents) -> Result<Vec<Told>, Error> {
        let mut told = Vec::new();
        for open in known.all_open() {
            let title = format!("Recovered: {}", words::title(check, &open.reason));
            let body_markdown = words::over(check, self.alerts.link.as_deref());
            told.push(self.notify(open.recovery(), open.day, title, body_markdown).await);
        }
        Ok(told)
    }

    async fn notify(&self, id: String, day: NaiveDate, title: String, body_markdown: String) -> Told {
        let notice = Notice { id, day, title, body_markdown };
        notify(&notice, self.target, self.config, self.doors).await
    }
}

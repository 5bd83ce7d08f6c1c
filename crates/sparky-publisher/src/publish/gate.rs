//! What holds an item back from a target: a person, the time, another target. It must not know how a target works.

use chrono::SecondsFormat;
use sparky_schema::content::{Content, Item};
use sparky_store::Record;

use super::Doors;
use super::order::Before;
use crate::config::{Config, TargetConfig};
use crate::error::Error;
use crate::post::text_of;

/// What is looked at before an item goes to a target.
pub(super) struct Gate<'a> {
    pub(super) target: &'a TargetConfig,
    pub(super) content: &'a Content,
    pub(super) config: &'a Config,
    pub(super) doors: Doors<'a>,
    pub(super) before: &'a Before,
}

impl Gate<'_> {
    /// Why the item must wait, if it must.
    ///
    /// # Errors
    /// When the ledger cannot be used.
    pub(super) fn holds(&self, item: &Item) -> Result<Option<String>, Error> {
        if self.target.kind.is_report() {
            return Ok(None);
        }
        let record = self.doors.ledger.read(&self.target.name, &item.id)?;
        let text = text_of(item);
        let is_known = record.as_ref().is_some_and(|record| record.text.as_deref() == Some(text.as_str()));
        let is_there = is_known && record.as_ref().is_some_and(Record::is_published);
        if is_there {
            return Ok(None);
        }
        Ok(self.review(is_known).or_else(|| self.schedule()).or_else(|| self.before.waits.clone()))
    }

    fn review(&self, is_approved: bool) -> Option<String> {
        let passes = !self.config.review || is_approved;
        if passes || self.before.is_approved || self.target.kind.asks_for_review() {
            return None;
        }
        let window = &self.content.window;
        Some(format!(
            "it waits for approval: merge its pull request, or run `sparky publish {} --date {} --approve`",
            window.period.name(),
            window.since.with_timezone(&window.time_zone).date_naive()
        ))
    }

    fn schedule(&self) -> Option<String> {
        let due = self.config.schedule.waits(&self.content.window, self.doors.clock.now())?;
        let due = due.to_rfc3339_opts(SecondsFormat::Secs, true);
        Some(format!("it is not due before {due}; `sparky publish --due` sends it then"))
    }
}

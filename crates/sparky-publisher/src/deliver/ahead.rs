//! Intents of everything that is about to be sent for the first time, or again, written before anything is, so that they
//! can be brought away from this machine, and so that of two runs only one does it. It must not know how a target works.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sparky_store::{Ledger, Record, RecordState};

use crate::error::Error;
use crate::post::Post;

/// The intents that this run has written ahead, by target and item, and what was known before.
#[derive(Debug, Default)]
pub(crate) struct Ahead {
    before: BTreeMap<(String, String), Option<Record>>,
}

impl Ahead {
    /// Writes the intents of the posts that a target was never sent, or of which nobody knows whether it was: such a post is
    /// claimed anew, with the time, since another run may be about to look for it as well.
    ///
    /// # Errors
    /// When the ledger cannot be used.
    pub(crate) fn intend(ledger: &Ledger, target: &str, posts: &[Post<'_>], now: DateTime<Utc>) -> Result<Self, Error> {
        let mut before = BTreeMap::new();
        for post in posts {
            let record = ledger.read(target, &post.item.id)?;
            let intent = match record.clone() {
                Some(record) if matches!(record.state, RecordState::Intended | RecordState::Partial) => {
                    Record { state: RecordState::Intended, at: Some(now), ..record }
                }
                Some(record) if record.was_sent() => continue,
                record => {
                    let text = record.and_then(|record| record.text);
                    Record { text, ..Record::intent(target, &post.item.id, String::new()) }
                }
            };
            ledger.write(&Record { ahead: true, ..intent })?;
            before.insert((target.to_owned(), post.item.id.clone()), record);
        }
        Ok(Self { before })
    }

    pub(crate) fn extend(&mut self, more: Self) {
        self.before.extend(more.before);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// What was known of an item before this run, where nothing was sent since.
    pub(super) fn undone(&self, record: Option<Record>) -> Option<Record> {
        match record {
            Some(record) if record.ahead => match self.before.get(&(record.target.clone(), record.item.clone())) {
                Some(before) => before.clone(),
                None => Some(record),
            },
            other => other,
        }
    }

    /// Takes back the intents of what was not sent after all.
    ///
    /// # Errors
    /// When the ledger cannot be used.
    pub(crate) fn take_back(&self, ledger: &Ledger) -> Result<(), Error> {
        for ((target, item), before) in &self.before {
            match (ledger.read(target, item)?, before) {
                (Some(record), Some(before)) if record.ahead => ledger.write(before)?,
                (Some(record), None) if record.ahead && record.state == RecordState::Intended => {
                    ledger.forget(target, item)?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

//! Intents of everything that is about to be sent for the first time, written before anything is, so that they can be
//! brought away from this machine. It must not know how a target works.

use std::collections::BTreeMap;

use sparky_store::{Ledger, Record, RecordState};

use crate::error::Error;
use crate::post::Post;

/// The intents that this run has written ahead, by target and item, and what was known before.
#[derive(Debug, Default)]
pub(crate) struct Ahead {
    before: BTreeMap<(String, String), Option<Record>>,
}

impl Ahead {
    /// Writes the intents of the posts that a target was never sent.
    ///
    /// # Errors
    /// When the ledger cannot be used.
    pub(crate) fn intend(ledger: &Ledger, target: &str, posts: &[Post<'_>]) -> Result<Self, Error> {
        let mut before = BTreeMap::new();
        for post in posts {
            let record = ledger.read(target, &post.item.id)?;
            if record.as_ref().is_some_and(Record::was_sent) {
                continue;
            }
            let text = record.as_ref().and_then(|record| record.text.clone());
            ledger.write(&Record { text, ahead: true, ..Record::intent(target, &post.item.id, String::new()) })?;
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

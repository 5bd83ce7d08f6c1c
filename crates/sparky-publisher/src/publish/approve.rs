//! What a person has read and lets pass. It must not know how a target works.

use sparky_schema::content::{Content, Item};
use sparky_store::{Ledger, Record, RecordState};

use super::is_asked_for;
use crate::config::Config;
use crate::error::Error;
use crate::post::text_of;

/// Remembers that a person has approved the texts of a window, as they are now, for the targets that are used. A text that
/// changes afterwards needs a new approval.
///
/// # Errors
/// When the ledger cannot be used.
pub fn approve(content: &Content, config: &Config, ledger: &Ledger) -> Result<(), Error> {
    for target in config.targets.iter().filter(|target| is_asked_for(target, config)) {
        let mut items = content.items.iter().filter(|item| target.takes(item));
        items.try_for_each(|item| pass(ledger, &target.name, item))?;
    }
    Ok(())
}

fn pass(ledger: &Ledger, target: &str, item: &Item) -> Result<(), Error> {
    let text = Some(text_of(item));
    let known = ledger.read(target, &item.id)?;
    if known.as_ref().is_some_and(|record| record.text == text || record.is_withdrawn()) {
        return Ok(());
    }
    let approved = Record::intent(target, &item.id, String::new());
    let record = known.unwrap_or(Record { state: RecordState::Approved, ..approved });
    Ok(ledger.write(&Record { text, ..record })?)
}

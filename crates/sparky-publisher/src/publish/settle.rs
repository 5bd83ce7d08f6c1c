//! What a person says of an item's open end at a target. It must not know how a target works.

use sparky_store::{Ledger, Record, RecordState};

use crate::error::Error;

/// Ends the uncertainty about an item at a target: it is there, or it is `lost` and may be sent again. What was to be
/// withdrawn is gone, or with `lost` still there and published.
///
/// # Errors
/// When nothing is uncertain about it, or the ledger cannot be written.
pub fn settle(ledger: &Ledger, target: &str, item: &str, lost: bool) -> Result<(), Error> {
    let settled = || Error::Settled { target: target.to_owned(), item: item.to_owned() };
    let record = match ledger.read(target, item) {
        // A person who has looked knows better than a damaged file.
        Err(sparky_store::Error::Ledger { .. }) => Record::intent(target, item, String::new()),
        other => other?.ok_or_else(settled)?,
    };
    let state = match (record.state, lost) {
        (RecordState::Intended, true) => return Ok(ledger.forget(target, item)?),
        (RecordState::Intended, false) | (RecordState::Withdrawing, true) => RecordState::Published,
        (RecordState::Withdrawing, false) => RecordState::Withdrawn,
        _ => return Err(settled()),
    };
    Ok(ledger.write(&Record { state, ahead: false, ..record })?)
}

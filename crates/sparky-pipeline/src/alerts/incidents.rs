//! What a target was told of before: `alert/<reason>/<day>` when something went wrong, `…/recovered` when it was over.
//! It must not know what a reason means.

use chrono::NaiveDate;
use sparky_store::{Ledger, Record, RecordState};

use crate::Error;

/// The end of an id that says that something is over.
const RECOVERED: &str = "/recovered";

/// What was told for some reasons.
pub(super) struct Incidents {
    all: Vec<Incident>,
}

/// Something that went wrong once.
pub(super) struct Incident {
    pub(super) reason: String,
    pub(super) day: NaiveDate,
    id: String,
    /// Whether it is known that the target has it.
    pub(super) is_told: bool,
    is_over: bool,
}

impl Incident {
    pub(super) fn recovery(&self) -> String {
        format!("{}{RECOVERED}", self.id)
    }
}

impl Incidents {
    pub(super) fn read(ledger: &Ledger, target: &str, reasons: &[String]) -> Result<Self, Error> {
        let mut all = Vec::new();
        for reason in reasons {
            let records = ledger.below(target, &format!("alert/{reason}"))?;
            let begun = records.iter().filter(|record| record.was_sent() && !record.item.ends_with(RECOVERED));
            all.extend(begun.filter_map(|record| incident(reason, record, &records)));
        }
        Ok(Self { all })
    }

    /// What has gone wrong for this reason and is not over.
    pub(super) fn open(&self, reason: &str) -> Option<&Incident> {
        self.all.iter().rfind(|incident| incident.reason == reason && !incident.is_over)
    }

    pub(super) fn all_open(&self) -> impl Iterator<Item = &Incident> {
        self.all.iter().filter(|incident| !incident.is_over)
    }

    /// Under which id it is told now: that of a try of which nobody knows the end, else a new one.
    pub(super) fn next(&self, reason: &str, today: NaiveDate) -> (String, NaiveDate) {
        if let Some(open) = self.open(reason) {
            return (open.id.clone(), open.day);
        }
        let id = format!("alert/{reason}/{today}");
        let same_day = self.all.iter().filter(|incident| incident.reason == reason && incident.day == today).count();
        (if same_day == 0 { id } else { format!("{id}.{}", same_day + 1) }, today)
    }

    /// One thing has become another: nobody need hear that the first is over.
    pub(super) fn close_others(&self, reason: &str, ledger: &Ledger, target: &str) -> Result<(), Error> {
        for other in self.all_open().filter(|incident| incident.reason != reason) {
            let over = Record::intent(target, &other.recovery(), String::new());
            ledger.write(&Record { state: RecordState::Published, ..over })?;
        }
        Ok(())
    }
}

/// Nothing for a record that is none of ours.
fn incident(reason: &str, record: &Record, records: &[Record]) -> Option<Incident> {
    let (id, is_known) = (record.item.clone(), |record: &Record| record.is_published() || record.is_withdrawn());
    let day = id.rsplit('/').next()?.split('.').next()?.parse().ok()?;
    let recovery = format!("{id}{RECOVERED}");
    let is_over = records.iter().any(|record| record.item == recovery && is_known(record));
    Some(Incident { reason: reason.to_owned(), day, id, is_told: is_known(record), is_over })
}

//! Taking an item back from where it was published. It must not know how a target works.

use futures::future::join_all;
use sparky_schema::publication::{Status, TargetResult};
use sparky_store::{Record, RecordState};

use super::{Doors, is_asked_for};
use crate::config::{Config, TargetConfig};
use crate::deliver::{Came, Errand, Task, Withdrawn, entry, failure};
use crate::error::Error;
use crate::route;

/// Takes an item back from every target that is used and that has it, side by side. What was taken back is not sent
/// again. Where a service cannot, the entry says who must. Targets that never had the item are not in the answer.
pub async fn withdraw(item: &str, config: &Config, doors: Doors<'_>) -> Vec<TargetResult> {
    let used = config.targets.iter().filter(|target| is_asked_for(target, config));
    let taken = used.map(async |target| match take_back(target, item, config, doors).await {
        Ok(result) => result,
        Err(error) => Some(failure(&target.name, item, &error)),
    });
    join_all(taken).await.into_iter().flatten().collect()
}

async fn take_back(
    target: &TargetConfig,
    item: &str,
    config: &Config,
    doors: Doors<'_>,
) -> Result<Option<TargetResult>, Error> {
    let Some(record) = doors.ledger.read(&target.name, item)? else { return Ok(None) };
    let done =
        |record: &Record| TargetResult { url: record.url.clone(), ..entry(&target.name, item, Status::Withdrawn) };
    if record.state == RecordState::Withdrawn || config.dry_run {
        return Ok(Some(done(&record)));
    }
    if let Some(reason) = config.stop.reason() {
        return Err(Error::Stopped(reason));
    }
    // Nothing of it was sent, so there is nothing to take back but the plan.
    if !record.was_sent() {
        doors.ledger.write(&Record { state: RecordState::Withdrawn, ..record.clone() })?;
        return Ok(Some(done(&record)));
    }
    let record = Record { state: RecordState::Withdrawing, ahead: false, ..record };
    doors.ledger.write(&record)?;
    let errand = Errand::new(target, config, doors, Task::Withdraw(&record));
    match route::run(&errand).await {
        Came::Withdrawn(Ok(Withdrawn::ByHand(how))) => Err(by_hand(&record, how)),
        Came::Withdrawn(Err(error)) => Err(error),
        _ => {
            doors.ledger.write(&Record { state: RecordState::Withdrawn, ..record.clone() })?;
            Ok(Some(done(&record)))
        }
    }
}

fn by_hand(record: &Record, how: String) -> Error {
    let place = record.url.as_ref().map(|url| format!(" at {url}")).unwrap_or_default();
    Error::ByHand { how, place, target: record.target.clone(), item: record.item.clone() }
}

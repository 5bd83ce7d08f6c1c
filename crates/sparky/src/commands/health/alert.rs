//! What came of telling people, as the user and monitors are told. It must not know who was told.

use serde_json::{Value, json};
use sparky_publisher::Told;
use sparky_schema::publication::Status;

use crate::commands::status::word;
use crate::exit::Exit;
use crate::session::Session;

/// Says what became of each alert.
pub(in crate::commands) fn report(told: &[Told], session: &Session) {
    for Told { result, requests } in told {
        let place = result.url.as_deref().unwrap_or_default();
        match &result.error {
            Some(error) if is_lost(result.status) => {
                session.voice.warn(&format!("the alert {} did not reach {}: {error}", result.item, result.target));
            }
            Some(reason) => session.voice.say(&format!("{}: {reason}", result.target)),
            None => {
                session.voice.say(&format!("{}: {} {} {place}", result.target, result.item, word(&result.status)));
            }
        }
        requests.iter().for_each(|request| session.voice.planned(request));
    }
}

pub(super) fn json(told: &[Told]) -> Vec<Value> {
    told.iter().map(|told| json!({ "result": told.result, "requests": told.requests })).collect()
}

/// The exit code of health with what became of the alerts.
pub(super) fn exit(health: Exit, told: &[Told]) -> Exit {
    let any = |is: fn(Status) -> bool| told.iter().any(|told| is(told.result.status));
    if any(|status| status == Status::Waiting) {
        return Exit::Stopped;
    }
    if health == Exit::Done && any(is_lost) { Exit::Incomplete } else { health }
}

const fn is_lost(status: Status) -> bool {
    matches!(status, Status::Failed | Status::Uncertain | Status::Waiting)
}

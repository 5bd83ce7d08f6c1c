//! An item that takes several requests, such as a picture and then the post, or the posts of a thread: each has its own
//! intent and record, and what was cut off goes on at the step that is missing. It must not know any service.

use sparky_store::Record;

use super::Errand;
use super::service::unfinished;
use crate::error::Error;
use crate::post::Post;
use crate::request::{Repeat, Request};
use crate::targets::{Found, Service, Trace};

/// More steps than any item takes; a target that asks for more would never end.
const STEPS: usize = 100;

/// Everything that would be sent, with placeholders for what the service would answer.
pub(super) fn planned(to: &impl Service, post: &Post<'_>, found: &Found) -> Result<Vec<Request>, Error> {
    let (mut requests, mut done) = (Vec::new(), found.parts().to_vec());
    while let Some(request) = to.next(post, found, &done)?.filter(|_| done.len() < STEPS) {
        done.push(Trace { remote: Some(format!("${{answer {}}}", done.len() + 1)), url: None });
        requests.push(request);
    }
    Ok(requests)
}

/// Sends what is missing, step by step.
pub(super) async fn send(
    to: &impl Service,
    post: &Post<'_>,
    found: &Found,
    sha256: &str,
    errand: &Errand<'_>,
) -> Result<Trace, Error> {
    let mut done = found.parts().to_vec();
    while let Some(request) = to.next(post, found, &done)?.filter(|_| done.len() < STEPS) {
        errand.check_stop()?;
        let before = errand.record(post)?;
        let intent = errand.intend(post, sha256, before.as_ref(), &done)?;
        match to.send(&request).await {
            Ok(trace) => done.push(trace),
            Err(error) if error.is_uncertain() => match look(to, post, &intent, error, errand).await? {
                Arrived::Whole(trace) => {
                    errand.arrived(intent, &trace, &done)?;
                    return Ok(trace);
                }
                Arrived::Parts(parts) => done = parts,
            },
            Err(error) => {
                errand.take_back(intent, before.as_ref())?;
                return Err(error);
            }
        }
    }
    let whole = whole(&done);
    let intent = Record::intent(&errand.target.name, &post.item.id, sha256.to_owned());
    let before = errand.record(post)?.unwrap_or_else(|| intent.clone());
    errand.arrived(Record { sha256: intent.sha256, ..before }, &whole, &done)?;
    Ok(whole)
}

/// What a call came to that gave no answer.
enum Arrived {
    Whole(Trace),
    /// These; one more than before.
    Parts(Vec<Trace>),
}

/// Looks for what nobody knows the end of; the intent stays behind where the service cannot tell.
async fn look(
    to: &impl Service,
    post: &Post<'_>,
    intent: &Record,
    error: Error,
    errand: &Errand<'_>,
) -> Result<Arrived, Error> {
    match to.find(post, Some(intent)).await {
        Ok(Found::Same(trace)) => Ok(Arrived::Whole(trace)),
        Ok(Found::Part(parts) | Found::All(parts)) if parts.len() > intent.parts.len() => Ok(Arrived::Parts(parts)),
        Ok(Found::Untold) if intent.remote.is_none() => Err(unfinished(post, &error.to_string(), errand)),
        Err(_) => Err(Error::StillOpen(Box::new(error))),
        _ => Err(error),
    }
}

/// Whether the step that an intent names may be sent again.
pub(super) fn may_repeat(to: &impl Service, post: &Post<'_>, intent: &Record, errand: &Errand<'_>) -> bool {
    let parts: Vec<Trace> = intent.parts.iter().map(Trace::from).collect();
    if intent.ahead {
        return false;
    }
    let Ok(Some(request)) = to.next(post, &Found::Nothing, &parts) else { return false };
    let age = intent.at.and_then(|at| (errand.doors.clock.now() - at).to_std().ok());
    match request.repeat {
        Repeat::Never => false,
        Repeat::Always => true,
        Repeat::Within(time) => age.is_some_and(|age| age < time),
    }
}

/// What an item is known by: the first part that people can read.
pub(super) fn whole(parts: &[Trace]) -> Trace {
    let readable = parts.iter().find(|part| part.url.is_some());
    readable.or(parts.last()).cloned().unwrap_or_default()
}

/// The item as the ledger knows it in parts.
pub(super) fn parts(record: &Record) -> Found {
    Found::Part(record.parts.iter().map(Trace::from).collect())
}

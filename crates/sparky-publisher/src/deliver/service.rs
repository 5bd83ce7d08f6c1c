//! Delivery to a service that may take a message twice: it is looked for before it is sent, and where it cannot be looked
//! for, what the ledger cannot answer is left to a person.

use sparky_schema::codec::sha256_hex;
use sparky_schema::publication::Status;
use sparky_store::{Record, RecordState};

use super::{Delivery, Errand, steps};
use crate::error::Error;
use crate::post::Post;
use crate::request::Request;
use crate::targets::{Found, Service, Trace};

/// Sends the items one by one; one that fails does not hold back the next.
pub(super) async fn serve(to: &impl Service, posts: &[Post<'_>], errand: &Errand<'_>) -> Vec<Delivery> {
    let mut deliveries = Vec::new();
    for post in posts {
        deliveries.push(match deliver(to, post, errand).await {
            Ok(delivery) => delivery,
            Err(error) => errand.failed(post, &error),
        });
    }
    deliveries
}

async fn deliver(to: &impl Service, post: &Post<'_>, errand: &Errand<'_>) -> Result<Delivery, Error> {
    errand.check_stop()?;
    let record = errand.record(post)?;
    if let Some(record) = record.as_ref().filter(|record| record.is_withdrawn()) {
        return Ok(errand.withdrawn(post, record));
    }
    to.prepare().await.map_err(|error| unseen(error, record.as_ref()))?;
    let sha256 = fingerprint(to, post)?;
    let found = to.find(post, record.as_ref()).await.map_err(|error| unseen(error, record.as_ref()))?;
    let found = match found {
        Found::Untold => remember(to, post, record.as_ref(), &sha256, errand)?,
        found => found,
    };
    let status = match &found {
        Found::Same(_) | Found::All(_) | Found::Left(..) => {
            let known = record.as_ref().is_some_and(|record| record.state == RecordState::Published);
            return note(post, &found, (!known).then_some(&sha256), errand);
        }
        Found::Changed(_) => Status::Updated,
        Found::Nothing | Found::Part(_) | Found::Untold => Status::Published,
    };
    if errand.config.dry_run {
        let planned = steps::planned(to, post, &found)?;
        let requests = planned.iter().map(|request| request.planned(&errand.target.name, &post.item.id)).collect();
        return Ok(Delivery { requests, ..errand.done(post, status, None).costing(to.cost(post)) });
    }
    let trace = steps::send(to, post, &found, &sha256, errand).await?;
    Ok(errand.done(post, status, trace.url).costing(to.cost(post)))
}

/// What the ledger knows a text by: everything that a new item would take.
pub(crate) fn fingerprint(to: &impl Service, post: &Post<'_>) -> Result<String, Error> {
    Ok(digest(&steps::planned(to, post, &Found::Nothing)?))
}

/// While nothing is under way, an answer that is lost leaves nothing uncertain; otherwise, whatever hides the service, the
/// end of that call stays unknown.
fn unseen(error: Error, record: Option<&Record>) -> Error {
    let is_under_way = record.is_some_and(|record| record.state == RecordState::Intended);
    if is_under_way { Error::StillOpen(Box::new(error)) } else { error.of_a_look() }
}

fn digest(requests: &[Request]) -> String {
    let bodies: Vec<&[u8]> = requests.iter().map(|request| request.body.bytes()).collect();
    sha256_hex(&bodies.join(&b'\n'))
}

/// What the ledger says of an item at a service that cannot be asked.
fn remember(
    to: &impl Service,
    post: &Post<'_>,
    record: Option<&Record>,
    sha256: &str,
    errand: &Errand<'_>,
) -> Result<Found, Error> {
    let Some(record) = record else { return Ok(Found::Nothing) };
    let trace = Trace { remote: names(record), url: record.url.clone() };
    match record.state {
        // To change a message to the same text again does no harm, and without its name there was no change to make.
        RecordState::Intended if record.remote.is_some() => Ok(Found::Changed(trace)),
        RecordState::Intended if steps::may_repeat(to, post, record, errand) => Ok(steps::parts(record)),
        RecordState::Intended => Err(unfinished(post, "an earlier run was cut off while it sent it", errand)),
        RecordState::Partial => Ok(steps::parts(record)),
        RecordState::Published if record.sha256 != sha256 && record.remote.is_some() => Ok(Found::Changed(trace)),
        RecordState::Published => Ok(Found::Same(trace)),
        RecordState::Approved | RecordState::Withdrawing | RecordState::Withdrawn => Ok(Found::Nothing),
    }
}

/// What the service calls the item; of one in parts the names of all, so that each can be changed.
fn names(record: &Record) -> Option<String> {
    let parts: Vec<&str> = record.parts.iter().filter_map(|part| part.remote.as_deref()).collect();
    if parts.is_empty() { record.remote.clone() } else { Some(parts.join(" ")) }
}

/// Nothing is to be sent; the ledger learns what was found.
fn note(post: &Post<'_>, found: &Found, news: Option<&String>, errand: &Errand<'_>) -> Result<Delivery, Error> {
    let trace = match found {
        Found::Same(trace) | Found::Left(trace, _) => trace.clone(),
        found => steps::whole(found.parts()),
    };
    if let Found::Left(_, reason) = found {
        let delivery = errand.done(post, Status::Skipped, trace.url.clone());
        return Ok(delivery.because(reason.clone()));
    }
    if let Some(sha256) = news.filter(|_| !errand.config.dry_run) {
        let record = Record::intent(&errand.target.name, &post.item.id, sha256.clone());
        errand.arrived(record, &trace, found.parts())?;
    }
    Ok(errand.done(post, Status::Unchanged, trace.url))
}

pub(super) fn unfinished(post: &Post<'_>, cause: &str, errand: &Errand<'_>) -> Error {
    let (target, item) = (errand.target.name.clone(), post.item.id.clone());
    Error::Unfinished { cause: cause.to_owned(), target, item, period: post.content.window.period.name() }
}

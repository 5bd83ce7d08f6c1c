//! Delivery to a place that can be compared with what it should hold. What is there is the truth; the ledger knows what
//! was written there, so that what somebody else wrote over it is told apart and stays.

use sparky_schema::codec::sha256_hex;
use sparky_schema::publication::Status;
use sparky_store::{Part, Record, RecordState};

use super::{Delivery, Errand};
use crate::error::Error;
use crate::post::{Post, text_of};
use crate::targets::{Change, Mirror};

/// Brings all items there at once.
pub(super) async fn mirror(to: &impl Mirror, posts: &[Post<'_>], errand: &Errand<'_>) -> Vec<Delivery> {
    let (mut deliveries, mut open) = (Vec::new(), Vec::new());
    for post in posts {
        match errand.record(post) {
            Err(error) => deliveries.push(errand.failed(post, &error)),
            Ok(Some(record)) if record.is_withdrawn() => deliveries.push(errand.withdrawn(post, &record)),
            Ok(record) => open.push((post.clone(), record)),
        }
    }
    let (posts, records): (Vec<Post<'_>>, Vec<Option<Record>>) = open.into_iter().unzip();
    if posts.is_empty() {
        return deliveries;
    }
    match bring(to, &posts, &records, errand).await {
        Ok(more) => deliveries.extend(more),
        Err(error) => deliveries.extend(errand.all_failed(&posts, &error)),
    }
    deliveries
}

/// The place cannot be read: nothing was sent. Where an earlier try is still open, it may be there all the same.
fn unseen(posts: &[Post<'_>], records: &[Option<Record>], error: Error, errand: &Errand<'_>) -> Vec<Delivery> {
    let is_open = |record: &Option<Record>| {
        record.as_ref().is_some_and(|record| record.state == RecordState::Intended && record.at.is_some())
    };
    let (open, others): (Vec<_>, Vec<_>) = posts.iter().zip(records).partition(|(_, record)| is_open(record));
    let error = error.of_a_look();
    let mut failed: Vec<Delivery> = others.into_iter().map(|(post, _)| errand.failed(post, &error)).collect();
    let error = Error::StillOpen(Box::new(error));
    failed.extend(open.into_iter().map(|(post, _)| errand.failed(post, &error)));
    failed
}

/// Looks first: where all is as it should be, nothing is written, neither there nor in the ledger.
async fn bring(
    to: &impl Mirror,
    posts: &[Post<'_>],
    records: &[Option<Record>],
    errand: &Errand<'_>,
) -> Result<Vec<Delivery>, Error> {
    errand.check_stop()?;
    let found = match to.find(posts).await {
        Ok(found) => found,
        Err(error) => return Ok(unseen(posts, records, error, errand)),
    };
    if errand.config.dry_run {
        let each = posts.iter().zip(found);
        return Ok(each.map(|(post, change)| plan(to, post, change, errand)).collect());
    }
    let is_due = |change: &Result<Change, Error>| matches!(change, Ok(Change::New | Change::Changed));
    let due: Vec<bool> = found.iter().map(is_due).collect();
    let to_send = || posts.iter().zip(records).zip(&due).filter(|(_, due)| **due).map(|(pair, _)| pair);
    for (post, record) in to_send() {
        intend(post, record.as_ref(), errand)?;
    }
    let sent: Vec<Post<'_>> = to_send().map(|(post, _)| post.clone()).collect();
    let end = if sent.is_empty() { Ok(Vec::new()) } else { to.send(&sent).await };
    if end.as_ref().is_err_and(|error| !error.is_uncertain()) {
        for (post, _) in to_send() {
            close(post, errand)?;
        }
    }
    // Nobody knows how far it came: the intents stay, and the next run looks again.
    let mut sent = end?.into_iter();
    let mut deliveries = Vec::new();
    for (((post, record), due), found) in posts.iter().zip(records).zip(&due).zip(found) {
        let change = if *due { sent.next().unwrap_or(Ok(Change::Same)) } else { found };
        deliveries.push(finish(to, post, record.as_ref(), change, errand));
    }
    Ok(deliveries)
}

fn plan(to: &impl Mirror, post: &Post<'_>, change: Result<Change, Error>, errand: &Errand<'_>) -> Delivery {
    let change = match change {
        Ok(change) => change,
        Err(error) => return errand.failed(post, &error),
    };
    let is_due = matches!(change, Change::New | Change::Changed);
    let plan = if is_due { to.plan(post) } else { Vec::new() };
    let planned = plan.iter().map(|request| request.planned(&errand.target.name, &post.item.id));
    Delivery { requests: planned.collect(), ..told(to, post, change, errand) }
}

/// What came of a post; the ledger learns it.
fn finish(
    to: &impl Mirror,
    post: &Post<'_>,
    record: Option<&Record>,
    change: Result<Change, Error>,
    errand: &Errand<'_>,
) -> Delivery {
    let end = change.and_then(|change| {
        if change == Change::Edited {
            restore(post, record, errand)?;
        } else {
            note(to, post, record, errand)?;
        }
        Ok(change)
    });
    match end {
        Ok(change) => told(to, post, change, errand),
        Err(error) => errand.failed(post, &error),
    }
}

fn told(to: &impl Mirror, post: &Post<'_>, change: Change, errand: &Errand<'_>) -> Delivery {
    let in_review = to.is_in_review(post);
    let delivery = Delivery { in_review, ..errand.done(post, status(change), to.address(post)) };
    match change {
        Change::Edited => {
            let place = delivery.result.url.clone().unwrap_or_else(|| post.item.id.clone());
            delivery.because(format!(
                "somebody else has changed {place}; it is left alone. Remove it there to have it written again"
            ))
        }
        _ => delivery,
    }
}

/// Writes down what is about to be written; until that is done, what was written before is ours as well.
fn intend(post: &Post<'_>, before: Option<&Record>, errand: &Errand<'_>) -> Result<(), Error> {
    let old = before.map(|before| before.parts.clone()).unwrap_or_default();
    let parts = old.into_iter().chain(written(post)).collect();
    let url = before.and_then(|before| before.url.clone());
    let record = Record::intent(&errand.target.name, &post.item.id, digest(post));
    let (at, text) = (Some(errand.doors.clock.now()), Some(text_of(post.item)));
    Ok(errand.doors.ledger.write(&Record { parts, url, at, text, ..record })?)
}

/// Nothing is under way any more. What was to be written may be there in part, and is ours if it is.
fn close(post: &Post<'_>, errand: &Errand<'_>) -> Result<(), Error> {
    let record = errand.doors.ledger.read(&errand.target.name, &post.item.id)?;
    let record = record.filter(|record| record.state == RecordState::Intended);
    record.map_or(Ok(()), |record| Ok(errand.doors.ledger.write(&Record { at: None, ..record })?))
}

/// Writes down what is there now, where the ledger does not know it.
fn note(to: &impl Mirror, post: &Post<'_>, before: Option<&Record>, errand: &Errand<'_>) -> Result<(), Error> {
    let record = Record::intent(&errand.target.name, &post.item.id, digest(post));
    let (parts, text) = (written(post), Some(text_of(post.item)));
    let record = Record { state: RecordState::Published, parts, url: to.address(post), text, ..record };
    if before != Some(&record) {
        errand.doors.ledger.write(&record)?;
    }
    Ok(())
}

/// Nothing was written after all.
fn restore(post: &Post<'_>, before: Option<&Record>, errand: &Errand<'_>) -> Result<(), Error> {
    match before {
        Some(before) => errand.doors.ledger.write(before)?,
        None => errand.doors.ledger.forget(&errand.target.name, &post.item.id)?,
    }
    Ok(())
}

fn written(post: &Post<'_>) -> Vec<Part> {
    let part = |name: &String, bytes| Part { remote: Some(name.clone()), sha256: Some(sha256_hex(bytes)), url: None };
    post.own_files().map(|file| part(&file.name, &file.bytes)).collect()
}

fn digest(post: &Post<'_>) -> String {
    let files = post.own_files().map(|file| format!("{} {}\n", file.name, sha256_hex(&file.bytes)));
    sha256_hex(files.collect::<String>().as_bytes())
}

fn status(change: Change) -> Status {
    match change {
        Change::New => Status::Published,
        Change::Changed => Status::Updated,
        Change::Same => Status::Unchanged,
        Change::Edited => Status::Skipped,
    }
}

//! Delivery to a place that can be compared with what it should hold. The ledger follows; what is there is the truth.

use sparky_schema::codec::sha256_hex;
use sparky_schema::publication::Status;
use sparky_store::{Record, RecordState};

use super::{Delivery, Errand};
use crate::error::Error;
use crate::post::Post;
use crate::targets::{Change, Changes, Mirror, Trace};

/// Brings all items there at once.
pub(super) async fn mirror(to: &impl Mirror, posts: &[Post<'_>], errand: &Errand<'_>) -> Vec<Delivery> {
    let delivery = if errand.config.dry_run { to.find(posts).await } else { send(to, posts, errand).await };
    let changes = match delivery {
        Ok(changes) => changes,
        Err(error) => return errand.all_failed(posts, &error),
    };
    let each = posts.iter().zip(changes);
    each.map(|(post, change)| match change {
        Ok(change) => finish(to, post, change, errand),
        Err(error) => errand.failed(post, &error),
    })
    .collect()
}

async fn send(to: &impl Mirror, posts: &[Post<'_>], errand: &Errand<'_>) -> Result<Changes, Error> {
    errand.check_stop()?;
    for post in posts {
        let (before, sha256) = (errand.record(post)?, digest(post));
        if !before.as_ref().is_some_and(|before| is_published(before, &sha256)) {
            errand.intend(post, &sha256, before.as_ref(), &[])?;
        }
    }
    to.send(posts).await
}

fn finish(to: &impl Mirror, post: &Post<'_>, change: Change, errand: &Errand<'_>) -> Delivery {
    let url = to.address(post);
    if errand.config.dry_run {
        let plan = if change == Change::Same { Vec::new() } else { to.plan(post) };
        let planned = plan.iter().map(|request| request.planned(&errand.target.name, &post.item.id));
        return Delivery { requests: planned.collect(), ..errand.done(post, status(change), url) };
    }
    let record = Record::intent(&errand.target.name, &post.item.id, digest(post));
    match errand.arrived(record, &Trace { remote: None, url: url.clone() }, &[]) {
        Ok(()) => errand.done(post, status(change), url),
        Err(error) => errand.failed(post, &error),
    }
}

fn digest(post: &Post<'_>) -> String {
    let files = post.files.iter().map(|file| format!("{} {}\n", file.name, sha256_hex(file.bytes)));
    sha256_hex(files.collect::<String>().as_bytes())
}

fn is_published(record: &Record, sha256: &str) -> bool {
    record.state == RecordState::Published && record.sha256 == sha256
}

fn status(change: Change) -> Status {
    match change {
        Change::New => Status::Published,
        Change::Changed => Status::Updated,
        Change::Same => Status::Unchanged,
    }
}

//! One target's items on their way, each in three steps that the ledger outlives: the intent, the call, the result. It must
//! not know how a target works.

mod mirror;
mod service;

pub(crate) use mirror::mirror;
pub(crate) use service::serve;

use sparky_schema::publication::{Status, TargetResult};
use sparky_store::{Ledger, Record, RecordState};

use crate::config::{Config, TargetConfig};
use crate::error::Error;
use crate::post::Post;
use crate::request::Planned;
use crate::targets::Trace;

/// What came of an item, or would.
pub(crate) struct Delivery {
    pub(crate) result: TargetResult,
    /// What a dry run would have sent.
    pub(crate) requests: Vec<Planned>,
}

/// What every delivery to one target needs.
pub(crate) struct Errand<'a> {
    pub(crate) target: &'a TargetConfig,
    pub(crate) config: &'a Config,
    pub(crate) ledger: &'a Ledger,
}

impl Errand<'_> {
    fn record(&self, post: &Post<'_>) -> Result<Option<Record>, Error> {
        Ok(self.ledger.read(&self.target.name, &post.item.id)?)
    }

    /// Writes down what is about to be sent. Where the item is known, its name at the service is kept.
    fn intend(&self, post: &Post<'_>, sha256: &str, before: Option<&Record>) -> Result<Record, Error> {
        let intent = Record::intent(&self.target.name, &post.item.id, sha256.to_owned());
        let known = before.map(|before| (before.remote.clone(), before.url.clone()));
        let (remote, url) = known.unwrap_or_default();
        let intent = Record { remote, url, ..intent };
        self.ledger.write(&intent)?;
        Ok(intent)
    }

    /// Writes down that an item is there.
    fn arrived(&self, intent: Record, trace: &Trace) -> Result<(), Error> {
        let remote = trace.remote.clone().or(intent.remote);
        let url = trace.url.clone().or(intent.url);
        Ok(self.ledger.write(&Record { state: RecordState::Published, remote, url, ..intent })?)
    }

    /// Takes an intent back of which nothing came for certain.
    fn take_back(&self, post: &Post<'_>, before: Option<&Record>) -> Result<(), Error> {
        match before {
            Some(before) => self.ledger.write(before)?,
            None => self.ledger.forget(&self.target.name, &post.item.id)?,
        }
        Ok(())
    }

    fn check_stop(&self) -> Result<(), Error> {
        self.config.stop.reason().map_or(Ok(()), |reason| Err(Error::Stopped(reason)))
    }

    fn done(&self, post: &Post<'_>, status: Status, url: Option<String>) -> Delivery {
        let result = TargetResult { url, ..entry(&self.target.name, &post.item.id, status) };
        Delivery { result, requests: Vec::new() }
    }

    pub(crate) fn failed(&self, post: &Post<'_>, error: &Error) -> Delivery {
        Delivery { result: failure(&self.target.name, &post.item.id, error), requests: Vec::new() }
    }

    pub(crate) fn all_failed(&self, posts: &[Post<'_>], error: &Error) -> Vec<Delivery> {
        posts.iter().map(|post| self.failed(post, error)).collect()
    }
}

pub(crate) fn entry(target: &str, item: &str, status: Status) -> TargetResult {
    let (target, item, key) = (target.to_owned(), item.to_owned(), format!("{target}/{item}"));
    TargetResult { target, item, status, url: None, key, error: None }
}

pub(crate) fn failure(target: &str, item: &str, error: &Error) -> TargetResult {
    let status = match error {
        Error::Stopped(_) => Status::Waiting,
        error if error.is_uncertain() => Status::Uncertain,
        _ => Status::Failed,
    };
    tracing::warn!(target_name = target, item, "{error}");
    TargetResult { error: Some(error.to_string()), ..entry(target, item, status) }
}

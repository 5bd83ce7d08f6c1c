//! What every errand to one target needs: the ledger, the emergency stop, the doors. It must not know how a target works.

use sparky_schema::publication::{Status, TargetResult};
use sparky_store::{Part, Record, RecordState};

use super::{Ahead, Came, Delivery, Withdrawn, entry, failure, mirror, service};
use crate::config::{Config, TargetConfig};
use crate::error::Error;
use crate::post::{Post, text_of};
use crate::publish::Doors;
use crate::targets::{Mirror, Service, Trace};

/// One target, and what is to be done there.
pub(crate) struct Errand<'a> {
    pub(crate) target: &'a TargetConfig,
    pub(crate) config: &'a Config,
    pub(crate) doors: Doors<'a>,
    pub(crate) task: Task<'a>,
    /// What this run has written down before the first call.
    ahead: Option<&'a Ahead>,
}

/// What is to be done.
pub(crate) enum Task<'a> {
    /// Bring these items there.
    Deliver(&'a [Post<'a>]),
    /// Write down that these items are about to be sent, where nobody could tell afterwards.
    Intend(&'a [Post<'a>]),
    /// Take back what this record tells of.
    Withdraw(&'a Record),
    /// Look whether it could, and write nothing.
    Check,
}

impl<'a> Errand<'a> {
    pub(crate) const fn new(target: &'a TargetConfig, config: &'a Config, doors: Doors<'a>, task: Task<'a>) -> Self {
        Self { target, config, doors, task, ahead: None }
    }

    pub(crate) const fn after(self, ahead: &'a Ahead) -> Self {
        Self { ahead: Some(ahead), ..self }
    }

    /// Runs at a place that can be compared with what it should hold.
    pub(crate) async fn mirror(&self, to: &impl Mirror) -> Came {
        match self.task {
            Task::Deliver(posts) => Came::Delivered(mirror::mirror(to, posts, self).await),
            Task::Intend(_) => Came::Intended(Ok(Ahead::default())),
            Task::Check => Came::Checked(to.check().await),
            Task::Withdraw(record) => Came::Withdrawn(to.withdraw(record).await),
        }
    }

    /// Runs at a service that may take a message twice.
    pub(crate) async fn service(&self, to: &impl Service) -> Came {
        match self.task {
            Task::Deliver(posts) => Came::Delivered(service::serve(to, posts, self).await),
            Task::Intend(posts) => {
                let now = self.doors.clock.now();
                Came::Intended(Ahead::intend(self.doors.ledger, &self.target.name, posts, now))
            }
            Task::Check => Came::Checked(to.check().await),
            Task::Withdraw(record) => Came::Withdrawn(to.withdraw(record).await),
        }
    }

    /// There is nowhere to go, and nobody expects it.
    pub(crate) fn nowhere(&self) -> Came {
        match self.task {
            Task::Deliver(posts) => {
                Came::Delivered(posts.iter().map(|post| self.done(post, Status::Skipped, None)).collect())
            }
            Task::Intend(_) => Came::Intended(Ok(Ahead::default())),
            Task::Check => Came::Checked(Ok(super::Checked::good(["nothing to do on this machine".to_owned()]))),
            Task::Withdraw(_) => Came::Withdrawn(Ok(Withdrawn::Gone)),
        }
    }

    /// The target cannot be used at all.
    pub(crate) fn impossible(&self, error: Error) -> Came {
        match self.task {
            Task::Deliver(posts) => Came::Delivered(self.all_failed(posts, &error)),
            // Delivering says why.
            Task::Intend(_) => Came::Intended(Ok(Ahead::default())),
            Task::Check => Came::Checked(Err(error)),
            Task::Withdraw(_) => Came::Withdrawn(Err(error)),
        }
    }

    pub(super) fn record(&self, post: &Post<'_>) -> Result<Option<Record>, Error> {
        let record = self.doors.ledger.read(&self.target.name, &post.item.id)?;
        Ok(self.ahead.map_or(record.clone(), |ahead| ahead.undone(record)))
    }

    /// Writes down what is about to be sent, after the parts that are there. Where the item is known, its name at the
    /// service is kept, and the time of the first try.
    pub(super) fn intend(
        &self,
        post: &Post<'_>,
        sha256: &str,
        before: Option<&Record>,
        parts: &[Trace],
    ) -> Result<Record, Error> {
        let intent = Record::intent(&self.target.name, &post.item.id, sha256.to_owned());
        let known = before.map(|before| (before.remote.clone(), before.url.clone()));
        let (remote, url) = known.unwrap_or_default();
        let tried = before.filter(|before| before.state == RecordState::Intended && before.parts.len() == parts.len());
        let at = tried.and_then(|before| before.at).or_else(|| Some(self.doors.clock.now()));
        // While an item is changed, it stays there in all its parts.
        let kept = before.filter(|before| before.remote.is_some()).map(|before| before.parts.clone());
        let parts = kept.unwrap_or_else(|| parts.iter().map(Part::from).collect());
        let intent = Record { remote, url, at, parts, text: Some(text_of(post.item)), ..intent };
        self.doors.ledger.write(&intent)?;
        Ok(intent)
    }

    /// Writes down that an item is there.
    pub(super) fn arrived(&self, intent: Record, trace: &Trace, parts: &[Trace]) -> Result<(), Error> {
        let remote = trace.remote.clone().or(intent.remote);
        let url = trace.url.clone().or(intent.url);
        let parts = if parts.len() > 1 { parts.iter().map(Part::from).collect() } else { Vec::new() };
        let (state, at) = (RecordState::Published, None);
        Ok(self.doors.ledger.write(&Record { state, remote, url, at, parts, ..intent })?)
    }

    /// Writes down that nothing came of an intent for certain: the item is as it was before, or stays in parts.
    pub(super) fn take_back(&self, intent: Record, before: Option<&Record>) -> Result<(), Error> {
        match before {
            _ if !intent.parts.is_empty() && intent.remote.is_none() => {
                self.doors.ledger.write(&Record { state: RecordState::Partial, at: None, ..intent })?;
            }
            Some(before) => self.doors.ledger.write(before)?,
            None => self.doors.ledger.forget(&intent.target, &intent.item)?,
        }
        Ok(())
    }

    pub(super) fn check_stop(&self) -> Result<(), Error> {
        self.config.stop.reason().map_or(Ok(()), |reason| Err(Error::Stopped(reason)))
    }

    pub(super) fn done(&self, post: &Post<'_>, status: Status, url: Option<String>) -> Delivery {
        Delivery::of(TargetResult { url, ..entry(&self.target.name, &post.item.id, status) })
    }

    /// A person has taken it back: it is not sent again.
    pub(super) fn withdrawn(&self, post: &Post<'_>, record: &Record) -> Delivery {
        let delivery = self.done(post, Status::Withdrawn, None);
        if record.state == RecordState::Withdrawn {
            return delivery;
        }
        let again = "it was to be taken back, and nobody knows whether it is gone; run the same --withdraw again";
        delivery.because(again.to_owned())
    }

    pub(super) fn failed(&self, post: &Post<'_>, error: &Error) -> Delivery {
        Delivery::of(failure(&self.target.name, &post.item.id, error))
    }

    pub(super) fn all_failed(&self, posts: &[Post<'_>], error: &Error) -> Vec<Delivery> {
        posts.iter().map(|post| self.failed(post, error)).collect()
    }
}

impl From<&Trace> for Part {
    fn from(trace: &Trace) -> Self {
        Self { remote: trace.remote.clone(), url: trace.url.clone(), sha256: None }
    }
}

impl From<&Part> for Trace {
    fn from(part: &Part) -> Self {
        Self { remote: part.remote.clone(), url: part.url.clone() }
    }
}

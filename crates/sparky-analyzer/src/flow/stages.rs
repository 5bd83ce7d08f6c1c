//! When a pull request became ready, was taken up, approved and merged, and how long it was a draft. It must not know
//! windows and other pull requests.

use chrono::{DateTime, Utc};
use sparky_schema::records::{PullRequest, TimelineEventKind};

use super::threads::Threads;
use crate::identity::PersonId;
use crate::metrics::hours;

/// The stages between ready and merged, in hours.
#[derive(Default)]
pub(super) struct Stages {
    pub(super) pickup: Option<f64>,
    pub(super) review: Option<f64>,
    pub(super) merge: Option<f64>,
}

/// The stages of a merged pull request. Reviews before it was ready and after the merge belong to none.
pub(super) fn of(pull_request: &PullRequest, threads: &Threads, author: Option<&PersonId>) -> Stages {
    let (Some(merged), Some(ready)) = (pull_request.merged_at, ready_at(pull_request)) else {
        return Stages::default();
    };
    let counted = || threads.reviews(pull_request.number, author).filter(|r| ready <= r.at && r.at <= merged);
    let first = counted().map(|review| review.at).min();
    let approved = counted().filter(|review| review.approves).map(|review| review.at).max();
    Stages {
        pickup: first.and_then(|first| hours(ready, first)),
        review: first.zip(approved).and_then(|(first, approved)| hours(first, approved)),
        merge: approved.and_then(|approved| hours(approved, merged)),
    }
}

/// When it was first ready for review: when it was opened, or when it first stopped to be a draft. None when what
/// happened to it was not read.
pub(crate) fn ready_at(pull_request: &PullRequest) -> Option<DateTime<Utc>> {
    let ready = events(pull_request, TimelineEventKind::ReadyForReview).min();
    knows_timeline(pull_request).then(|| ready.unwrap_or(pull_request.created_at))
}

/// Hours as a draft up to the end of the pull request, or up to `until` when it has not ended. None when it never was
/// one. Of one that ended as a draft, the last spell does not count: nobody works on it.
pub(super) fn hours_in_draft(pull_request: &PullRequest, until: DateTime<Utc>) -> Option<f64> {
    let mut since = opened_as_draft(pull_request).then_some(pull_request.created_at);
    let mut sum = 0.0;
    let mut timeline: Vec<_> = pull_request.timeline.iter().collect();
    timeline.sort_by_key(|event| (event.at, event.event));
    for event in timeline {
        match event.event {
            TimelineEventKind::ConvertedToDraft => since = since.or(Some(event.at)),
            TimelineEventKind::ReadyForReview => sum += since.take().and_then(|at| hours(at, event.at)).unwrap_or(0.0),
            _ => {}
        }
    }
    if pull_request.closed_at.is_none() && pull_request.merged_at.is_none() {
        sum += since.and_then(|at| hours(at, until)).unwrap_or(0.0);
    }
    (sum > 0.0).then_some(sum)
}

/// It was opened as a draft when it became ready before it ever was made a draft, or is one and never was made one.
fn opened_as_draft(pull_request: &PullRequest) -> bool {
    let ready = events(pull_request, TimelineEventKind::ReadyForReview).min();
    let converted = events(pull_request, TimelineEventKind::ConvertedToDraft).min();
    match (ready, converted) {
        (Some(ready), Some(converted)) => ready <= converted,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => pull_request.draft,
    }
}

/// The closing is part of what happens to a pull request: where it is missing, nothing was read.
fn knows_timeline(pull_request: &PullRequest) -> bool {
    let ended = pull_request.closed_at.is_some() || pull_request.merged_at.is_some();
    !ended || events(pull_request, TimelineEventKind::Closed).next().is_some()
}

fn events(pull_request: &PullRequest, kind: TimelineEventKind) -> impl Iterator<Item = DateTime<Utc>> + use<'_> {
    pull_request.timeline.iter().filter(move |event| event.event == kind).map(|event| event.at)
}

//! Whose turn it is on an open pull request, from its reviews and from what happened to it: both are completely known,
//! however long ago they were. What was pushed is not known. It must not know thresholds.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sparky_schema::records::{PullRequest, Review, ReviewState, TimelineEventKind};

use super::conversation::Conversation;
use crate::facts::View;
use crate::identity::PersonId;

/// Who should act.
pub(super) enum Turn {
    /// Somebody should review it; those who had asked for changes, where they were asked again.
    Review(DateTime<Utc>, BTreeSet<PersonId>),
    /// The author should answer a review.
    Author(DateTime<Utc>),
    /// It is approved.
    Merge(DateTime<Utc>),
    /// Reviewers left comments only, and what was said since is not known.
    Unknown,
}

/// Whose turn it is. `reviews` are those of this pull request, by time.
pub(super) fn of(
    view: &View<'_>,
    conversation: &Conversation<'_>,
    pull_request: &PullRequest,
    reviews: &[&Review],
) -> Turn {
    let author = view.who.actor(pull_request.author.as_ref());
    let person = |review: &&&Review| {
        let by = view.who.actor(review.author.as_ref());
        by.is_some_and(|id| !view.who.is_bot(&id) && Some(&id) != author.as_ref())
    };
    let by_others: Vec<&Review> = reviews.iter().filter(person).copied().collect();
    let ready = ready_since(pull_request);
    let Some(latest) = by_others.iter().map(|review| review.submitted_at).max() else {
        return Turn::Review(ready, BTreeSet::new());
    };
    let verdicts = verdicts(view, &by_others);
    let asked_again = asked_since(pull_request, latest);
    let against: BTreeMap<_, _> =
        verdicts.iter().filter(|(_, (state, _))| *state == ReviewState::ChangesRequested).collect();
    if let Some(at) = against.values().map(|(_, at)| *at).max() {
        let asked = asked_since(pull_request, at);
        return asked.map_or(Turn::Author(at), |asked| Turn::Review(asked, against.into_keys().cloned().collect()));
    }
    if let Some(at) = verdicts.values().filter(|(state, _)| *state == ReviewState::Approved).map(|(_, at)| *at).max() {
        return Turn::Merge(at);
    }
    let replied = replies(conversation, pull_request.number, author.as_ref()).filter(|at| latest < *at).min();
    match asked_again.into_iter().chain(replied).min() {
        Some(at) => Turn::Review(at, BTreeSet::new()),
        None if conversation.since <= latest => Turn::Author(latest),
        None => Turn::Unknown,
    }
}

/// The latest verdict of each reviewer. A comment changes no verdict, a dismissal takes it back.
fn verdicts(view: &View<'_>, reviews: &[&Review]) -> BTreeMap<PersonId, (ReviewState, DateTime<Utc>)> {
    let mut verdicts = BTreeMap::new();
    for review in reviews.iter().filter(|review| review.state != ReviewState::Commented) {
        if let Some(by) = view.who.actor(review.author.as_ref()) {
            verdicts.insert(by, (review.state, review.submitted_at));
        }
    }
    verdicts
}

/// When it last became ready for review.
fn ready_since(pull_request: &PullRequest) -> DateTime<Utc> {
    let became = |kind| matches!(kind, TimelineEventKind::ReadyForReview | TimelineEventKind::Reopened);
    let times = pull_request.timeline.iter().filter(|event| became(event.event)).map(|event| event.at);
    times.max().unwrap_or(pull_request.created_at)
}

/// When somebody was first asked for a review after an instant.
fn asked_since(pull_request: &PullRequest, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let asks = |kind| matches!(kind, TimelineEventKind::ReviewRequested | TimelineEventKind::ReadyForReview);
    let times = pull_request.timeline.iter().filter(|event| asks(event.event)).map(|event| event.at);
    times.filter(|at| after < *at).min()
}

/// When the author said something: answers on diffs are reviews too.
fn replies<'a>(
    conversation: &'a Conversation<'_>,
    number: u64,
    author: Option<&'a PersonId>,
) -> impl Iterator<Item = DateTime<Utc>> {
    conversation.everything(number).filter(move |said| Some(&said.by) == author).map(|said| said.at)
}

//! Open pull requests that have waited for too long. It must not know issues.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sparky_schema::Kind;
use sparky_schema::analysis::{Attention, AttentionKind, Severity};
use sparky_schema::records::{Mergeable, PullRequest, Review};

use super::conversation::Conversation;
use super::turn::{self, Turn};
use super::{Thresholds, Wait, blank, is_asleep};
use crate::facts::View;
use crate::flow::Scene;
use crate::identity::{self, PersonId};
use crate::{links, scope};

/// Why it waits, since when, for how long it may, and for whom.
type Reason = (AttentionKind, DateTime<Utc>, u32, BTreeSet<PersonId>);

pub(super) fn of(
    scene: &Scene<'_>,
    view: &View<'_>,
    conversation: &Conversation<'_>,
    thresholds: &Thresholds,
) -> Vec<Attention> {
    if !view.knows(Kind::PullRequests) || !view.knows(Kind::Reviews) {
        return Vec::new();
    }
    let found = conversation.pull_requests().filter_map(|p| {
        let mut reviews: Vec<&Review> = view.talk.reviews(p.number).to_vec();
        reviews.sort_by_key(|review| (review.submitted_at, &review.id));
        let last = last_touched(conversation, p);
        let reason = waits(view, conversation, p, &reviews, thresholds);
        let told = conflict(scene, view, p, thresholds).or_else(|| item(scene, view, p, reason?));
        let told = told.or_else(|| item(scene, view, p, stale(view, conversation, p, last, thresholds)?))?;
        let severity = if is_asleep(scene, last, thresholds) { Severity::Low } else { told.severity };
        Some(Attention { severity, ..told })
    });
    found.collect()
}

/// When people last said something about it, or something happened to it, as far as that is known.
fn last_touched(conversation: &Conversation<'_>, pull_request: &PullRequest) -> DateTime<Utc> {
    let said = conversation.everything(pull_request.number).map(|said| said.at);
    let happened = pull_request.timeline.iter().map(|event| event.at);
    said.chain(happened).fold(pull_request.created_at, DateTime::max)
}

fn waits(
    view: &View<'_>,
    conversation: &Conversation<'_>,
    pull_request: &PullRequest,
    reviews: &[&Review],
    thresholds: &Thresholds,
) -> Option<Reason> {
    if pull_request.draft {
        return None;
    }
    Some(match turn::of(view, conversation, pull_request, reviews) {
        Turn::Review(at, by) => (AttentionKind::ReviewNeeded, at, thresholds.review_days, by),
        Turn::Author(at) => (AttentionKind::AuthorNeeded, at, thresholds.author_days, owners(view, pull_request)),
        Turn::Merge(at) => (AttentionKind::MergeNeeded, at, thresholds.merge_days, BTreeSet::new()),
        Turn::Unknown => return None,
    })
}

/// It cannot be merged before its author has been at work again, whoever's turn it is. Known of the newest window only,
/// and not since when.
fn conflict(
    scene: &Scene<'_>,
    view: &View<'_>,
    pull_request: &PullRequest,
    thresholds: &Thresholds,
) -> Option<Attention> {
    if pull_request.draft || pull_request.mergeable != Some(Mergeable::Conflicting) {
        return None;
    }
    let waits_for = owners(view, pull_request);
    let opened = (AttentionKind::Conflicting, pull_request.created_at, thresholds.conflict_days, waits_for);
    let found = item(scene, view, pull_request, opened)?;
    let severity = found.severity.max(Severity::Medium);
    Some(Attention { severity, since: None, date: None, for_text: None, ..found })
}

/// Whose it is to carry on: the author, or for the pull request of a bot the people to whom it is assigned.
fn owners(view: &View<'_>, pull_request: &PullRequest) -> BTreeSet<PersonId> {
    let author = view.who.actor(pull_request.author.as_ref()).filter(|id| !view.who.is_bot(id));
    match author {
        Some(author) => BTreeSet::from([author]),
        None => pull_request.assignees.iter().filter_map(|actor| view.who.actor(Some(actor))).collect(),
    }
}

/// Nothing was said for long. It must have been touched since it is known what was said, and then not for the time that
/// makes it stale.
fn stale(
    view: &View<'_>,
    conversation: &Conversation<'_>,
    pull_request: &PullRequest,
    last: DateTime<Utc>,
    thresholds: &Thresholds,
) -> Option<Reason> {
    if !view.knows(Kind::Comments) || !view.knows(Kind::ReviewComments) {
        return None;
    }
    let last = Some(last).filter(|last| conversation.since <= *last)?;
    Some((AttentionKind::Stale, last, thresholds.stale_days, owners(view, pull_request)))
}

fn item(scene: &Scene<'_>, view: &View<'_>, pull_request: &PullRequest, reason: Reason) -> Option<Attention> {
    let (kind, since, days, waits_for) = reason;
    let author = view.who.actor(pull_request.author.as_ref());
    let bot = author.as_ref().is_some_and(|id| view.who.is_bot(id));
    Some(Attention {
        severity: Wait::new(since, days).low(bot).severity(scene.window.until)?,
        number: Some(pull_request.number),
        url: links::pull_request(view.repository.url.as_deref(), pull_request.number),
        subject: scope::subject(&pull_request.title),
        author: author.and_then(|id| view.who.name(&id)),
        waits_for: identity::names(view.who, waits_for),
        ..blank(scene, view, kind, &format!("#{}", pull_request.number), Some(since))
    })
}

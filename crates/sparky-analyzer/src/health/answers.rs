//! Whether people get answers, and work a second pair of eyes. It must not know how often somebody commits.

use chrono::{DateTime, TimeDelta, Utc};
use sparky_schema::Kind;

use super::Measure;
use crate::facts::View;
use crate::flow::Scene;
use crate::flow::threads::Threads;

/// The time within which an answer is a quick one.
const QUICK_DAYS: i64 = 2;

/// Of the issues and pull requests that people opened in the records, so early that the time was up when the window
/// ended, those that another person answered, or closed, in time.
pub(super) fn responsiveness(scene: &Scene<'_>, view: &View<'_>, threads: &Threads) -> Option<Measure> {
    let kinds = [Kind::Issues, Kind::PullRequests, Kind::Comments, Kind::Reviews];
    if !kinds.into_iter().all(|kind| view.knows(kind)) {
        return None;
    }
    let records = view.records();
    let issues = records.issues.iter().map(|i| (i.number, i.author.as_ref(), i.created_at, i.closed_at));
    let pull_requests = records.pull_requests.iter().filter(|p| !p.draft);
    let pull_requests = pull_requests.map(|p| (p.number, p.author.as_ref(), p.created_at, p.merged_at.or(p.closed_at)));
    let (mut asked, mut answered) = (0, 0);
    for (number, author, created_at, ended_at) in issues.chain(pull_requests) {
        let author = view.who.actor(author);
        let in_time = created_at + TimeDelta::days(QUICK_DAYS);
        let counts = scene.since <= created_at && in_time <= scene.window.until;
        if !counts || author.as_ref().is_none_or(|id| view.who.is_bot(id)) {
            continue;
        }
        let said = threads.comments(number, author.as_ref()).chain(threads.reviews(number, author.as_ref()));
        let first: Option<DateTime<Utc>> = said.map(|said| said.at).chain(ended_at).min();
        asked += 1;
        answered += u64::from(first.is_some_and(|at| at <= in_time));
    }
    (asked > 0).then(|| Measure::percentage(answered, asked))
}

/// Of the pull requests of people that were merged in the records, those that another person approved before: the
/// check `Code-Review` of OSSF Scorecard, over pull requests.
pub(super) fn review_coverage(scene: &Scene<'_>, view: &View<'_>, threads: &Threads) -> Option<Measure> {
    if !view.knows(Kind::PullRequests) || !view.knows(Kind::Reviews) {
        return None;
    }
    let (mut merged, mut approved) = (0, 0);
    for p in &view.records().pull_requests {
        let author = view.who.actor(p.author.as_ref());
        let Some(at) = p.merged_at.filter(|at| scene.since <= *at && *at < scene.window.until) else { continue };
        if author.as_ref().is_some_and(|id| view.who.is_bot(id)) {
            continue;
        }
        let mut reviews = threads.reviews(p.number, author.as_ref());
        merged += 1;
        approved += u64::from(reviews.any(|review| review.approves && review.at <= at));
    }
    (merged > 0).then(|| Measure::percentage(approved, merged))
}

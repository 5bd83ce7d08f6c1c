//! Statements about what came in, what went out and what was reviewed. It must not know single changes.

use sparky_schema::analysis::{Event, InsightKind, InsightSeverity, ReviewFlow};

use super::{Candidate, Ground, blank, ids};

/// Fewer say nothing.
const SOME: u64 = 8;
/// Fewer reviews tell nothing about who does them.
const REVIEWS: u64 = 10;

pub(super) fn of(ground: &Ground<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = issues(ground).into_iter().chain(pull_requests(ground)).collect();
    if let Some(reviews) = ground.analysis.flow.as_ref().and_then(|flow| flow.reviews.as_ref()) {
        found.extend(unreviewed(ground, reviews));
        found.extend(concentration(reviews));
    }
    found
}

/// Twice as many, or none at all.
const fn outweighs(many: u64, few: u64) -> bool {
    SOME <= many && few.saturating_mul(2) <= many
}

fn issues(ground: &Ground<'_>) -> Option<Candidate> {
    let totals = &ground.analysis.totals;
    let (opened, closed) = totals.issues_opened.zip(totals.issues_closed)?;
    let (kind, severity, event, value, of) = if outweighs(opened, closed) {
        (InsightKind::BacklogGrowing, InsightSeverity::Warning, Event::IssueOpened, opened, closed)
    } else if outweighs(closed, opened) {
        (InsightKind::BacklogShrinking, InsightSeverity::Change, Event::IssueClosed, closed, opened)
    } else {
        return None;
    };
    let facts = ids(ground.analysis.happenings.iter().filter(|h| h.event == event));
    let key = if kind == InsightKind::BacklogGrowing { "backlog_growing" } else { "backlog_shrinking" };
    let mut insight = blank(kind, severity, key.to_owned(), facts);
    (insight.value, insight.of) = (Some(value), Some(of));
    let points = 60 + value.saturating_sub(of).min(20);
    Some(Candidate { insight, points, about: "issues".to_owned() })
}

fn pull_requests(ground: &Ground<'_>) -> Option<Candidate> {
    let totals = &ground.analysis.totals;
    let opened = totals.pull_requests_opened?;
    let done = totals.pull_requests_merged?.saturating_add(totals.pull_requests_closed?);
    let facts = ids(ground.analysis.happenings.iter().filter(|h| h.event == Event::PullRequestOpened));
    let (kind, key) = (InsightKind::PullRequestsPilingUp, "pull_requests_piling_up".to_owned());
    let mut insight = blank(kind, InsightSeverity::Warning, key, facts);
    (insight.value, insight.of) = (Some(opened), Some(done));
    let points = 62 + opened.saturating_sub(done).min(20);
    outweighs(opened, done).then(|| Candidate { insight, points, about: "pull requests".to_owned() })
}

/// Half of what was merged, or more, without a review.
fn unreviewed(ground: &Ground<'_>, reviews: &ReviewFlow) -> Option<Candidate> {
    let without = 100_u64.saturating_sub(reviews.coverage_percent?);
    let facts = ids(ground.landed().filter(|h| h.event == Event::Merged && h.with.is_empty()));
    let (kind, key) = (InsightKind::Unreviewed, "unreviewed".to_owned());
    let mut insight = blank(kind, InsightSeverity::Warning, key, facts);
    (insight.value, insight.of) = (Some(without), Some(reviews.merged));
    let told = SOME <= reviews.merged && 50 <= without;
    told.then(|| Candidate { insight, points: 58, about: "unreviewed".to_owned() })
}

/// One of three reviewers or more wrote most.
fn concentration(reviews: &ReviewFlow) -> Option<Candidate> {
    let busiest = reviews.load.first().filter(|load| Some(load.percent) == reviews.busiest_percent)?;
    let all = busiest.reviews.saturating_mul(100).checked_div(busiest.percent.max(1))?;
    let name = &busiest.person.name;
    let kind = InsightKind::ReviewConcentration;
    let mut insight = blank(
        kind,
        InsightSeverity::Warning,
        format!("review_concentration:{name}"),
        vec![format!("review_network:{name}")],
    );
    (insight.people, insight.value, insight.of) =
        (vec![busiest.person.clone()], Some(busiest.percent), Some(reviews.reviewers));
    let told = reviews.reviewers > 2 && REVIEWS <= all && 60 <= busiest.percent;
    told.then(|| Candidate { insight, points: busiest.percent, about: format!("reviews of {name}") })
}

//! How fast work flowed, and against the window before. It must not know single happenings.

use serde::Serialize;
use sparky_schema::analysis::{Flow, InsightKind, LeadTime};
use sparky_schema::totals::Distribution;

use super::{Desk, insights};
use crate::draft::Item;
use crate::error::Error;
use crate::facts::person;

/// Fewer values are no comparison.
const LEAST: u64 = 4;

/// What `sentences/pace_change.md.j2` gets as `c`.
#[derive(Serialize)]
struct Compared<'a> {
    before: &'a str,
    /// Of what: `reviews`, `merges` or `issues`.
    of: &'static str,
    /// Whether it was faster than the window before.
    faster: bool,
    period: &'static str,
}

/// What `sentences/stages.md.j2` gets as `l`: medians as text.
#[derive(Serialize)]
struct Stages<'a> {
    pickup: Option<&'a str>,
    review: Option<&'a str>,
    merge: Option<&'a str>,
}

/// What `sentences/coverage.md.j2` gets as `r`.
#[derive(Serialize)]
struct Coverage {
    merged: u64,
    reviewed: u64,
    /// Who reviewed most of what several people reviewed.
    busiest: Option<String>,
    busiest_reviews: u64,
    busiest_percent: u64,
}

/// What `sentences/backlog.md.j2` gets as `b`.
#[derive(Serialize)]
struct Backlog {
    /// `issue` or `pull request`.
    what: &'static str,
    /// By how much it grew or shrank.
    by: u64,
    grew: bool,
    /// How many are open, where that is known.
    open: Option<u64>,
    period: &'static str,
}

/// What `sentences/answers.md.j2` gets as `t`.
#[derive(Serialize)]
struct Answers<'a> {
    pull_requests: Option<&'a str>,
    issues: Option<&'a str>,
}

/// A distribution whose median says something.
fn known(times: Option<&Distribution>) -> Option<&Distribution> {
    times.filter(|times| times.count >= LEAST && times.median_text.is_some())
}

fn median(times: Option<&Distribution>) -> Option<&str> {
    known(times)?.median_text.as_deref()
}

/// This median against the one before, when both say something and are told differently.
pub(super) fn against(
    desk: &Desk<'_>,
    of: &'static str,
    now: Option<&Distribution>,
    before: Option<&Distribution>,
) -> Result<Option<String>, Error> {
    let Some((now, before)) = known(now).zip(known(before)) else { return Ok(None) };
    let Some((a, b)) = now.median.zip(before.median) else { return Ok(None) };
    let Some(text) = before.median_text.as_deref().filter(|text| now.median_text.as_deref() != Some(text)) else {
        return Ok(None);
    };
    let facts = Compared { before: text, of, faster: a < b, period: desk.voice.noun };
    desk.narrator.say("pace_change", "c", &facts, 0)
}

/// Stages, review, answers and backlog.
pub(super) fn items(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let Some(flow) = &desk.analysis.flow else { return Ok(Vec::new()) };
    let mut items = vec![
        Item::of(stages(desk, flow)?, 58, false),
        Item::of(coverage(desk, flow)?, 60, false),
        Item::of(answers(desk, flow)?, 62, false),
    ];
    for (n, facts) in backlogs(desk, flow).iter().enumerate() {
        items.push(Item::of(desk.narrator.say("backlog", "b", facts, n)?, 52 + n, false));
    }
    Ok(items)
}

fn stages(desk: &Desk<'_>, flow: &Flow) -> Result<Option<String>, Error> {
    let Some(LeadTime { pickup, review, merge, .. }) = flow.pull_requests.as_ref().map(|p| &p.lead_time) else {
        return Ok(None);
    };
    let [pickup, review, merge] = [pickup, review, merge].map(|times| median(times.as_ref()));
    desk.narrator.say("stages", "l", &Stages { pickup, review, merge }, 0)
}

fn coverage(desk: &Desk<'_>, flow: &Flow) -> Result<Option<String>, Error> {
    let Some(reviews) = flow.reviews.as_ref().filter(|reviews| reviews.merged >= LEAST) else { return Ok(None) };
    if insights::tells(desk, |insight| insight.kind == InsightKind::Unreviewed) {
        return Ok(None);
    }
    let is_told = insights::tells(desk, |insight| insight.kind == InsightKind::ReviewConcentration);
    let busiest = reviews.load.first().filter(|first| !is_told && reviews.reviewers > 1 && first.percent > 50);
    let facts = Coverage {
        merged: reviews.merged,
        reviewed: reviews.reviewed,
        busiest: busiest.map(|one| person(&one.person)),
        busiest_reviews: busiest.map_or(0, |one| one.reviews),
        busiest_percent: busiest.map_or(0, |one| one.percent),
    };
    desk.narrator.say("coverage", "r", &facts, 0)
}

fn answers(desk: &Desk<'_>, flow: &Flow) -> Result<Option<String>, Error> {
    let pull_requests = flow.pull_requests.as_ref().and_then(|p| p.time_to_first_response_hours.as_ref());
    let issues = flow.issues.as_ref().and_then(|i| i.time_to_first_response_hours.as_ref());
    desk.narrator.say("answers", "t", &Answers { pull_requests: median(pull_requests), issues: median(issues) }, 0)
}

fn backlogs(desk: &Desk<'_>, flow: &Flow) -> Vec<Backlog> {
    let period = desk.voice.noun;
    let made = |what, growth: i64, open| Backlog { what, by: growth.unsigned_abs(), grew: growth > 0, open, period };
    let tells = |kinds: &[InsightKind]| insights::tells(desk, |insight| kinds.contains(&insight.kind));
    let pile = tells(&[InsightKind::PullRequestsPilingUp]);
    let backlog = tells(&[InsightKind::BacklogGrowing, InsightKind::BacklogShrinking]);
    let pull_requests = flow.pull_requests.iter().filter(|_| !pile).map(|p| made("pull request", p.growth, p.open));
    let issues = flow.issues.iter().filter(|_| !backlog).map(|i| made("issue", i.growth, i.open));
    pull_requests.chain(issues).filter(|backlog| backlog.by > 0).collect()
}

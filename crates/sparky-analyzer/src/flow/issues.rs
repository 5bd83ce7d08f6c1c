//! Issues in and out, the backlog, its age, and first responses. It must not know pull requests.

use chrono::{DateTime, Utc};
use sparky_schema::Kind;
use sparky_schema::analysis::{IssueFlow, Spread};
use sparky_schema::totals::Distribution;

use super::spread::{difference, percent};
use super::threads::Threads;
use super::{Scene, spread};
use crate::facts::View;
use crate::metrics::{distribution, hours};

pub(super) fn of<'a, I>(scene: &Scene<'_>, each: impl Fn() -> I, knows: impl Fn(Kind) -> bool) -> IssueFlow
where
    I: Iterator<Item = (&'a View<'a>, &'a Threads)>,
{
    let all = || each().flat_map(|(view, _)| &view.records().issues);
    let within = |at: DateTime<Utc>| scene.window.contains(at);
    let opened = all().filter(|issue| within(issue.created_at)).fold(0, |n, _| n + 1);
    let closed = all().filter(|issue| issue.closed_at.is_some_and(within)).fold(0, |n, _| n + 1);
    let open = scene.views.iter().try_fold(0u64, |sum, view| Some(sum.saturating_add(view.repository.open?.issues)));
    IssueFlow {
        growth: difference(opened, closed),
        closed_percent: percent(closed, opened),
        open,
        age_days: open.and_then(|open| age(scene, open)),
        time_to_first_response_hours: knows(Kind::Comments).then(|| first_responses(scene, each())),
    }
}

/// The age of the open issues. When those that the collection holds are not all of them, the age is not known.
fn age(scene: &Scene<'_>, open: u64) -> Option<Spread> {
    let backlog = scene.views.iter().filter_map(|view| view.repository.backlog.as_ref());
    let issues = scene.views.iter().flat_map(|view| &view.records().issues);
    let issues = issues.chain(backlog.flat_map(|backlog| &backlog.issues));
    let listed: Vec<_> = issues.filter(|issue| issue.closed_at.is_none()).collect();
    let days = listed.iter().filter_map(|issue| hours(issue.created_at, scene.window.until)).map(|hours| hours / 24.0);
    (u64::try_from(listed.len()) == Ok(open)).then(|| spread::of(&days.collect::<Vec<_>>()))
}

/// As `github/issue-metrics` defines it.
fn first_responses<'a>(scene: &Scene<'_>, each: impl Iterator<Item = (&'a View<'a>, &'a Threads)>) -> Distribution {
    let mut waits = Vec::new();
    for (view, threads) in each {
        for issue in view.records().issues.iter().filter(|issue| scene.since <= issue.created_at) {
            let author = view.who.actor(issue.author.as_ref());
            let first = threads.comments(issue.number, author.as_ref()).map(|said| said.at).min();
            let first = first.filter(|at| scene.window.contains(*at));
            waits.extend(first.and_then(|at| hours(issue.created_at, at)));
        }
    }
    distribution(&waits)
}

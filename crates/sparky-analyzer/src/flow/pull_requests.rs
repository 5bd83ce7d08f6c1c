//! Lead time, drafts, first responses and throughput of pull requests. It must not know who reviewed.

use chrono::{DateTime, Utc};
use foldhash::HashMap;
use sparky_schema::analysis::{LeadTime, PullRequestFlow};
use sparky_schema::records::PullRequest;
use sparky_schema::totals::Distribution;
use sparky_schema::{Kind, Window};

use super::spread::{difference, percent};
use super::threads::Threads;
use super::{Scene, branches, spread, stages};
use crate::facts::View;
use crate::metrics::{distribution, hours, two_decimals};

pub(super) fn of<'a, I>(scene: &Scene<'_>, each: impl Fn() -> I, knows: impl Fn(Kind) -> bool) -> PullRequestFlow
where
    I: Iterator<Item = (&'a View<'a>, &'a Threads)>,
{
    let all = || each().flat_map(|(view, _)| &view.records().pull_requests);
    let within = |at: Option<DateTime<Utc>>| at.is_some_and(|at| scene.window.contains(at));
    let opened = count(all().filter(|p| within(Some(p.created_at))));
    let merged: Vec<&PullRequest> = all().filter(|p| within(p.merged_at)).collect();
    let dropped = count(all().filter(|p| p.merged_at.is_none() && within(p.closed_at)));
    let ended = all().filter(|p| within(p.merged_at.or(p.closed_at)));
    let drafts: Vec<f64> = ended.filter_map(|p| stages::hours_in_draft(p, scene.window.until)).collect();
    let lines: Vec<f64> = merged.iter().map(|p| p.additions.saturating_add(p.deletions) as f64).collect();
    let landed = count(merged.iter());
    let answered = knows(Kind::Reviews) && knows(Kind::Comments);
    PullRequestFlow {
        lead_time: lead_time(scene, &each, &knows),
        time_in_draft_hours: Some(distribution(&drafts)),
        time_to_first_response_hours: answered.then(|| first_responses(scene, each())),
        merged_per_day: two_decimals(landed as f64 / days(scene.window)),
        growth: difference(opened, landed.saturating_add(dropped)),
        merge_rate_percent: percent(landed, landed.saturating_add(dropped)),
        lines: spread::of(&lines),
        open: open(scene),
    }
}

fn lead_time<'a, I>(scene: &Scene<'_>, each: impl Fn() -> I, knows: impl Fn(Kind) -> bool) -> LeadTime
where
    I: Iterator<Item = (&'a View<'a>, &'a Threads)>,
{
    let mut stages = Vec::new();
    let (mut coding, mut merged) = (Vec::new(), 0);
    for (view, threads) in each() {
        let landed = |p: &&PullRequest| p.merged_at.is_some_and(|at| scene.window.contains(at));
        let in_window: Vec<&PullRequest> = view.records().pull_requests.iter().filter(landed).collect();
        let has_merge = in_window.iter().any(|p| p.merge_commit.is_some());
        let begins = if has_merge { branches::begins(&view.records().commits) } else { HashMap::default() };
        for p in in_window {
            let author = view.who.actor(p.author.as_ref());
            stages.push(stages::of(p, threads, author.as_ref()));
            merged += 1;
            let begin = p.merge_commit.as_ref().and_then(|sha| begins.get(sha));
            coding.extend(begin.and_then(|begin| hours(*begin, p.created_at)));
        }
    }
    let told = knows(Kind::Commits) && 2 * coding.len() >= merged;
    let of = |stage: fn(&stages::Stages) -> Option<f64>| {
        knows(Kind::Reviews).then(|| distribution(&stages.iter().filter_map(stage).collect::<Vec<_>>()))
    };
    LeadTime {
        coding: told.then(|| distribution(&coding)),
        pickup: of(|stages| stages.pickup),
        review: of(|stages| stages.review),
        merge: of(|stages| stages.merge),
    }
}

/// As `github/issue-metrics` defines it: what is a draft counts from its creation.
fn first_responses<'a>(scene: &Scene<'_>, each: impl Iterator<Item = (&'a View<'a>, &'a Threads)>) -> Distribution {
    let mut waits = Vec::new();
    for (view, threads) in each {
        for p in &view.records().pull_requests {
            let ready = if p.draft { Some(p.created_at) } else { stages::ready_at(p) };
            let Some(ready) = ready.filter(|ready| scene.since <= *ready) else { continue };
            let author = view.who.actor(p.author.as_ref());
            let said = threads.reviews(p.number, author.as_ref()).chain(threads.comments(p.number, author.as_ref()));
            let first = said.map(|said| said.at).filter(|at| ready <= *at).min();
            waits.extend(first.filter(|at| scene.window.contains(*at)).and_then(|at| hours(ready, at)));
        }
    }
    distribution(&waits)
}

fn open(scene: &Scene<'_>) -> Option<u64> {
    scene.views.iter().try_fold(0u64, |sum, view| Some(sum.saturating_add(view.repository.open?.pull_requests)))
}

/// The length of a window in days. A calendar day is one, also when daylight saving makes it shorter.
fn days(window: &Window) -> f64 {
    if window.is_custom() {
        return (window.until - window.since).num_seconds() as f64 / 86_400.0;
    }
    window.dates().len().max(1) as f64
}

fn count<T>(items: impl Iterator<Item = T>) -> u64 {
    items.fold(0, |n, _| n + 1)
}

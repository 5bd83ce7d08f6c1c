//! Review coverage, depth and load. Reviews of one's own work, by bots and by deleted accounts are none. It must not
//! know how long anything took.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::Kind;
use sparky_schema::RepoName;
use sparky_schema::analysis::{ReviewFlow, ReviewLoad};

use super::spread::percent;
use super::threads::Threads;
use super::{Scene, spread};
use crate::facts::View;
use crate::identity::{Identities, PersonId};

/// What one person reviewed: how often, and which pull requests.
type Load<'a> = BTreeMap<PersonId, (u64, BTreeSet<(&'a RepoName, u64)>)>;

pub(super) fn of<'a, I>(scene: &Scene<'_>, each: impl Fn() -> I, knows: impl Fn(Kind) -> bool) -> ReviewFlow
where
    I: Iterator<Item = (&'a View<'a>, &'a Threads)>,
{
    let load = load(scene, each());
    let reviews = load.values().map(|(reviews, _)| reviews).sum();
    let busiest = load.values().map(|(reviews, _)| *reviews).max().unwrap_or(0);
    let who = scene.views.first().map(|view| view.who);
    ReviewFlow {
        comments_each: knows(Kind::ReviewComments).then(|| spread::of(&comments(scene, each()))),
        reviewers: load.keys().fold(0, |n, _| n + 1),
        busiest_percent: percent(busiest, reviews),
        load: who.map(|who| listed(who, load, reviews)).unwrap_or_default(),
        ..coverage(scene, each())
    }
}

/// How many of the merged pull requests were reviewed and approved before the merge, and how often.
fn coverage<'a>(scene: &Scene<'_>, each: impl Iterator<Item = (&'a View<'a>, &'a Threads)>) -> ReviewFlow {
    let mut flow = ReviewFlow::default();
    let mut reviews_each = Vec::new();
    for (view, threads) in each {
        for p in &view.records().pull_requests {
            let Some(merged) = p.merged_at.filter(|at| scene.window.contains(*at)) else { continue };
            let author = view.who.actor(p.author.as_ref());
            let before: Vec<bool> = threads
                .reviews(p.number, author.as_ref())
                .filter(|review| review.at <= merged)
                .map(|r| r.approves)
                .collect();
            flow.merged += 1;
            flow.reviewed += u64::from(!before.is_empty());
            flow.approved += u64::from(before.contains(&true));
            reviews_each.extend((!before.is_empty()).then_some(before.len() as f64));
        }
    }
    flow.coverage_percent = percent(flow.reviewed, flow.merged);
    flow.reviews_each = spread::of(&reviews_each);
    flow
}

/// Comments on diffs of each pull request that was reviewed in the window.
fn comments<'a>(scene: &Scene<'_>, each: impl Iterator<Item = (&'a View<'a>, &'a Threads)>) -> Vec<f64> {
    let mut counts = Vec::new();
    for (view, threads) in each {
        for p in &view.records().pull_requests {
            let author = view.who.actor(p.author.as_ref());
            let mut reviews = threads.reviews(p.number, author.as_ref());
            if reviews.any(|review| scene.window.contains(review.at)) {
                let said = threads.review_comments(p.number, author.as_ref());
                counts.push(said.filter(|said| scene.window.contains(said.at)).count() as f64);
            }
        }
    }
    counts
}

fn load<'a>(scene: &Scene<'_>, each: impl Iterator<Item = (&'a View<'a>, &'a Threads)>) -> Load<'a> {
    let mut load = Load::new();
    for (view, threads) in each {
        for p in &view.records().pull_requests {
            let author = view.who.actor(p.author.as_ref());
            let reviews = threads.reviews(p.number, author.as_ref()).filter(|r| scene.window.contains(r.at));
            for review in reviews {
                let (count, about) = load.entry(review.by.clone()).or_default();
                *count += 1;
                about.insert((&view.repository.name_with_owner, p.number));
            }
        }
    }
    load
}

fn listed(who: &Identities, load: Load<'_>, all: u64) -> Vec<ReviewLoad> {
    let named = load.into_iter().filter_map(|(id, (reviews, about))| {
        let percent = percent(reviews, all)?;
        Some(ReviewLoad { person: who.name(&id)?, reviews, pull_requests: about.iter().fold(0, |n, _| n + 1), percent })
    });
    let mut named: Vec<ReviewLoad> = named.collect();
    named.sort_by(|a, b| (Reverse(a.reviews), &a.person).cmp(&(Reverse(b.reviews), &b.person)));
    named
}

//! Who reviews whom. Bots, deleted accounts and people who opted out are in no tie. It must not know what was reviewed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sparky_schema::analysis::ReviewTie;

use crate::flow::Scene;
use crate::flow::threads::Threads;
use crate::identity::PersonId;

/// The ties of the window, most reviews first.
pub(crate) fn of(scene: &Scene<'_>, threads: &[Threads]) -> Vec<ReviewTie> {
    let Some(who) = scene.views.first().map(|view| view.who) else { return Vec::new() };
    let mut counts: BTreeMap<(PersonId, PersonId), u64> = BTreeMap::new();
    for (view, threads) in scene.views.iter().zip(threads) {
        for p in &view.records().pull_requests {
            let Some(author) = who.actor(p.author.as_ref()).filter(|id| !who.is_bot(id)) else { continue };
            for review in threads.reviews(p.number, Some(&author)).filter(|r| scene.window.contains(r.at)) {
                *counts.entry((review.by.clone(), author.clone())).or_default() += 1;
            }
        }
    }
    let named = counts.into_iter().filter_map(|((reviewer, author), reviews)| {
        Some(ReviewTie { reviewer: who.name(&reviewer)?, author: who.name(&author)?, reviews })
    });
    let mut ties: Vec<ReviewTie> = named.collect();
    ties.sort_by(|a, b| {
        let by_count = Reverse(a.reviews).cmp(&Reverse(b.reviews));
        by_count.then_with(|| (&a.reviewer, &a.author).cmp(&(&b.reviewer, &b.author)))
    });
    ties
}

//! Totals, comparison and metrics, per repository and over all, put together. The definitions are elsewhere.

use sparky_schema::Window;
use sparky_schema::analysis::RepositoryAnalysis;
use sparky_schema::collection::Collection;
use sparky_schema::totals::{Metrics, Totals};

use crate::change;
use crate::facts::{Facts, View};
use crate::metrics::Samples;
use crate::totals::{self, Counted};

/// The numbers of an analysis.
pub(crate) struct Counts {
    pub(crate) totals: Totals,
    pub(crate) previous: Totals,
    pub(crate) metrics: Metrics,
    pub(crate) previous_metrics: Option<Metrics>,
    pub(crate) repositories: Vec<RepositoryAnalysis>,
}

/// Counts the window and the one before.
pub(crate) fn of(collection: &Collection, facts: &Facts, views: &[View<'_>], previous: Option<&Window>) -> Counts {
    let window = &collection.window;
    // Records that begin inside the window before cannot count it.
    let previous = previous.filter(|previous| collection.since <= previous.since);
    let now: Vec<Counted> = views.iter().map(|view| totals::of_repository(view, window).with_landed(view)).collect();
    let before: Vec<Counted> = views.iter().map(|view| counted_before(view, previous)).collect();
    let known = facts.known_everywhere();
    let sampled = |window| views.iter().map(|view| Samples::of_repository(view, window)).collect::<Vec<_>>();
    let all = |each: &[Samples]| each.iter().fold(Samples::none_yet(|kind| known.contains(&kind)), Samples::with);
    let samples = sampled(window);
    let mut previous_totals = totals::over_all(&before, &known);
    if previous.is_none() {
        previous_totals = Totals::default();
    } else if !totals::knows_events(&known, views.iter().all(View::is_clone)) {
        previous_totals.events = None;
    }
    let each = views.iter().zip(&now).zip(&before).zip(&samples);
    Counts {
        totals: totals::over_all(&now, &known),
        previous: previous_totals,
        metrics: all(&samples).metrics(),
        previous_metrics: previous.map(|previous| all(&sampled(previous)).metrics()),
        repositories: each.map(|(((view, now), before), times)| entry(view, now, before, times)).collect(),
    }
}

fn counted_before(view: &View<'_>, previous: Option<&Window>) -> Counted {
    let Some(previous) = previous else { return Counted::default() };
    let mut counted = totals::of_repository(view, previous);
    if !totals::knows_events(&view.known, view.is_clone()) {
        counted.totals.events = None;
    }
    counted
}

fn entry(view: &View<'_>, now: &Counted, before: &Counted, times: &Samples) -> RepositoryAnalysis {
    let repository = view.repository;
    RepositoryAnalysis {
        name_with_owner: repository.name_with_owner.clone(),
        url: repository.url.clone(),
        source: repository.source,
        private: repository.private,
        default_branch: repository.default_branch.clone(),
        kinds: repository.kinds.clone(),
        notes: repository.notes.clone(),
        totals: now.totals.clone(),
        previous: before.totals.clone(),
        change: change::between(&before.totals, &now.totals),
        metrics: times.metrics(),
        flow: None,
        absence_factor: None,
        health: None,
    }
}

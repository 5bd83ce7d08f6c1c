//! Totals, comparison, metrics, flow and health, per repository and over all, put together. The definitions are elsewhere.

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use sparky_schema::Window;
use sparky_schema::analysis::{Flow, RepositoryAnalysis};
use sparky_schema::totals::{Metrics, Totals};

use crate::facts::{Facts, View};
use crate::flow::threads::Threads;
use crate::flow::{self, Scene};
use crate::metrics::Samples;
use crate::totals::{self, Counted};
use crate::{at_least, change, health};

/// The numbers of an analysis.
pub(crate) struct Counts {
    pub(crate) totals: Totals,
    pub(crate) at_least: Option<Totals>,
    pub(crate) previous: Totals,
    pub(crate) metrics: Metrics,
    pub(crate) previous_metrics: Option<Metrics>,
    pub(crate) repositories: Vec<RepositoryAnalysis>,
    pub(crate) flow: Flow,
}

/// Counts the window and the one before.
pub(crate) fn of(facts: &Facts, scene: &Scene<'_>, threads: &[Threads], previous: Option<&Window>) -> Counts {
    let (views, window) = (scene.views, scene.window);
    // Records that begin inside the window before cannot count it.
    let previous = previous.filter(|previous| scene.since <= previous.since);
    let now: Vec<Counted> =
        views.par_iter().map(|view| totals::of_repository(view, window).with_landed(view)).collect();
    let before: Vec<Counted> = views.par_iter().map(|view| counted_before(view, previous)).collect();
    let known = facts.known_everywhere();
    let sampled = |window| views.par_iter().map(|view| Samples::of_repository(view, window)).collect::<Vec<_>>();
    let all = |each: &[Samples]| each.iter().fold(Samples::none_yet(|kind| known.contains(&kind)), Samples::with);
    let samples = sampled(window);
    let mut previous_totals = totals::over_all(&before, &known);
    if previous.is_none() {
        previous_totals = Totals::default();
    } else if !totals::knows_events(&known, views.iter().all(View::is_clone)) {
        previous_totals.events = None;
    }
    let each = views.iter().zip(&now).zip(&before).zip(&samples);
    let mut repositories: Vec<RepositoryAnalysis> =
        each.map(|(((view, now), before), times)| entry(view, now, before, times)).collect();
    flow::add(&mut repositories, scene, threads);
    health::add(&mut repositories, scene, threads);
    let totals = totals::over_all(&now, &known);
    Counts {
        at_least: at_least::of(views, window, &totals),
        totals,
        previous: previous_totals,
        metrics: all(&samples).metrics(),
        previous_metrics: previous.map(|previous| all(&sampled(previous)).metrics()),
        repositories,
        flow: flow::of(scene, threads, &known),
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

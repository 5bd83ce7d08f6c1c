//! Days over all repositories, from the records and from the counts of windows before them, as far back as every
//! repository has counts. A repository that was not there yet counts nothing. It must not know statistics.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days as Span, NaiveDate};
use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use sparky_schema::analysis::TrendMetric;
use sparky_schema::counts::{DayCounts, RepositoryCounts};
use sparky_schema::window::midnight;
use sparky_schema::{Kind, Window};

use crate::facts::View;
use crate::flow::Scene;
use crate::past::{Days, Past};

/// More days say little about now.
const REACH: u64 = 400;

/// One day.
pub(crate) struct Day<'a> {
    /// What every repository knows of it.
    known: BTreeSet<Kind>,
    counts: BTreeMap<TrendMetric, u64>,
    people: BTreeSet<&'a str>,
    parts: Vec<Option<&'a DayCounts>>,
}

/// The days of the records and before, in order and without a hole.
pub(crate) struct Series<'a> {
    days: BTreeMap<NaiveDate, Day<'a>>,
    of_clones: bool,
}

/// The counts of one repository by the day that they are about.
type Earlier<'a> = BTreeMap<NaiveDate, &'a RepositoryCounts>;

impl<'a> Series<'a> {
    /// `known` are the kinds that no gap takes away, `recent` the days of the records by repository.
    pub(crate) fn of(scene: &Scene<'a>, known: &BTreeSet<Kind>, recent: &'a [Days], past: &'a Past) -> Self {
        let first = scene.window.local_date(scene.since);
        let now = |view: &View<'_>| known.intersection(&view.known).copied().collect();
        let known_now = common(scene.views.iter().map(now));
        let dates: Vec<NaiveDate> = first.iter_days().take_while(|date| *date <= scene.window.last_date()).collect();
        let day =
            |date: &NaiveDate| (*date, Day::of(known_now.clone(), recent.iter().map(|days| days.get(date)).collect()));
        let mut days: BTreeMap<NaiveDate, Day<'a>> = dates.par_iter().map(day).collect();
        // Half a day of records and half a day of counts would make a wrong one.
        if scene.since == midnight(first, scene.window.time_zone) {
            let earlier = earlier(past, scene.window);
            let before = (1..=REACH).map_while(|back| first.checked_sub_days(Span::new(back)));
            days.extend(before.map_while(|date| Some((date, day_before(scene, &earlier, date)?))));
        }
        Self { days, of_clones: scene.views.iter().all(View::is_clone) }
    }

    /// Whether all repositories are clones, which know of commits only.
    pub(crate) const fn is_of_clones(&self) -> bool {
        self.of_clones
    }

    /// The first and the last day without a hole in what `kind` counts.
    pub(crate) fn span(&self, kinds: &[Kind]) -> Option<(NaiveDate, NaiveDate)> {
        let knows = |day: &Day<'_>| kinds.iter().all(|kind| day.known.contains(kind));
        let mut known = self.days.iter().rev().take_while(|(_, day)| knows(day)).map(|(date, _)| *date);
        let last = known.next()?;
        Some((known.last().unwrap_or(last), last))
    }

    /// The counts of each day of a span.
    pub(crate) fn values(&self, metric: TrendMetric, (first, last): (NaiveDate, NaiveDate)) -> Vec<f64> {
        let days = self.days.range(first..=last);
        days.map(|(_, day)| day.counts.get(&metric).copied().unwrap_or(0) as f64).collect()
    }

    /// The count of a window; none when not all of its days are in the span.
    pub(crate) fn sum(&self, metric: TrendMetric, window: &Window, span: (NaiveDate, NaiveDate)) -> Option<u64> {
        let days = self.within(window, span)?;
        Some(days.filter_map(|day| day.counts.get(&metric)).fold(0, |sum: u64, count| sum.saturating_add(*count)))
    }

    /// The days of a window by repository; none when not all of them are in the span.
    pub(crate) fn parts(
        &self,
        window: &Window,
        span: (NaiveDate, NaiveDate),
    ) -> Option<impl Iterator<Item = (usize, &'a DayCounts)>> {
        let days = self.within(window, span)?;
        Some(days.flat_map(|day| day.parts.iter().enumerate().filter_map(|(at, part)| Some((at, (*part)?)))))
    }

    /// The last day before a window on which somebody took part, within a span.
    pub(crate) fn last_seen(&self, key: &str, window: &Window, first: NaiveDate) -> Option<NaiveDate> {
        let before = window.first_date();
        if before <= first {
            return None;
        }
        self.days.range(first..before).rev().find(|(_, day)| day.people.contains(key)).map(|(date, _)| *date)
    }

    fn within(&self, window: &Window, span: (NaiveDate, NaiveDate)) -> Option<impl Iterator<Item = &Day<'a>>> {
        let (first, last) = (window.first_date(), window.last_date());
        let inside = span.0 <= first && last <= span.1;
        inside.then(|| self.days.range(first..=last).map(|(_, day)| day))
    }
}

impl<'a> Day<'a> {
    fn of(known: BTreeSet<Kind>, parts: Vec<Option<&'a DayCounts>>) -> Self {
        let mut counts: BTreeMap<TrendMetric, u64> = BTreeMap::new();
        for (metric, count) in parts.iter().flatten().flat_map(|part| &part.counts) {
            let sum = counts.entry(*metric).or_default();
            *sum = sum.saturating_add(*count);
        }
        let people = parts.iter().flatten().flat_map(|part| &part.people).map(String::as_str).collect();
        Self { known, counts, people, parts }
    }
}

/// Counts by repository, its id or its name, and day. Of two windows that hold a day, the one that begins later counts.
fn earlier<'a>(past: &'a Past, now: &Window) -> BTreeMap<&'a str, Earlier<'a>> {
    let mut windows: Vec<_> = past
        .counts
        .iter()
        .filter(|counts| counts.window.time_zone == now.time_zone && !counts.window.is_custom())
        .collect();
    windows.sort_by_key(|counts| (counts.window.since, counts.window.until, counts.window.period));
    let mut found: BTreeMap<&str, Earlier<'a>> = BTreeMap::new();
    for counts in windows {
        let dates = counts.window.dates();
        for (name, repository) in &counts.repositories {
            for key in repository.id.as_deref().into_iter().chain([name.as_str()]) {
                found.entry(key).or_default().extend(dates.iter().map(|date| (*date, repository)));
            }
        }
    }
    found
}

/// A day before the records; none when a repository has no counts of it.
fn day_before<'a>(scene: &Scene<'a>, earlier: &BTreeMap<&'a str, Earlier<'a>>, date: NaiveDate) -> Option<Day<'a>> {
    let (mut known, mut parts) = (Vec::new(), Vec::new());
    for view in scene.views {
        let by = |key: &str| earlier.get(key).and_then(|days| days.get(&date)).copied();
        let repository = view.repository;
        let counts = repository.id.as_deref().and_then(by).or_else(|| by(repository.name_with_owner.as_str()));
        match counts {
            Some(counts) => known.push(counts.kinds.clone()),
            None if is_younger(scene, view, date) => known.push(Kind::ALL.into()),
            None => return None,
        }
        parts.push(counts.and_then(|counts| counts.days.get(&date)));
    }
    let known = common(known.into_iter());
    (!known.is_empty()).then(|| Day::of(known, parts))
}

fn is_younger(scene: &Scene<'_>, view: &View<'_>, date: NaiveDate) -> bool {
    let created = view.repository.about.as_ref().and_then(|about| about.created_at);
    created.is_some_and(|at| date < scene.window.local_date(at))
}

/// What all of them know; nothing when there are none.
fn common(sets: impl Iterator<Item = BTreeSet<Kind>>) -> BTreeSet<Kind> {
    sets.reduce(|mut all, one| {
        all.retain(|kind| one.contains(kind));
        all
    })
    .unwrap_or_default()
}

//! How the window went: times, days, places. It must not know single happenings.

use serde::Serialize;
use sparky_schema::analysis::{Area, Day, RepositoryAnalysis};
use sparky_schema::collection::Source;
use sparky_schema::totals::{Distribution, Totals};
use sparky_schema::window::Period;

use super::Desk;
use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::escape::{clean, markdown};

/// What `sentences/heading_shape.md.j2` gets as `m`.
#[derive(Serialize)]
struct Shape<'a> {
    merge: Option<&'a Distribution>,
    close: Option<&'a Distribution>,
    busiest: Option<DayFacts>,
    area: Option<String>,
    period: &'static str,
}

/// What the sentences about days get as `b`.
#[derive(Serialize)]
struct DayFacts {
    date: String,
    count: u64,
    /// What was counted.
    what: &'static str,
}

/// What `sentences/area.md.j2` gets, in a list.
#[derive(Serialize)]
struct AreaFacts {
    path: String,
    commits: u64,
}

/// What `sentences/repository.md.j2` gets as `r`.
#[derive(Serialize)]
struct RepositoryFacts<'a> {
    name: String,
    /// Whether releases are tags of a local clone.
    tags: bool,
    totals: &'a Totals,
}

pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    let mut places = repositories(desk)?;
    places.push(Item::of(areas(desk)?, 48, false));
    places.push(Item::of(desk.narrator.say("lines", "t", &desk.analysis.totals, 0)?, 90, false));
    let mut days = vec![Item::of(busiest_sentence(desk)?, 64, false), Item::of(empty_days(desk)?, 900, false)];
    let frame = super::frame(desk.analysis, desk.quiet);
    for (n, file) in ["unread", "before", "zeros"].into_iter().enumerate() {
        days.push(Item::of(desk.narrator.say(file, "d", &frame, 0)?, 40_000 + n, false));
    }
    days.extend(each_day(desk)?);
    let heading = desk.narrator.say("heading_shape", "m", &shape(desk), 0)?.unwrap_or_default();
    Ok(Draft { heading, paragraphs: vec![pace(desk)?, places, days], ..Draft::default() })
}

fn shape<'a>(desk: &Desk<'a>) -> Shape<'a> {
    let metrics = &desk.analysis.metrics;
    let known = |d: &'a Option<Distribution>| d.as_ref().filter(|d| d.median_text.is_some());
    Shape {
        merge: known(&metrics.time_to_merge_hours),
        close: known(&metrics.time_to_close_hours),
        busiest: busiest(desk),
        area: desk.analysis.areas.first().filter(|_| leading(&desk.analysis.areas)).map(|area| path(desk, area)),
        period: desk.voice.period.noun(),
    }
}

fn pace(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let metrics = &desk.analysis.metrics;
    let all = [
        ("pace_review", &metrics.time_to_first_review_hours),
        ("pace_merge", &metrics.time_to_merge_hours),
        ("pace_close", &metrics.time_to_close_hours),
    ];
    let mut items = Vec::new();
    for (n, (file, times)) in all.into_iter().enumerate() {
        let Some(times) = times.as_ref().filter(|times| times.median_text.is_some()) else { continue };
        items.push(Item::of(desk.narrator.say(file, "t", times, 0)?, 44 + n * 12, false));
    }
    items.push(Item::of(desk.narrator.say("conversation", "t", &desk.analysis.totals, 0)?, 80, false));
    Ok(items)
}

fn repositories(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    if !desk.voice.several {
        return Ok(Vec::new());
    }
    let mut repositories: Vec<&RepositoryAnalysis> = desk.analysis.repositories.iter().collect();
    repositories.sort_by_key(|r| (std::cmp::Reverse(r.totals.events.unwrap_or(0)), r.name_with_owner.clone()));
    let each = repositories.into_iter().take(8).enumerate();
    each.map(|(n, repository)| {
        let facts = RepositoryFacts {
            name: markdown(repository.name_with_owner.as_str()),
            tags: repository.source == Source::Git,
            totals: &repository.totals,
        };
        Ok(Item::of(desk.narrator.say("repository", "r", &facts, n)?, 52 + n * 14, false))
    })
    .collect()
}

/// Whether the first area has more commits than the second.
fn leading(areas: &[Area]) -> bool {
    let commits = |n: usize| areas.get(n).map_or(0, |area| area.commits);
    commits(0) > commits(1) && commits(0) > 1
}

fn areas(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let areas = &desk.analysis.areas;
    if !leading(areas) {
        return Ok(None);
    }
    let told = areas.iter().take(4).filter(|area| area.commits > 1);
    let facts: Vec<AreaFacts> = told.map(|area| AreaFacts { path: path(desk, area), commits: area.commits }).collect();
    desk.narrator.say("area", "areas", &facts, 0)
}

fn path(desk: &Desk<'_>, area: &Area) -> String {
    let path = markdown(&clean(&area.path));
    if desk.voice.several { format!("{path} of {}", markdown(area.repository.as_str())) } else { path }
}

/// The one day with most activity.
fn busiest(desk: &Desk<'_>) -> Option<DayFacts> {
    if desk.voice.period == Period::Daily {
        return None;
    }
    let days = &desk.analysis.days;
    let most = days.iter().map(|day| day.events).max().filter(|most| *most > 2)?;
    let mut busiest = days.iter().filter(|day| day.events == most);
    let day = busiest.next().filter(|_| busiest.next().is_none())?;
    Some(day_facts(desk, day))
}

fn day_facts(desk: &Desk<'_>, day: &Day) -> DayFacts {
    let clones = desk.analysis.repositories.iter().all(|r| r.source == Source::Git);
    let what = match (clones, day.commits == day.events, day.events) {
        (true, true, 1) => "commit",
        (true, true, _) => "commits",
        (true, false, 1) => "tag",
        (true, false, _) => "commits and tags",
        (false, _, 1) => "opening, merge, closing or release",
        (false, ..) => "openings, merges, closings and releases",
    };
    DayFacts { date: desk.voice.full_day(day.date), count: day.events, what }
}

fn busiest_sentence(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    busiest(desk).map_or(Ok(None), |facts| desk.narrator.say("busiest", "b", &facts, 0))
}

fn empty_days(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let empty = desk.analysis.days.iter().filter(|day| day.commits == 0 && day.events == 0);
    let dates: Vec<String> = empty.filter_map(|day| desk.voice.day(day.date)).collect();
    if dates.is_empty() || dates.len() > 6 {
        return Ok(None);
    }
    desk.narrator.say("empty_days", "days", &dates, 0)
}

/// Told only where little else is known.
fn each_day(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let days = desk.analysis.days.iter().filter(|day| day.events > 0).enumerate();
    days.map(|(n, day)| {
        let text = desk.narrator.say("one_day", "b", &day_facts(desk, day), n)?;
        Ok(Item::of(text, 50_000 + n, false))
    })
    .collect()
}

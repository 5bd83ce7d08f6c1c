//! How the window went: times, places, days. It must not know single happenings.

use serde::Serialize;
use sparky_schema::analysis::{Area, InsightKind, RepositoryAnalysis};
use sparky_schema::collection::Source;
use sparky_schema::totals::{Distribution, Totals};

use super::{Desk, days, extremes, flow, insights, unusual};
use crate::draft::{Draft, Item, Sentence};
use crate::error::Error;
use crate::escape::{clean, markdown};

/// What `sentences/heading_shape.md.j2` gets as `m`.
#[derive(Serialize)]
struct Shape<'a> {
    merge: Option<&'a Distribution>,
    close: Option<&'a Distribution>,
    period: &'static str,
}

/// What the sentences about times get as `t`.
#[derive(Serialize)]
struct Pace<'a> {
    #[serde(flatten)]
    times: &'a Distribution,
    /// Whether the heading gives the median.
    headed: bool,
}

/// What `sentences/area.md.j2` gets, in a list.
#[derive(Serialize)]
struct AreaFacts {
    path: String,
    commits: u64,
}

/// Commits from which on a file is told about.
const HOT: u64 = 4;

/// What `sentences/hot_file.md.j2` gets as `f`.
#[derive(Serialize)]
struct HotFacts {
    path: String,
    commits: u64,
    people: u64,
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
    let heading = desk.narrator.say("heading_shape", "m", &shape(desk), 0)?.unwrap_or_default();
    let mut places = repositories(desk)?;
    places.push(Item::of(areas(desk)?, 48, false));
    places.push(Item::of(hot_file(desk)?, 500, false));
    let mut days = vec![Item::of(desk.narrator.say("lines", "t", &desk.analysis.totals, 0)?, 90, false)];
    days.extend(days::items(desk)?);
    days.extend(unusual::items(desk)?);
    let frame = super::frame(desk.analysis, desk.quiet, desk.style.language);
    for (n, file) in ["unread", "before", "zeros"].into_iter().enumerate() {
        let rank = if file == "before" { 700 } else { 40_000 + n };
        days.push(Item::of(desk.narrator.say(file, "d", &frame, 0)?, rank, false));
    }
    let paragraphs = vec![pace(desk, &heading)?, flow::items(desk)?, extremes::items(desk)?, places, days];
    Ok(Draft { heading, paragraphs, least: 2, ..Draft::default() })
}

fn shape<'a>(desk: &Desk<'a>) -> Shape<'a> {
    let metrics = &desk.analysis.metrics;
    let known = |d: &'a Option<Distribution>| d.as_ref().filter(|d| d.median_text.is_some());
    Shape {
        merge: known(&metrics.time_to_merge_hours),
        close: known(&metrics.time_to_close_hours),
        period: desk.voice.noun,
    }
}

fn pace(desk: &Desk<'_>, heading: &str) -> Result<Vec<Item>, Error> {
    let metrics = &desk.analysis.metrics;
    // What the heading is about, if a heading may be about it.
    let before = desk.analysis.previous_metrics.clone().unwrap_or_default();
    let (wording, labels) = (desk.voice.wording(), desk.voice.wording().labels());
    let all = [
        (
            "pace_review",
            ("reviews", labels.reviews),
            &metrics.time_to_first_review_hours,
            &before.time_to_first_review_hours,
        ),
        ("pace_merge", ("merges", labels.merges), &metrics.time_to_merge_hours, &before.time_to_merge_hours),
        ("pace_close", ("issues", labels.issues), &metrics.time_to_close_hours, &before.time_to_close_hours),
    ];
    let mut items = Vec::new();
    for (n, (file, (of, noun), times, before)) in all.into_iter().enumerate() {
        let Some(times) = times.as_ref().filter(|times| times.median_text.is_some()) else { continue };
        let median = wording.measure(times.median_text.as_deref().unwrap_or_default());
        let headed = heading.contains(&median) && heading.contains(noun);
        let mut item = Item::of(desk.narrator.say(file, "t", &Pace { times, headed }, 0)?, 44 + n * 12, false);
        let against = flow::against(desk, of, Some(times), before.as_ref())?;
        if headed || !item.sentences.is_empty() {
            item.sentences.extend(against.map(|text| Sentence { text, rank: 45 + n * 12, must: false }));
        }
        items.push(item);
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

/// Files that tools write.
fn is_made(path: &str) -> bool {
    path.ends_with(".lock") || path.ends_with("-lock.json") || path.ends_with("-lock.yaml")
}

/// Whether the first area has more commits than the second.
fn leading(areas: &[&Area]) -> bool {
    let commits = |n: usize| areas.get(n).map_or(0, |area| area.commits);
    commits(0) > commits(1) && commits(0) > 1
}

fn areas(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let areas: Vec<&Area> = desk.analysis.areas.iter().filter(|area| !is_made(&area.path)).collect();
    if !leading(&areas) || !desk.analysis.gaps.is_empty() {
        return Ok(None);
    }
    let told = areas.iter().take(4).filter(|area| area.commits > 1);
    let facts: Vec<AreaFacts> = told.map(|area| AreaFacts { path: path(desk, area), commits: area.commits }).collect();
    desk.narrator.say("area", "areas", &facts, 0)
}

/// The file that changed again and again.
fn hot_file(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let mut files = desk.analysis.hot_files.iter().filter(|file| !is_made(&file.path));
    let is_told =
        |path: &str| insights::tells(desk, |i| i.kind == InsightKind::HotFile && i.subject.as_deref() == Some(path));
    let Some(first) =
        files.next().filter(|file| file.commits >= HOT && desk.analysis.gaps.is_empty() && !is_told(&file.path))
    else {
        return Ok(None);
    };
    let path = markdown(&clean(&first.path));
    let path =
        if desk.voice.several { desk.voice.wording().of(&path, &markdown(first.repository.as_str())) } else { path };
    desk.narrator.say("hot_file", "f", &HotFacts { path, commits: first.commits, people: first.people }, 0)
}

fn path(desk: &Desk<'_>, area: &Area) -> String {
    let path = markdown(&clean(&area.path));
    if desk.voice.several { desk.voice.wording().of(&path, &markdown(area.repository.as_str())) } else { path }
}

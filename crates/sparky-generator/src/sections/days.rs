//! The busiest day and the empty ones, where everything was read. It must not know single happenings.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use sparky_schema::analysis::Day;
use sparky_schema::collection::Source;
use sparky_schema::totals::Totals;
use sparky_schema::window::Period;

use super::Desk;
use crate::draft::Item;
use crate::error::Error;
use crate::language::Span;

/// Days in a row that are told as a span.
const SPAN: usize = 3;

/// Days that one sentence lists.
const MOST_IN_A_ROW: usize = 7;

/// Entries of empty days that a sentence holds.
const MOST_EMPTY: usize = 4;

/// What the sentences about days get as `b`.
#[derive(Serialize)]
struct Facts {
    date: String,
    count: u64,
    /// The count of the whole window.
    total: u64,
    /// What was counted.
    what: String,
    period: &'static str,
}

/// What `sentences/by_day.md.j2` gets in a list.
#[derive(Serialize)]
struct OneDay {
    on: String,
    count: u64,
}

/// What `sentences/empty_days.md.j2` gets as `e`.
#[derive(Serialize)]
struct Empty {
    /// `on Monday and Sunday`, `from Friday to Sunday`.
    when: String,
    /// Whether nothing but commits and tags is known.
    clones: bool,
}

pub(super) fn items(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    if desk.voice.period == Period::Daily || !desk.analysis.gaps.is_empty() {
        return Ok(Vec::new());
    }
    let unusual = super::unusual::dates(desk);
    let busiest = busiest(desk).filter(|(day, _)| !unusual.contains(day)).map(|(_, facts)| facts);
    let busiest = busiest.map_or(Ok(None), |facts| desk.narrator.say("busiest", "b", &facts, 0))?;
    let mut items = vec![Item::of(busiest, 64, false), Item::of(empty(desk)?, 900, false)];
    // Told only where little else is known.
    let active: Vec<OneDay> = days(desk)
        .filter(|day| day.events > 0 && desk.analysis.days.len() <= MOST_IN_A_ROW)
        .filter_map(|day| one(desk, day))
        .collect();
    for (n, some) in active.chunks(MOST_IN_A_ROW).enumerate().filter(|_| active.len() > 2) {
        items.push(Item::of(desk.narrator.say("by_day", "days", &some, n)?, 50_000 + n, false));
    }
    Ok(items)
}

fn days<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a Day> {
    desk.analysis.days.iter()
}

fn one(desk: &Desk<'_>, day: &Day) -> Option<OneDay> {
    Some(OneDay { on: desk.voice.day(day.date)?, count: day.events })
}

/// The one day with most activity.
fn busiest(desk: &Desk<'_>) -> Option<(NaiveDate, Facts)> {
    let days = desk.analysis.days.as_slice();
    let most = days.iter().map(|day| day.events).max().filter(|most| *most > 2 && days.len() > 1)?;
    let mut busiest = days.iter().filter(|day| day.events == most);
    let day = busiest.next().filter(|_| busiest.next().is_none())?;
    Some((day.date, facts(desk, day)))
}

fn facts(desk: &Desk<'_>, day: &Day) -> Facts {
    let totals = &desk.analysis.totals;
    Facts {
        date: desk.voice.full_day(day.date),
        count: day.events,
        total: totals.events.unwrap_or(0),
        what: counted(desk, totals),
        period: desk.voice.noun,
    }
}

/// What the events of the window are.
fn counted(desk: &Desk<'_>, totals: &Totals) -> String {
    let (clones, wording) = (clones(desk), desk.voice.wording());
    let labels = wording.labels();
    let some = |n: Option<u64>| n.is_some_and(|n| n > 0);
    let kinds = [
        (labels.commits, clones && some(totals.commits)),
        (labels.tags, clones && some(totals.releases)),
        (labels.openings, some(totals.pull_requests_opened) || some(totals.issues_opened)),
        (labels.merges, !clones && some(totals.pull_requests_merged)),
        (labels.closings, some(totals.pull_requests_closed) || some(totals.issues_closed)),
        (labels.releases, !clones && some(totals.releases)),
    ];
    let told: Vec<String> = kinds.iter().filter(|(_, told)| *told).map(|(name, _)| (*name).to_owned()).collect();
    wording.list(&told)
}

fn clones(desk: &Desk<'_>) -> bool {
    desk.analysis.repositories.iter().all(|r| r.source == Source::Git)
}

fn empty(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let empty: Vec<NaiveDate> =
        days(desk).filter(|day| day.commits == 0 && day.events == 0).map(|day| day.date).collect();
    let spans = spans(desk, &empty);
    if spans.is_empty() || spans.len() > MOST_EMPTY {
        return Ok(None);
    }
    let when = desk.voice.wording().when(&spans);
    desk.narrator.say("empty_days", "e", &Empty { when, clones: clones(desk) }, 0)
}

fn spans(desk: &Desk<'_>, dates: &[NaiveDate]) -> Vec<Span> {
    let in_a_row = dates.chunk_by(|a, b| a.checked_add_days(Days::new(1)) == Some(*b));
    let name = |date: &NaiveDate| desk.voice.day(*date);
    let told = in_a_row.flat_map(|row| match row {
        [first, .., last] if row.len() >= SPAN => {
            let span = name(first).zip(name(last)).map(|(first, last)| Span::Row(first, last));
            span.into_iter().collect::<Vec<_>>()
        }
        _ => row.iter().filter_map(name).map(Span::Day).collect(),
    });
    told.collect()
}

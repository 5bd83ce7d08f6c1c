//! Every single happening in the order of time, for windows that have many events and little to tell about each. It
//! must not know what was told before.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use sparky_schema::analysis::Happening;

use super::Desk;
use crate::draft::{Draft, Item};
use crate::error::Error;

/// More fit in no text.
const MOST: usize = 160;

/// What `sentences/heading_record.md.j2` gets as `r`.
#[derive(Serialize)]
struct Span {
    first: String,
    last: String,
}

pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    // Merges say something only where there is nothing else.
    let only_merges = desk.analysis.happenings.iter().all(|h| h.merge);
    let happenings = desk.analysis.happenings.iter().filter(|h| only_merges || !h.merge);
    let mut happenings: Vec<&Happening> = happenings.take(MOST).collect();
    happenings.sort_by(|a, b| (a.at, &a.id, a.event).cmp(&(b.at, &b.id, b.event)));
    let (Some(first), Some(last)) = (happenings.first(), happenings.last()) else { return Ok(Draft::default()) };
    let span = Span { first: desk.voice.full_day(first.date), last: desk.voice.full_day(last.date) };
    let heading = desk.narrator.say("heading_record", "r", &span, 0)?.unwrap_or_default();
    let repeated: BTreeSet<&str> = repeated(desk).collect();
    let mut bullets = Vec::new();
    let mut of_day: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (n, happening) in happenings.into_iter().enumerate() {
        let mut facts = desk.alone(happening).facts(desk.voice);
        let before = of_day.entry(happening.date).or_default();
        facts.nth = desk.voice.wording().ordinal(*before).filter(|_| desk.is_whole());
        *before += 1;
        let text = desk.narrator.say("record", "s", &facts, n)?;
        // What was told once for many comes before what was told by itself.
        let rank = if repeated.contains(happening.id.as_str()) { 100_000 } else { 110_000 } + n;
        bullets.push(Item { facts: vec![happening.id.clone()], over_all: true, ..Item::of(text, rank, false) });
    }
    Ok(Draft { heading, bullets, least: 3, ..Draft::default() })
}

fn repeated<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a str> {
    let stories = desk.analysis.topics.iter().flat_map(|topic| &topic.stories);
    stories.flat_map(|story| &story.again).map(|fact| fact.id.as_str())
}

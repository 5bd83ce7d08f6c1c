//! What stands out among everything: the largest change, the longest discussion, what became of what was proposed. It
//! must not know topics.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use sparky_schema::analysis::{Event, Happening, Outcome};

use super::Desk;
use crate::draft::{Item, Sentence};
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::{StoryFacts, person, reference};

/// Smaller changes and discussions do not stand out.
const LEAST_LINES: u64 = 100;
const LEAST_COMMENTS: u64 = 3;

/// Labels that are told, and things that carry one.
const MOST_LABELS: usize = 3;
const MOST_LABELLED: usize = 12;

/// What `sentences/outcome.md.j2` and `sentences/merger.md.j2` get as `o`.
#[derive(Serialize)]
struct Proposals {
    opened: u64,
    /// How many of these were merged in the window.
    merged: u64,
    all_merged: u64,
    merger: String,
    merger_count: u64,
    period: &'static str,
}

/// What `sentences/discussed.md.j2` gets as `t`.
#[derive(Serialize)]
struct Talks {
    talks: Vec<StoryFacts>,
    /// Whether the first is the largest change, which was just told.
    largest: bool,
}

/// What `sentences/first_last.md.j2` gets as `ends`.
#[derive(Serialize)]
struct Ends {
    first: StoryFacts,
    last: StoryFacts,
}

/// What `sentences/labelled.md.j2` gets as `l`.
#[derive(Serialize)]
struct Labelled {
    label: String,
    what: Vec<String>,
    others: bool,
}

pub(super) fn items(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let proposals = proposals(desk);
    let outcome = proposals.as_ref().map_or(Ok(None), |facts| desk.narrator.say("outcome", "o", facts, 0))?;
    let most = proposals.filter(|facts| facts.all_merged > 3 && facts.merger_count * 2 > facts.all_merged);
    let merger = most.map_or(Ok(None), |facts| desk.narrator.say("merger", "o", &facts, 0))?;
    let mut items: Vec<Item> = [outcome, merger].into_iter().map(|text| Item::of(text, 700, false)).collect();
    items.extend(standouts(desk)?);
    for (n, facts) in labels(desk).into_iter().enumerate() {
        items.push(Item::of(desk.narrator.say("labelled", "l", &facts, n)?, 5_000 + n, false));
    }
    items.push(Item::of(ends(desk)?, 30_000, false));
    Ok(items)
}

/// Labels that several things carry, most first.
fn labels(desk: &Desk<'_>) -> Vec<Labelled> {
    let mut carried: BTreeMap<&str, BTreeMap<&str, &Happening>> = BTreeMap::new();
    for happening in human(desk) {
        for label in &happening.labels {
            carried.entry(label).or_default().insert(&happening.id, happening);
        }
    }
    let mut several: Vec<_> = carried.into_iter().filter(|(_, things)| things.len() > 1).collect();
    several.sort_by_key(|(label, things)| (Reverse(things.len()), *label));
    let told = several.into_iter().take(MOST_LABELS).map(|(label, things)| Labelled {
        label: markdown(&clean(label)),
        others: things.len() > MOST_LABELLED,
        what: things.values().take(MOST_LABELLED).filter_map(|thing| reference(thing)).collect(),
    });
    told.filter(|labelled| !labelled.what.is_empty()).collect()
}

/// What came first and last, when that was on different days.
fn ends(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let key = |h: &&Happening| (h.at, h.id.clone(), h.event);
    let told = |h: &Happening| desk.alone(h).facts(desk.voice);
    let first = human(desk).filter(|h| !h.merge).min_by_key(key);
    let last = human(desk).filter(|h| !h.merge).max_by_key(key);
    match first.zip(last).filter(|(first, last)| first.date != last.date && first.subject != last.subject) {
        Some((first, last)) => {
            desk.narrator.say("first_last", "ends", &Ends { first: told(first), last: told(last) }, 0)
        }
        None => Ok(None),
    }
}

/// The largest change and the longest discussion, which may be the same.
fn standouts(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let (largest, talks) = (largest(desk), talks(desk));
    let same = largest.zip(talks.first()).is_some_and(|(largest, first)| largest.id == first.id);
    let told = |h: &Happening| desk.alone(h).facts(desk.voice);
    let size = largest.map_or(Ok(None), |h| desk.narrator.say("largest", "s", &told(h), 0))?;
    let same = same && size.is_some();
    let mut items = vec![Item::of(size, 780, false)];
    let facts = Talks { talks: talks.into_iter().map(told).collect(), largest: same };
    let talk = if facts.talks.is_empty() { None } else { desk.narrator.say("discussed", "t", &facts, 0)? };
    let sentence = talk.map(|text| Sentence { text, rank: 790, must: false });
    match items.first_mut().filter(|_| same) {
        Some(item) => item.sentences.extend(sentence),
        None => items.push(Item { sentences: sentence.into_iter().collect(), ..Item::default() }),
    }
    Ok(items)
}

fn largest<'a>(desk: &Desk<'a>) -> Option<&'a Happening> {
    let changes = human(desk).filter(|h| matches!(h.event, Event::Merged | Event::Committed) && !h.merge);
    let lines = |h: &&Happening| h.additions.unwrap_or(0).saturating_add(h.deletions.unwrap_or(0));
    let largest = changes.filter(|h| h.additions.is_some_and(|n| n > 0)).max_by_key(|h| (lines(h), Reverse(&h.id)));
    largest.filter(|h| lines(h) >= LEAST_LINES)
}

fn talks<'a>(desk: &Desk<'a>) -> Vec<&'a Happening> {
    let mut talks: Vec<&Happening> = human(desk).filter(|h| h.comments.is_some_and(|n| n >= LEAST_COMMENTS)).collect();
    talks.sort_by_key(|h| (Reverse(h.comments), &h.id, h.event));
    talks.dedup_by_key(|h| &h.id);
    talks.truncate(2);
    talks
}

/// What people did; nothing where not all of it is known, because the largest of some is not that of all.
fn human<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a Happening> {
    let whole = desk.is_whole();
    desk.analysis
        .happenings
        .iter()
        .filter(move |_| whole)
        .filter(|h| h.author.as_ref().is_none_or(|author| !author.bot))
}

fn proposals(desk: &Desk<'_>) -> Option<Proposals> {
    if !desk.is_whole() {
        return None;
    }
    let totals = &desk.analysis.totals;
    let opened = desk.analysis.happenings.iter().filter(|h| h.event == Event::PullRequestOpened);
    let merged = opened.filter(|h| h.outcome == Some(Outcome::Merged)).fold(0, |n, _| n + 1);
    let people = desk.analysis.people.iter();
    let most = people.max_by_key(|person| (person.merged_for_others, Reverse(&person.person)))?;
    Some(Proposals {
        opened: totals.pull_requests_opened?,
        merged,
        all_merged: totals.pull_requests_merged?,
        merger: person(&most.person),
        merger_count: most.merged_for_others,
        period: desk.voice.noun,
    })
}

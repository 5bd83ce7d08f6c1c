//! What stands out among everything: the largest change, the longest discussion, what became of what was proposed. It
//! must not know topics.

use std::cmp::Reverse;

use serde::Serialize;
use sparky_schema::analysis::{Event, Happening, Outcome};

use super::Desk;
use crate::draft::Item;
use crate::error::Error;
use crate::facts::person;

/// Smaller changes and discussions do not stand out.
const LEAST_LINES: u64 = 100;
const LEAST_COMMENTS: u64 = 3;

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

pub(super) fn items(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let proposals = proposals(desk);
    let outcome = proposals.as_ref().map_or(Ok(None), |facts| desk.narrator.say("outcome", "o", facts, 0))?;
    let most = proposals.filter(|facts| facts.all_merged > 3 && facts.merger_count * 2 > facts.all_merged);
    let merger = most.map_or(Ok(None), |facts| desk.narrator.say("merger", "o", &facts, 0))?;
    let told = [outcome, merger, largest(desk)?, discussed(desk)?];
    Ok(told.into_iter().enumerate().map(|(n, text)| Item::of(text, 700 + 40 * n, false)).collect())
}

fn largest(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let changes = human(desk).filter(|h| matches!(h.event, Event::Merged | Event::Committed) && !h.merge);
    let lines = |h: &&Happening| h.additions.unwrap_or(0).saturating_add(h.deletions.unwrap_or(0));
    let largest = changes.filter(|h| h.additions.is_some_and(|n| n > 0)).max_by_key(|h| (lines(h), Reverse(&h.id)));
    match largest.filter(|h| lines(h) >= LEAST_LINES) {
        Some(one) => desk.narrator.say("largest", "s", &desk.alone(one).facts(desk.voice), 0),
        None => Ok(None),
    }
}

fn discussed(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let mut talks: Vec<&Happening> = human(desk).filter(|h| h.comments.is_some_and(|n| n >= LEAST_COMMENTS)).collect();
    talks.sort_by_key(|h| (Reverse(h.comments), &h.id, h.event));
    talks.dedup_by_key(|h| &h.id);
    talks.truncate(2);
    if talks.is_empty() {
        return Ok(None);
    }
    let facts: Vec<_> = talks.into_iter().map(|one| desk.alone(one).facts(desk.voice)).collect();
    desk.narrator.say("discussed", "talks", &facts, 0)
}

fn human<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a Happening> {
    desk.analysis.happenings.iter().filter(|h| h.author.as_ref().is_none_or(|author| !author.bot))
}

fn proposals(desk: &Desk<'_>) -> Option<Proposals> {
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
        period: desk.voice.period.noun(),
    })
}

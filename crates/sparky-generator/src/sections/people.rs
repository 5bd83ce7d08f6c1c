//! Who did what. It must not know what was done in detail.

use serde::Serialize;

use super::Desk;
use super::topic::PersonFacts;
use crate::draft::{Draft, Item, Sentence};
use crate::error::Error;
use crate::escape::{clean, markdown};

/// People who are told about at most.
const MOST: usize = 12;

/// Fewer lines say nothing about somebody's work.
const LEAST_LINES: u64 = 50;

/// What `sentences/heading_people.md.j2` gets as `p`.
#[derive(Serialize)]
struct Names {
    names: Vec<String>,
    others: bool,
}

pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    let people = &desk.analysis.people;
    let names = people.iter().take(3).map(|who| markdown(&clean(&who.person.name))).collect();
    let file = if desk.blog { "heading_thanks" } else { "heading_people" };
    let heading = desk.narrator.say(file, "p", &Names { names, others: people.len() > 3 }, 0)?;
    if people.len() < 2 {
        return Ok(Draft::default());
    }
    let mut items = Vec::new();
    let credits = super::credits::items(desk)?;
    // A story for outsiders names people by what they were to it; counts come where little else is told.
    let first = if desk.outsiders { 600 } else { 40 };
    for (n, who) in people.iter().take(MOST).enumerate() {
        let text = desk.narrator.say("person", "p", &PersonFacts::of(who), n)?;
        let mut item = Item::of(text, first + n * if n < 4 { 12 } else { 100 }, false);
        let some = who.additions.saturating_add(who.deletions) >= LEAST_LINES;
        let lines = if some { desk.narrator.say("person_lines", "p", &PersonFacts::of(who), n)? } else { None };
        item.sentences.extend(lines.map(|text| Sentence { text, rank: 4_000 + n, must: false }));
        items.push(item);
    }
    Ok(Draft { heading: heading.unwrap_or_default(), paragraphs: vec![credits, items], least: 2, ..Draft::default() })
}

//! What was open before the window and is open after it. It must not know other sections.

use std::collections::BTreeSet;

use serde::Serialize;
use sparky_schema::analysis::{Waiting, WaitingKind};

use super::Desk;
use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::escape::markdown;
use crate::facts::{link, person};

/// Lines at most.
const MOST: usize = 10;

/// What `sentences/heading_waiting.md.j2` gets as `w`.
#[derive(Serialize)]
struct Heading {
    top: String,
    others: bool,
}

/// What `sentences/waiting.md.j2` gets as `w`.
#[derive(Serialize)]
struct Facts {
    what: String,
    pull_request: bool,
    draft: bool,
    repository: Option<String>,
    by: Option<String>,
    open_for: Option<String>,
    reviews: Option<u64>,
}

pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    let people = |one: &&Waiting| !one.author.as_ref().is_some_and(|author| author.bot);
    // What needs attention is told with the reason.
    let told: BTreeSet<&str> = desk.analysis.attention.iter().map(|one| one.id.as_str()).collect();
    let waiting = desk.analysis.waiting.iter().filter(people).filter(|one| !told.contains(one.id.as_str()));
    let waiting: Vec<&Waiting> = waiting.collect();
    let Some(first) = waiting.first() else { return Ok(Draft::default()) };
    let heading = Heading { top: markdown(&desk.voice.top(&first.subject)), others: waiting.len() > 1 };
    let mut bullets = Vec::new();
    for (n, one) in waiting.into_iter().take(MOST).enumerate() {
        let text = desk.narrator.say("waiting", "w", &facts(desk, one), n)?;
        let rank = 66 + n * if n < 3 { 20 } else { 150 };
        bullets.push(Item { facts: vec![one.id.clone()], ..Item::of(text, rank, false) });
    }
    let heading = desk.narrator.say("heading_waiting", "w", &heading, 0)?.unwrap_or_default();
    Ok(Draft { heading, bullets, ..Draft::default() })
}

fn facts(desk: &Desk<'_>, one: &Waiting) -> Facts {
    let title = desk.voice.quoted(&one.subject);
    let what = match &one.url {
        Some(url) => format!("{title} ({})", link(&format!("#{}", one.number), url)),
        None => title,
    };
    Facts {
        what,
        pull_request: one.kind == WaitingKind::PullRequest,
        draft: one.draft,
        repository: desk.voice.place(&one.repository),
        by: one.author.as_ref().map(person),
        open_for: one.open_for.clone(),
        reviews: one.reviews,
    }
}

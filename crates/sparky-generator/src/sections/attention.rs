//! What somebody should look at: one sentence for each reason, with what has waited longest. It must not know how
//! attention was computed.

use serde::Serialize;
use sparky_schema::analysis::{Attention, AttentionCount, AttentionKind};
use sparky_schema::window::Period;

use super::Desk;
use super::waiting;
use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::{link, person};

/// Things that one sentence names.
const MOST: usize = 3;

/// Reasons that a quiet text tells.
const MOST_QUIET: usize = 2;

/// What `sentences/attention.md.j2` gets as `a`, and `sentences/heading_attention.md.j2` about the first reason.
#[derive(Serialize)]
struct Facts {
    kind: AttentionKind,
    /// How many things there are.
    count: u64,
    /// The first of them.
    things: Vec<Thing>,
    /// Whether there are more than are named.
    others: bool,
}

/// One thing that waits.
#[derive(Serialize)]
struct Thing {
    /// The title in quotes with its reference; for a branch its repository.
    what: String,
    /// Names of workflows, for a branch.
    subject: String,
    repository: Option<String>,
    by: Option<String>,
    /// How long it has waited.
    open_for: Option<String>,
    waits_for: Vec<String>,
}

pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    let mut paragraph = Vec::new();
    let mut heading = String::new();
    let most = if desk.quiet { MOST_QUIET } else { usize::MAX };
    for (n, facts) in reasons(desk).iter().take(most).enumerate() {
        if n == 0 && !desk.quiet {
            heading = desk.narrator.say("heading_attention", "a", facts, 0)?.unwrap_or_default();
        }
        let text = desk.narrator.say("attention", "a", facts, n)?;
        let ids = desk.analysis.attention.iter().filter(|one| one.kind == facts.kind).take(MOST);
        let facts = ids.map(|one| one.id.clone()).collect();
        paragraph.push(Item { facts, over_all: true, ..Item::of(text, 46 + n * 6, !desk.daily()) });
    }
    let lists = if desk.quiet { Draft::default() } else { waiting::draft(desk)? };
    if paragraph.is_empty() {
        return Ok(lists);
    }
    let intro = if lists.bullets.len() > 1 { lists.heading + ":" } else { String::new() };
    Ok(Draft { heading, paragraphs: vec![paragraph], intro, bullets: lists.bullets, ..Draft::default() })
}

/// Every reason, the most pressing first.
fn reasons(desk: &Desk<'_>) -> Vec<Facts> {
    let counts = &desk.analysis.attention_counts;
    let mut kinds: Vec<AttentionKind> = Vec::new();
    for one in &desk.analysis.attention {
        if !kinds.contains(&one.kind) {
            kinds.push(one.kind);
        }
    }
    // What nobody has touched for long is for a monthly look.
    let is_due = |count: &&AttentionCount| desk.voice.period == Period::Monthly || count.pressing != Some(0);
    let count = |kind| counts.iter().find(|count| count.kind == kind).filter(is_due).map(|count| count.count);
    let told = kinds.into_iter().filter_map(|kind| Some(facts(desk, kind, count(kind)?)));
    told.filter(|facts| !facts.things.is_empty()).collect()
}

fn facts(desk: &Desk<'_>, kind: AttentionKind, count: u64) -> Facts {
    let all = desk.analysis.attention.iter().filter(|one| one.kind == kind);
    let things: Vec<Thing> = all.take(MOST).map(|one| thing(desk, one)).collect();
    Facts { kind, count, others: count > things.len() as u64, things }
}

fn thing(desk: &Desk<'_>, one: &Attention) -> Thing {
    let title = desk.voice.quoted(&one.subject);
    let what = match (&one.url, one.number) {
        (Some(url), Some(number)) => format!("{title} ({})", link(&format!("#{number}"), url)),
        _ => title,
    };
    Thing {
        what,
        subject: markdown(&clean(&one.subject)),
        repository: one.repository.as_ref().and_then(|name| desk.voice.place(name)),
        by: one.author.as_ref().filter(|author| !author.bot).map(person),
        open_for: one.for_text.clone(),
        waits_for: one.waits_for.iter().take(MOST).map(person).collect(),
    }
}

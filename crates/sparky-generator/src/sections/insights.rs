//! What stood out, in a line each. It must not know how an insight is worded.

use super::Desk;
use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::insights::sentence;
use crate::style::Audience;

/// Lines at most, and those that are told as long as there is room.
const MOST: usize = 5;
const SURE: usize = 3;

/// What has a place of its own in the text is told there; a day is too short for what stood out. A quiet text has no lists.
pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    if desk.daily() || desk.blog || desk.style.audience == Audience::Users {
        return Ok(Draft::default());
    }
    let several = desk.analysis.insights.iter().filter(|insight| !insight.kind.is_told_elsewhere());
    let mut items = Vec::new();
    for (n, insight) in several.take(if desk.quiet { 2 } else { MOST }).enumerate() {
        items.push(Item::of(sentence(desk, insight, n)?, 30 + n * 20, n < SURE));
    }
    if desk.quiet {
        return Ok(Draft { paragraphs: vec![items], ..Draft::default() });
    }
    let heading = desk.narrator.say("insights/heading", "i", &desk.voice.noun, 0)?.unwrap_or_default();
    Ok(Draft { heading, bullets: items, ..Draft::default() })
}

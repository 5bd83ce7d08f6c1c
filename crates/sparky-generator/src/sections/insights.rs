//! What stood out, in a line each. It must not know how an insight is worded.

use sparky_schema::analysis::{Insight, InsightKind};

use super::Desk;
use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::insights::sentence;
use crate::style::{Audience, Part};

/// Lines that are told as long as there is room; others are told where the text would be too short.
const SURE: usize = 6;
/// Sentences of a quiet text, and of one about a day.
const QUIET: usize = 2;

/// What has a place of its own in the text is told there. A quiet text and that of a day have no lists.
pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    let mut items = Vec::new();
    for (n, insight) in told(desk).enumerate() {
        items.push(Item::of(sentence(desk, insight, n)?, 30 + n * 20, n < SURE));
    }
    if desk.quiet || items.is_empty() {
        return Ok(Draft { paragraphs: vec![items], ..Draft::default() });
    }
    let heading = desk.narrator.say("insights/heading", "i", &desk.voice.noun, 0)?.unwrap_or_default();
    if desk.daily() {
        return Ok(Draft { heading, paragraphs: vec![items], ..Draft::default() });
    }
    Ok(Draft { heading, bullets: items, ..Draft::default() })
}

/// Whether the text tells such an insight here, so that no other section says the same.
pub(super) fn tells(desk: &Desk<'_>, is: impl Fn(&Insight) -> bool) -> bool {
    told(desk).take(SURE).any(is)
}

fn told<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a Insight> {
    let has_place = !desk.blog && desk.style.audience != Audience::Users;
    let (greets, daily) = (greets(desk), desk.daily());
    // Of what a day amounts to over the days before nothing else in its text speaks.
    let is_of_a_day = |kind| matches!(kind, InsightKind::Record | InsightKind::LevelChange);
    let here = desk.analysis.insights.iter().filter(move |insight| {
        let greeted = matches!(insight.kind, InsightKind::FirstContribution | InsightKind::ReturningContributor);
        let suits = !daily || is_of_a_day(insight.kind);
        has_place && suits && !insight.kind.is_told_elsewhere() && !(greeted && greets)
    });
    here.take(if desk.quiet || daily { QUIET } else { usize::MAX })
}

/// Whether the section about people welcomes them.
fn greets(desk: &Desk<'_>) -> bool {
    !desk.quiet && desk.analysis.people.len() > 1 && desk.style.parts(desk.blog).contains(&Part::People)
}

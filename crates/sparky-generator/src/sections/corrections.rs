//! Counts that were published and are others now. It must not know why.

use serde::Serialize;
use sparky_schema::analysis::{Correction, TrendMetric};

use super::Desk;
use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::escape::markdown;

/// Corrections that are told.
const MOST: usize = 3;

/// What `sentences/correction.md.j2` gets as `c`.
#[derive(Serialize)]
struct Facts {
    metric: TrendMetric,
    was: u64,
    now: u64,
    /// The repository, where there are several.
    place: Option<String>,
    /// Whether the window itself was published before.
    own: bool,
    period: &'static str,
}

/// A story for outsiders does not tell them.
pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    let corrections = desk.analysis.corrections.iter().filter(|_| !desk.blog);
    let mut items = Vec::new();
    for (n, correction) in corrections.take(MOST).enumerate() {
        items.push(Item::of(desk.narrator.say("correction", "c", &facts(desk, correction), n)?, 12 + n, true));
    }
    Ok(Draft { paragraphs: vec![items], ..Draft::default() })
}

fn facts(desk: &Desk<'_>, correction: &Correction) -> Facts {
    Facts {
        metric: correction.metric,
        was: correction.was,
        now: correction.is,
        place: desk.voice.several.then(|| markdown(correction.repository.as_str())),
        own: correction.window == desk.analysis.window.id,
        period: desk.voice.noun,
    }
}

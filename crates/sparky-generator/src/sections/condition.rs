//! How healthy each repository is, for a month: its score, what it is good at and what would raise it most. It must not
//! know formulas.

use serde::Serialize;
use sparky_schema::analysis::{Health, HealthKind, HealthPart, RepositoryAnalysis};
use sparky_schema::window::Period;

use super::Desk;
use crate::draft::{Draft, Item, Sentence};
use crate::error::Error;
use crate::escape::markdown;

/// Repositories that are judged in a text.
const MOST: usize = 4;

/// Parts that are named.
const PARTS: usize = 2;

/// From this score on a part is good.
const GOOD: u64 = 9;

/// Less is not worth a sentence.
const LEAST_GAIN: f64 = 0.3;

/// What `sentences/health.md.j2`, `sentences/health_gain.md.j2` and `sentences/absence.md.j2` get as `h`.
#[derive(Serialize)]
struct Facts {
    name: String,
    /// Whether other repositories are told about, too.
    several: bool,
    score: Option<String>,
    best: Option<u64>,
    good: Vec<HealthKind>,
    gains: Vec<HealthKind>,
    absence_factor: Option<u64>,
    /// Whether more people than that wrote commits.
    shared: bool,
}

pub(super) fn draft(desk: &Desk<'_>) -> Result<Draft, Error> {
    if desk.voice.period != Period::Monthly {
        return Ok(Draft::default());
    }
    let mut all: Vec<&RepositoryAnalysis> = desk.analysis.repositories.iter().filter(|one| is_known(one)).collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.totals.events.unwrap_or(0)), one.name_with_owner.clone()));
    let several = all.len() > 1;
    let mut items = Vec::new();
    for (n, repository) in all.into_iter().take(MOST).enumerate() {
        items.push(item(desk, &facts(repository, several), n)?);
    }
    let heading = desk.narrator.say("heading_health", "h", &several, 0)?.unwrap_or_default();
    Ok(Draft { heading, paragraphs: items.into_iter().map(|item| vec![item]).collect(), ..Draft::default() })
}

fn item(desk: &Desk<'_>, facts: &Facts, n: usize) -> Result<Item, Error> {
    let mut sentences = Vec::new();
    for (k, file) in ["health", "health_gain", "absence"].into_iter().enumerate() {
        let text = desk.narrator.say(file, "h", facts, n)?;
        sentences.extend(text.map(|text| Sentence { text, rank: 50 + 20 * n + k, must: n == 0 }));
    }
    Ok(Item { sentences, ..Item::default() })
}

/// Something happened there, and it is judged.
fn is_known(repository: &RepositoryAnalysis) -> bool {
    let total = repository.health.as_ref().and_then(|health| health.total);
    let alive = repository.totals.events.is_some_and(|n| n > 0) || repository.totals.commits.is_some_and(|n| n > 0);
    alive && (total.is_some() || repository.absence_factor.is_some())
}

fn facts(repository: &RepositoryAnalysis, several: bool) -> Facts {
    let health = repository.health.as_ref();
    let contributors = repository.totals.contributors.unwrap_or(0);
    Facts {
        name: markdown(repository.name_with_owner.as_str()),
        several,
        score: health.and_then(|health| health.total).map(|total| total.to_string()),
        best: health.map(|health| health.best),
        good: health.map(good).unwrap_or_default(),
        gains: health.map(gains).unwrap_or_default(),
        absence_factor: repository.absence_factor,
        shared: repository.absence_factor.is_some_and(|n| contributors > n),
    }
}

fn good(health: &Health) -> Vec<HealthKind> {
    let good = health.parts.iter().filter(|part| part.score.is_some_and(|score| score >= GOOD));
    good.take(PARTS).map(|part| part.kind).collect()
}

fn gains(health: &Health) -> Vec<HealthKind> {
    let gain = |part: &HealthPart| part.gain.filter(|gain| *gain >= LEAST_GAIN);
    let mut parts: Vec<&HealthPart> = health.parts.iter().filter(|part| gain(part).is_some()).collect();
    parts.sort_by(|a, b| gain(b).unwrap_or(0.0).total_cmp(&gain(a).unwrap_or(0.0)).then(a.kind.cmp(&b.kind)));
    parts.into_iter().take(PARTS).map(|part| part.kind).collect()
}

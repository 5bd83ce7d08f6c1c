//! Takes an order of insights. What somebody should act on stays among those that are told, and what the model was not
//! shown keeps its place. It must not know what insights say.

use std::collections::BTreeSet;

use sparky_schema::analysis::{Advisor, Analysis, Insight, InsightSeverity};

use super::question::Question;

/// Orders what could be said; the rest is what is wrong with the order.
pub(super) fn take(
    said: &[String],
    question: &Question,
    analysis: &mut Analysis,
    proposed: &mut Vec<Insight>,
) -> Vec<String> {
    let places = said.iter().map(|name| question.insight(name)).collect::<Option<Vec<usize>>>();
    let wrong = |fault: &str| vec![format!("the insights stay in their order: {fault}")];
    let Some(places) = places else { return wrong("one was named that was not shown") };
    if places.iter().collect::<BTreeSet<_>>().len() < places.len() {
        return wrong("one was named twice");
    }
    let shown = question.insights();
    let order = kept(arranged(&places, &shown, proposed.len()), proposed, &shown, question.most);
    let told: Vec<usize> = order.iter().copied().take(question.most).collect();
    if told.iter().copied().ne(0..told.len()) {
        analysis.insights_by = Some(Advisor::Model);
        *proposed = order.iter().filter_map(|place| proposed.get(*place).cloned()).collect();
    }
    Vec::new()
}

/// The places in the model's order, then the others that it was shown; what it was not shown stays where it is.
fn arranged(places: &[usize], shown: &BTreeSet<usize>, all: usize) -> Vec<usize> {
    let rest = shown.iter().copied().filter(|place| !places.contains(place));
    let mut ordered = places.iter().copied().chain(rest);
    (0..all).map(|place| if shown.contains(&place) { ordered.next().unwrap_or(place) } else { place }).collect()
}

/// The same, so that no warning, and nothing that the model was not shown, drops out of the first `most`.
fn kept(order: Vec<usize>, proposed: &[Insight], shown: &BTreeSet<usize>, most: usize) -> Vec<usize> {
    let told = proposed.iter().enumerate().take(most);
    let must = told.filter(|(place, i)| i.severity == InsightSeverity::Warning || !shown.contains(place));
    let must: BTreeSet<usize> = must.map(|(place, _)| place).collect();
    let mut free = most.saturating_sub(must.len());
    let (told, later): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|place| {
        let is_told = must.contains(place) || free > 0;
        free -= usize::from(is_told && !must.contains(place));
        is_told
    });
    told.into_iter().chain(later).collect()
}

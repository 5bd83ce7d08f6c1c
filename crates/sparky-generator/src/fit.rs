//! Chooses how much is told so that a text lies in its word band. It must not know what the sentences say.

use std::collections::BTreeSet;

use sparky_schema::window::Period;

use crate::outline::{DraftSection, Section};
use crate::words::count;

/// Words to reach and words never to pass, well inside the contract's band.
const fn band(period: Period) -> (usize, usize) {
    match period {
        Period::Daily => (245, 290),
        Period::Weekly => (980, 1160),
        Period::Monthly => (2300, 2900),
    }
}

/// Tells sentences by rank until the band is reached; a quiet window tells what it has below `quiet_rank`.
pub(crate) fn fit(draft: &[DraftSection], period: Period, fixed: usize, quiet_rank: Option<usize>) -> Vec<Section> {
    let (target, most) = band(period);
    let mut order: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (s, section) in draft.iter().enumerate() {
        for (i, item) in section.items.iter().enumerate() {
            order.extend(item.sentences.iter().enumerate().map(|(n, sentence)| (sentence.rank, s, i, n)));
        }
    }
    order.sort_unstable();
    let mut told = BTreeSet::new();
    let (mut words, mut open) = (fixed, BTreeSet::new());
    for (rank, s, i, n) in order {
        let done = quiet_rank.map_or(words >= target, |last| rank > last);
        if done || (n > 0 && !told.contains(&(s, i, 0))) {
            continue;
        }
        let heading = if open.contains(&s) { 0 } else { count(&draft[s].heading) };
        let more = count(&draft[s].items[i].sentences[n].text) + heading;
        if words + more <= most {
            words += more;
            told.insert((s, i, n));
            open.insert(s);
        }
    }
    draft.iter().enumerate().filter_map(|(s, section)| chosen(section, s, &told)).collect()
}

fn chosen(section: &DraftSection, s: usize, told: &BTreeSet<(usize, usize, usize)>) -> Option<Section> {
    let mut out = Section { heading: section.heading.clone(), bullets: section.bullets, ..Section::default() };
    for (i, item) in section.items.iter().enumerate() {
        let sentences = item.sentences.iter().enumerate().filter(|(n, _)| told.contains(&(s, i, *n)));
        let text: Vec<&str> = sentences.map(|(_, sentence)| sentence.text.as_str()).collect();
        if !text.is_empty() {
            out.items.push(text.join(" "));
            out.facts.extend(item.fact.clone());
        }
    }
    (!out.items.is_empty()).then_some(out)
}

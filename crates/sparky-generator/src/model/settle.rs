//! How much of a model's text is printed: as much as leaves the whole in its band of words. It must not know how its
//! sentences were checked.

use super::Plan;
use super::brief::Brief;
use super::prose::{Accepted, Prose, apply, filled};
use crate::digest::Section;
use crate::draft::Draft;
use crate::fit::fit;
use crate::narrator::Narrator;
use crate::words::count;

/// The drafts with the model's text; none when it is less than half of what the model was asked for.
pub(super) fn settle(
    plan: &Plan,
    brief: &Brief,
    mut accepted: Accepted,
    kept: usize,
    narrator: &Narrator,
) -> Option<Vec<Draft>> {
    accepted.retain(|draft, _| *draft < plan.drafts.len());
    while !accepted.is_empty() {
        let drafts = apply(&plan.drafts, brief, &accepted, kept, narrator);
        let sections = fit(&drafts, plan.band, plan.fixed);
        let words = plan.fixed + sections.iter().map(Section::words).sum::<usize>();
        let by_model = sections.iter().filter(|section| section.by_model).count();
        if words >= plan.band.least() {
            let asked = sections.len().saturating_sub(brief.withheld);
            return (by_model * 2 >= asked && by_model > 0).then_some(drafts);
        }
        let tersest = accepted.iter().min_by_key(|(draft, prose)| gain(brief, **draft, prose));
        let tersest = tersest.map(|(draft, _)| *draft)?;
        accepted.remove(&tersest);
    }
    None
}

/// Words that the model has more than we.
fn gain(brief: &Brief, draft: usize, prose: &Prose) -> i64 {
    let words = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let ours = brief.sections.iter().find(|section| section.draft == draft).map_or(0, |s| s.words);
    words(filled(brief, &prose.sentences).iter().map(|text| count(text)).sum()) - words(ours)
}

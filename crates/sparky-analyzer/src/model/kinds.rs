//! Takes kinds of work for changes of which no rule could tell it. Scores and what was counted of the window stay; the
//! counts of kinds follow, so that texts and numbers agree. It must not know how the rules tell kinds.

use std::collections::BTreeMap;

use sparky_schema::analysis::{Advisor, Analysis, Event, Work};

use super::answer::SaidKind;
use super::question::Question;
use crate::work;

/// Tells kinds; the rest is what is wrong with the others.
pub(super) fn take(said: &[SaidKind], question: &Question, analysis: &mut Analysis) -> Vec<String> {
    let (mut kinds, mut faults) = (BTreeMap::new(), Vec::new());
    for one in said {
        match (question.change(&one.change), one.work()) {
            (None, _) => faults.push("a kind of work was told of no change that was shown".to_owned()),
            (_, None) => faults.push("a change got a kind of work that is not on the list".to_owned()),
            (Some(id), Some(kind)) if kind != Work::Other => {
                kinds.entry(id.to_owned()).or_insert(kind);
            }
            _ => {}
        }
    }
    kinds.iter().for_each(|(id, kind)| tell(id, *kind, analysis));
    faults
}

fn tell(id: &str, kind: Work, analysis: &mut Analysis) {
    for happening in analysis.happenings.iter_mut().filter(|happening| happening.id == id) {
        (happening.work, happening.work_by) = (kind, Some(Advisor::Model));
        if matches!(happening.event, Event::Merged | Event::Committed) {
            work::recount(&mut analysis.work, kind);
        }
    }
}

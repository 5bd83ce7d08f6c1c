//! Statements about how long things took, against windows before. It must not know why.

use sparky_schema::analysis::{Analysis, Event, InsightKind, InsightSeverity};
use sparky_schema::told::{Pace, PaceKind};
use sparky_schema::totals::Distribution;

use super::{Candidate, Ground, blank, ids};
use crate::duration_text::duration_text;
use crate::metrics::percentile;

/// Fewer values have no median worth telling.
const VALUES: u64 = 4;
/// So many windows tell what is usual.
const WINDOWS: usize = 3;
/// Shorter differences nobody feels.
const HOURS: f64 = 4.0;

/// How long things took in a window.
pub(super) fn paces(analysis: &Analysis) -> Vec<Pace> {
    let answers = analysis.flow.as_ref().and_then(|flow| flow.issues.as_ref());
    let all = [
        (PaceKind::FirstReview, analysis.metrics.time_to_first_review_hours.as_ref()),
        (PaceKind::Merge, analysis.metrics.time_to_merge_hours.as_ref()),
        (PaceKind::Answer, answers.and_then(|issues| issues.time_to_first_response_hours.as_ref())),
    ];
    let pace = |(kind, distribution): (PaceKind, Option<&Distribution>)| {
        let distribution = distribution?;
        Some(Pace { kind, count: distribution.count, median_hours: distribution.median? })
    };
    all.into_iter().filter_map(pace).collect()
}

pub(super) fn of(ground: &Ground<'_>) -> Vec<Candidate> {
    let told = paces(ground.analysis).into_iter().filter(|pace| VALUES <= pace.count);
    told.filter_map(|pace| against_usual(ground, &pace)).collect()
}

/// One and a half times as long as usual, or a third less.
fn against_usual(ground: &Ground<'_>, pace: &Pace) -> Option<Candidate> {
    let before = ground.earlier.iter().flat_map(|told| &told.paces);
    let before = before.filter(|earlier| earlier.kind == pace.kind && VALUES <= earlier.count);
    let medians: Vec<f64> = before.map(|earlier| earlier.median_hours).collect();
    let usual = percentile(&medians, 0.5).filter(|_| WINDOWS <= medians.len())?;
    let (slower, faster) = (usual * 1.5 <= pace.median_hours, pace.median_hours * 1.5 <= usual);
    let much = (usual - pace.median_hours).abs() >= HOURS && (slower || faster);
    let (kind, key) = kind(pace.kind, slower);
    let severity = if slower { InsightSeverity::Warning } else { InsightSeverity::Change };
    let event = if pace.kind == PaceKind::Answer { Event::IssueOpened } else { Event::Merged };
    let facts = ids(ground.analysis.happenings.iter().filter(|h| h.event == event));
    let mut insight = blank(kind, severity, key.to_owned(), facts);
    insight.value = Some(pace.median_hours.round() as u64);
    insight.value_text = Some(duration_text(pace.median_hours));
    insight.usual_text = Some(duration_text(usual));
    insight.windows = u64::try_from(medians.len()).ok();
    let seen = insight.value_text != insight.usual_text;
    (much && seen).then(|| Candidate { insight, points: if slower { 78 } else { 50 }, about: "pace".to_owned() })
}

const fn kind(pace: PaceKind, slower: bool) -> (InsightKind, &'static str) {
    match (pace, slower) {
        (PaceKind::FirstReview, true) => (InsightKind::ReviewSlower, "review_slower"),
        (PaceKind::FirstReview, false) => (InsightKind::ReviewFaster, "review_faster"),
        (PaceKind::Merge, true) => (InsightKind::MergeSlower, "merge_slower"),
        (PaceKind::Merge, false) => (InsightKind::MergeFaster, "merge_faster"),
        (PaceKind::Answer, true) => (InsightKind::AnswerSlower, "answer_slower"),
        (PaceKind::Answer, false) => (InsightKind::AnswerFaster, "answer_faster"),
    }
}

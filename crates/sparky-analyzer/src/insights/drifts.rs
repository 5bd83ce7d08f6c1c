//! Statements about parts of the code and labels of which there was much more or less than usual. It must not know how
//! that is found.

use sparky_schema::analysis::{Drift, DriftKind, InsightKind, InsightSeverity};

use super::days::decimal;
use super::{Candidate, Ground, blank};

/// Smaller changes nobody feels.
const SOME: f64 = 4.0;

/// The largest change of a part of the code, and of a label.
pub(super) fn of(ground: &Ground<'_>) -> Vec<Candidate> {
    let drifts = &ground.analysis.drifts;
    let is_large = |drift: &&Drift| {
        let (value, usual) = (drift.value as f64, drift.usual);
        SOME <= drift.change.abs() && (usual * 2.0 <= value || value * 2.0 <= usual)
    };
    let first = |kind: DriftKind| drifts.iter().filter(is_large).find(|drift| drift.kind == kind);
    [DriftKind::Area, DriftKind::Label].into_iter().filter_map(first).map(candidate).collect()
}

fn candidate(drift: &Drift) -> Candidate {
    let (kind, name) = match (drift.kind, drift.change > 0.0) {
        (DriftKind::Area, true) => (InsightKind::AreaRising, "area_rising"),
        (DriftKind::Area, false) => (InsightKind::AreaFalling, "area_falling"),
        (DriftKind::Label, true) => (InsightKind::LabelRising, "label_rising"),
        (DriftKind::Label, false) => (InsightKind::LabelFalling, "label_falling"),
    };
    let fact = format!("drifts:{}:{}", drift.repository, drift.name);
    let mut insight =
        blank(kind, InsightSeverity::Change, format!("{name}:{}:{}", drift.repository, drift.name), vec![fact.clone()]);
    insight.repository = Some(drift.repository.clone());
    insight.subject = Some(drift.name.clone());
    (insight.value, insight.usual_text) = (Some(drift.value), Some(decimal(drift.usual)));
    let points = 44 + drift.change.abs().min(20.0).round() as u64;
    Candidate { insight, points, about: fact }
}

//! Statements about counts of whole windows, from the trends: the most for long. It must not know how trends are found.

use sparky_schema::Period;
use sparky_schema::analysis::{InsightKind, InsightSeverity, Trend, TrendMetric};

use super::days::name;
use super::{Candidate, Ground, blank};

/// Fewer are no feat.
const SOME: u64 = 5;
/// A day has to be the most of a month.
const DAYS: u64 = 28;
/// What a text can name; reviews and comments follow from the others.
const TOLD: [TrendMetric; 5] = [
    TrendMetric::PullRequestsMerged,
    TrendMetric::Commits,
    TrendMetric::IssuesClosed,
    TrendMetric::PullRequestsOpened,
    TrendMetric::IssuesOpened,
];

/// The count that was the most for longest: much that happens at once sets several records.
pub(super) fn of(ground: &Ground<'_>) -> Option<Candidate> {
    let daily = ground.analysis.window.period == Period::Daily;
    let records = TOLD.iter().rev().filter_map(|metric| {
        let trend = ground.analysis.trends.iter().find(|trend| trend.metric == *metric)?;
        let windows = trend.windows.as_ref()?;
        let record = windows.record.as_ref()?;
        let is_long = SOME <= windows.value && (!daily || DAYS <= record.windows);
        is_long.then_some((trend, windows.value, record))
    });
    let (trend, value, record) = records.max_by_key(|(_, _, record)| record.windows)?;
    let metric = name(trend);
    let (kind, severity) = (InsightKind::Record, InsightSeverity::Change);
    let mut insight = blank(kind, severity, format!("record:{metric}"), vec![evidence(trend)]);
    insight.metric = Some(trend.metric);
    (insight.value, insight.windows, insight.date) = (Some(value), Some(record.windows), record.since);
    Some(Candidate { insight, points: 50 + record.windows.min(30), about: format!("count of {metric}") })
}

fn evidence(trend: &Trend) -> String {
    format!("totals:{}", name(trend))
}

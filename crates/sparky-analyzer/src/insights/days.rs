//! Statements about days, from the trends. It must not know how trends are found.

use std::collections::BTreeMap;

use sparky_schema::analysis::{InsightKind, InsightSeverity, Trend, UnusualDay};

use super::{Candidate, Ground, blank};

pub(super) fn of(ground: &Ground<'_>) -> Vec<Candidate> {
    let trends = &ground.analysis.trends;
    let mut strangest: BTreeMap<_, (&Trend, &UnusualDay)> = BTreeMap::new();
    for trend in trends {
        for day in &trend.unusual {
            // Where most days have none, any day with some is far from usual.
            if day.usual < 1.0 {
                continue;
            }
            // A day on which much was opened is also one on which much was merged: the strangest count tells it.
            let known = strangest.entry(day.date).or_insert((trend, day));
            if known.1.score.abs() < day.score.abs() {
                *known = (trend, day);
            }
        }
    }
    let days = strangest.into_values().map(|(trend, day)| unusual(trend, day));
    days.chain(trends.iter().filter_map(|trend| level(ground, trend))).collect()
}

fn unusual(trend: &Trend, day: &UnusualDay) -> Candidate {
    let metric = name(trend);
    let key = format!("unusual_day:{metric}:{}", day.date);
    let kind = InsightKind::UnusualDay;
    let mut insight = blank(kind, InsightSeverity::Change, key, vec![format!("totals:{metric}:{}", day.date)]);
    insight.metric = Some(trend.metric);
    insight.value = Some(day.value.round() as u64);
    insight.usual_text = Some(decimal(day.usual));
    insight.date = Some(day.date);
    let points = 45 + (day.score.abs().min(60.0) / 2.0).round() as u64;
    Candidate { insight, points, about: "days".to_owned() }
}

/// A change of level that became known in this window: of when it began nobody could be sure on that day.
fn level(ground: &Ground<'_>, trend: &Trend) -> Option<Candidate> {
    let window = &ground.analysis.window;
    let change = trend.change.as_ref()?;
    let known = change.found.unwrap_or(change.date);
    let recent = window.first_date() <= known && known <= window.last_date();
    let metric = name(trend);
    let key = format!("level_change:{metric}:{}", change.date);
    let kind = InsightKind::LevelChange;
    let mut insight = blank(kind, InsightSeverity::Change, key, vec![format!("totals:{metric}:{}", change.date)]);
    insight.metric = Some(trend.metric);
    insight.value_text = Some(decimal(change.after));
    insight.usual_text = Some(decimal(change.before));
    insight.date = Some(change.date);
    let points = 66;
    (recent && insight.value_text != insight.usual_text).then(|| Candidate {
        insight,
        points,
        about: format!("count of {metric}"),
    })
}

/// The name of what is counted.
pub(super) fn name(trend: &Trend) -> String {
    let name = serde_json::to_value(trend.metric).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Two decimals at most.
pub(super) fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

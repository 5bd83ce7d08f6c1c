//! Health as OpenMetrics text. It must not know how health is found out.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use sparky_pipeline::{Condition, Health};

use super::record::Rates;
use super::{Found, status};

/// The text, with its end.
pub(super) fn text(found: &Found, now: DateTime<Utc>) -> String {
    let health = &found.health;
    let mut page = Page::default();
    page.gauge("sparky_check", "How a check ended: 0 well, 1 poor, 2 bad.");
    for check in &health.checks {
        let value = match check.condition {
            Condition::Well => 0,
            Condition::Poor => 1,
            Condition::Bad => 2,
        };
        page.sample("sparky_check", &[("check", &check.name)], value);
    }
    page.gauge("sparky_newest_digest_age_seconds", "Time since the end of the newest window that has a digest.");
    for fresh in &health.freshness {
        if let Some(newest) = &fresh.newest {
            let age = (now - newest.until).num_seconds();
            page.sample("sparky_newest_digest_age_seconds", &[("period", fresh.period.name())], age);
        }
    }
    page.gauge("sparky_missed_windows", "Windows without a digest, or with an unfinished one.");
    for fresh in &health.freshness {
        page.sample("sparky_missed_windows", &[("period", fresh.period.name())], fresh.missed.len());
    }
    last_run(health, &mut page);
    records(found, &mut page);
    if let Some(remaining) = found.quota.as_ref().and_then(|quota| quota.remaining) {
        page.gauge("sparky_quota_remaining_points", "GraphQL points that are left in this hour.");
        page.sample("sparky_quota_remaining_points", &[], remaining);
    }
    page.text + "# EOF\n"
}

fn last_run(health: &Health, page: &mut Page) {
    let Some(run) = &health.last_run else { return };
    page.gauge("sparky_last_run_timestamp_seconds", "When the last run began.");
    page.sample("sparky_last_run_timestamp_seconds", &[], run.started_at.timestamp());
    page.gauge("sparky_last_run_duration_seconds", "How long its stages took.");
    let took: u64 = run.stages.iter().filter_map(|stage| stage.duration_ms).sum();
    let seconds = format!("{}.{:03}", took / 1000, took % 1000);
    page.sample("sparky_last_run_duration_seconds", &[], seconds);
    page.gauge("sparky_last_run_requests", "Requests that it sent.");
    page.sample("sparky_last_run_requests", &[], run.requests.values().sum::<u64>());
    page.gauge("sparky_last_run_points", "GraphQL points that it spent.");
    page.sample("sparky_last_run_points", &[], run.points);
    page.gauge("sparky_last_run_cost_usd", "What the model cost, in US dollars.");
    page.sample("sparky_last_run_cost_usd", &[], run.cost_usd);
}

fn records(found: &Found, page: &mut Page) {
    let rates = Rates::of(&found.runs);
    page.gauge("sparky_recent_runs", "The newest runs, by how they ended.");
    let complete = rates.runs - rates.failed - rates.degraded;
    for (state, count) in [("failed", rates.failed), ("degraded", rates.degraded), ("other", complete)] {
        page.sample("sparky_recent_runs", &[("state", state)], count);
    }
    page.gauge("sparky_month_cost_usd", "What the model cost in a month, in US dollars.");
    for (month, spent) in status::months(&found.runs) {
        page.sample("sparky_month_cost_usd", &[("month", &month)], spent.cost_usd);
    }
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn gauge(&mut self, name: &str, help: &str) {
        let _ = writeln!(self.text, "# TYPE {name} gauge\n# HELP {name} {help}");
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let labels: Vec<String> = labels.iter().map(|(key, text)| format!("{key}=\"{}\"", escape(text))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.text, "{name}{labels} {value}");
    }
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

//! Analyses made by hand.

use serde_json::{Value, json};
use sparky_generator::{Config, Generated, generate};
use sparky_schema::analysis::Analysis;
use sparky_schema::document::Input;
use sparky_schema::window::{Period, Window};

pub(crate) fn window(period: Period) -> Window {
    Window::containing(period, "2026-07-08".parse().unwrap(), chrono_tz::UTC).unwrap()
}

/// `count` happenings of one event with one title and nothing else known.
pub(crate) fn analysis(period: Period, event: &str, count: u64, title: &str) -> Analysis {
    let window = window(period);
    let dates = window.dates();
    let happenings: Vec<Value> = (0..count)
        .map(|n| {
            let date = dates[usize::try_from(n).unwrap() % dates.len()];
            json!({
                "id": format!("acme/parser#{n}"), "event": event, "repository": "acme/parser",
                "number": n, "sha": null, "tag": null,
                "url": format!("https://github.com/acme/parser/issues/{n}"), "title": title, "detail": "",
                "at": format!("{date}T09:30:00Z"), "date": date, "author": null, "merged_by": null, "with": [],
                "work": "other", "scope": null, "breaking": false, "labels": [], "additions": null,
                "deletions": null, "changed_files": null, "reviews": null, "comments": null, "open_for": null,
                "closes": [], "outcome": null, "score": 1.0
            })
        })
        .collect();
    let days: Vec<Value> = dates.iter().map(|date| json!({"date": date, "commits": 0, "events": count})).collect();
    let mut totals = serde_json::to_value(sparky_schema::totals::Totals::default()).unwrap();
    totals["events"] = json!(count);
    let none = serde_json::to_value(sparky_schema::totals::Totals::default()).unwrap();
    let metrics = serde_json::to_value(sparky_schema::totals::Metrics::default()).unwrap();
    let document = json!({
        "schema": "sparky/analysis/v1", "inputs": [], "window": window, "previous_window": window.previous().unwrap(),
        "totals": totals, "previous": none, "change": none, "metrics": metrics,
        "repositories": [{
            "name_with_owner": "acme/parser", "url": "https://github.com/acme/parser", "source": "github",
            "default_branch": "main", "kinds": [], "notes": [], "totals": totals, "previous": none, "change": none,
            "metrics": metrics
        }],
        "happenings": happenings, "people": [], "bots": [], "days": days, "work": [], "areas": [], "gaps": []
    });
    serde_json::from_value(document).unwrap()
}

pub(crate) fn generated(analysis: &Analysis) -> Generated {
    let input = Input { path: "analysis.json".to_owned(), sha256: "0".repeat(64) };
    generate(analysis, input, &Config::default()).unwrap()
}

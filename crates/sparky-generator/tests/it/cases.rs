//! Analyses made by hand.

use std::path::Path;

use serde_json::{Value, json};
use sparky_generator::{Config, Generated, generate};
use sparky_schema::analysis::Analysis;
use sparky_schema::content::Item;
use sparky_schema::document::Input;
use sparky_schema::window::{Period, Window};

pub(crate) fn window(period: Period) -> Window {
    Window::containing(period, "2026-07-08".parse().unwrap(), chrono_tz::UTC).unwrap()
}

/// `count` happenings of one event with one title, by nobody who may be named, with only what is always known.
pub(crate) fn analysis(period: Period, event: &str, count: u64, title: &str) -> Analysis {
    made(period, event, count, title, false)
}

/// The same, where the analyzer would see one story that is told once.
pub(crate) fn repeated(period: Period, event: &str, count: u64, title: &str) -> Analysis {
    made(period, event, count, title, true)
}

/// `fix(parser): handle tabs` is told as `handle tabs`.
fn subject(title: &str) -> &str {
    title.strip_prefix("fix(parser): ").unwrap_or(title)
}

fn topic(event: &str, happenings: &[Value], repeated: bool) -> Value {
    let kind = match event {
        "issue_opened" => "issues_opened",
        "issue_closed" => "issues_closed",
        "pull_request_opened" => "proposed",
        "pull_request_closed" => "dropped",
        "released" => "releases",
        _ => "work",
    };
    let fact = |happening: &Value| json!({"id": happening["id"], "event": event});
    let count = happenings.len();
    let stories: Vec<Value> = if repeated {
        let again: Vec<Value> = happenings.iter().skip(1).map(fact).collect();
        let main = happenings.first().map(fact);
        let story = |main| json!({"main": main, "opening": null, "settles": [], "again": again, "times": count});
        main.map(story).into_iter().collect()
    } else {
        let story = |main| json!({"main": main, "opening": null, "settles": [], "again": [], "times": 1});
        happenings.iter().map(fact).map(story).collect()
    };
    let more = if repeated { 0 } else { count.saturating_sub(1) };
    json!({"kind": kind, "repository": null, "scope": null, "work": if kind == "work" { json!("other") } else { json!(null) },
        "count": count, "more": more, "stories": stories})
}

fn counted(event: &str) -> &'static str {
    match event {
        "issue_opened" => "issues_opened",
        "issue_closed" => "issues_closed",
        "pull_request_opened" => "pull_requests_opened",
        "pull_request_closed" => "pull_requests_closed",
        "merged" => "pull_requests_merged",
        "released" => "releases",
        _ => "commits",
    }
}

fn made(period: Period, event: &str, count: u64, title: &str, repeated: bool) -> Analysis {
    let window = window(period);
    let dates = window.dates();
    let opened = matches!(event, "issue_opened" | "pull_request_opened");
    let over = matches!(event, "merged" | "issue_closed" | "pull_request_closed");
    let numbered = !matches!(event, "committed" | "released");
    let sized = matches!(event, "committed" | "merged" | "pull_request_opened" | "pull_request_closed").then_some(1);
    let happenings: Vec<Value> = (0..count)
        .map(|n| {
            let date = dates[usize::try_from(n).unwrap() % dates.len()];
            json!({
                "id": format!("acme/parser#{n}"), "event": event, "repository": "acme/parser",
                "number": numbered.then_some(n), "sha": (event == "committed").then(|| format!("{n:07x}{n:033x}")),
                "tag": (event == "released").then(|| format!("v1.{n}.0")),
                "url": format!("https://github.com/acme/parser/issues/{n}"), "title": title, "subject": subject(title), "detail": "", "merge": false,
                "at": format!("{date}T09:30:00Z"), "date": date, "author": null, "merged_by": null, "with": [],
                "work": "other", "scope": null, "breaking": false, "labels": [], "additions": sized,
                "deletions": sized, "changed_files": sized, "reviews": null, "comments": null, "open_for": over.then_some("3 days"),
                "closes": [], "outcome": if opened { json!("open") } else { json!(null) }, "score": 1.0
            })
        })
        .collect();
    let on = |date: &chrono::NaiveDate| happenings.iter().filter(|h| h["date"] == json!(date)).count();
    let days: Vec<Value> = dates.iter().map(|date| json!({"date": date, "commits": 0, "events": on(date)})).collect();
    let mut totals = serde_json::to_value(sparky_schema::totals::Totals::default()).unwrap();
    for kind in ["releases", "issues_opened", "pull_requests_opened", "pull_requests_merged", "issues_closed"] {
        totals[kind] = json!(0);
    }
    totals["events"] = json!(count);
    totals[counted(event)] = json!(count);
    let none = serde_json::to_value(sparky_schema::totals::Totals::default()).unwrap();
    let metrics = serde_json::to_value(sparky_schema::totals::Metrics::default()).unwrap();
    let mut document = json!({
        "schema": "sparky/analysis/v1", "inputs": [], "window": window, "previous_window": window.previous().unwrap(),
        "totals": totals, "previous": none, "change": none, "metrics": metrics,
        "repositories": [{
            "name_with_owner": "acme/parser", "url": "https://github.com/acme/parser", "source": "github",
            "default_branch": "main", "kinds": [], "notes": [], "totals": totals, "previous": none, "change": none,
            "metrics": metrics
        }],
        "happenings": happenings, "topics": [topic(event, &happenings, repeated)], "waiting": [], "people": [], "bots": [], "days": days, "work": [], "areas": [], "gaps": []
    });
    if count == 0 {
        document["topics"] = json!([]);
    }
    serde_json::from_value(document).unwrap()
}

pub(crate) fn input() -> Input {
    Input { path: "analysis.json".to_owned(), sha256: "0".repeat(64) }
}

pub(crate) fn generated(analysis: &Analysis) -> Generated {
    generate(analysis, input(), &Config::default()).unwrap()
}

/// An analysis as it was written.
pub(crate) fn read(text: &str) -> Analysis {
    serde_json::from_str(text).unwrap()
}

/// With templates in place of the built-in ones.
pub(crate) fn with_templates(
    analysis: &Analysis,
    files: &[(&str, &str)],
) -> Result<Generated, sparky_generator::Error> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let config = Config { templates: Some(folder.path().to_owned()), ..Config::default() };
    generate(analysis, input(), &config)
}

/// Compares a text with a file of this crate, byte by byte.
pub(crate) fn same(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let is_same = std::fs::read_to_string(&file).unwrap_or_default() == text;
    let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join(path.replace(['/', '.'], "-"));
    std::fs::write(&new, text).unwrap();
    assert!(is_same, "the text differs; when that is meant, copy {} over {}", new.display(), file.display());
}

/// Every post as it is sent, with those that may follow it.
pub(crate) fn posts_of(items: &[Item]) -> String {
    let posts = items.iter().filter_map(|item| Some((item.platform?, item.text.as_ref()?, &item.thread)));
    let told = posts.map(|(platform, text, thread)| {
        let more: String = thread.iter().map(|next| format!("\n\n-- then --\n{next}")).collect();
        format!("== {} ==\n{text}{more}\n\n", platform.name())
    });
    told.collect()
}

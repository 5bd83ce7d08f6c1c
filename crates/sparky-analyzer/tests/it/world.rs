//! A small world in JSON, to which each test adds what it is about.

use serde_json::{Value, json};
use sparky_analyzer::{Config, analyze};
use sparky_schema::Input;
use sparky_schema::analysis::Analysis;
use sparky_schema::collection::Collection;
use sparky_schema::counts::WindowCounts;

/// 2026-07-08 in UTC, with records from the day before.
pub(crate) fn collection(repositories: &[Value], gaps: &[Value]) -> Collection {
    serde_json::from_value(json!({
        "schema": "sparky/collection/v1",
        "inputs": [],
        "window": {
            "period": "daily", "id": "2026-07-08",
            "since": "2026-07-08T00:00:00Z", "until": "2026-07-09T00:00:00Z", "time_zone": "UTC"
        },
        "since": "2026-07-07T00:00:00Z",
        "repositories": repositories,
        "gaps": gaps,
    }))
    .unwrap()
}

const GITHUB_KINDS: [&str; 7] =
    ["commits", "pull_requests", "issues", "reviews", "comments", "review_comments", "releases"];

/// A repository on the service with everything known; `records` fills some lists.
pub(crate) fn on_github(name: &str, records: &Value) -> Value {
    repository(name, "github", &GITHUB_KINDS, records)
}

/// A local clone.
pub(crate) fn local_clone(name: &str, records: &Value) -> Value {
    repository(name, "git", &["commits", "releases"], records)
}

fn repository(name: &str, source: &str, kinds: &[&str], records: &Value) -> Value {
    let mut lists = json!({
        "commits": [], "pull_requests": [], "issues": [], "reviews": [], "comments": [], "review_comments": [],
        "releases": []
    });
    for (kind, list) in records.as_object().unwrap() {
        lists[kind] = list.clone();
    }
    json!({
        "name_with_owner": name, "url": format!("https://github.com/{name}"), "source": source,
        "default_branch": "main", "private": false, "kinds": kinds, "notes": [], "records": lists
    })
}

/// A commit with one parent; `extra` overrides.
pub(crate) fn commit(digit: char, at: &str, author: &Value, extra: &Value) -> Value {
    let base = json!({
        "sha": digit.to_string().repeat(40), "committed_at": at, "authored_at": at, "author": author,
        "parents": ["0".repeat(40)], "subject": "Change it", "additions": 10, "deletions": 4, "changed_files": 1
    });
    overridden(base, extra)
}

pub(crate) fn pull_request(number: u64, author: &str, created_at: &str, extra: &Value) -> Value {
    let base = json!({
        "number": number, "title": format!("Change {number}"), "author": {"login": author}, "created_at": created_at,
        "merged_at": null, "merged_by": null, "closed_at": null, "draft": false, "labels": [], "base": "main",
        "additions": 20, "deletions": 5, "changed_files": 2
    });
    overridden(base, extra)
}

pub(crate) fn issue(number: u64, author: &str, created_at: &str, closed_at: Option<&str>) -> Value {
    json!({
        "number": number, "title": format!("Problem {number}"), "author": {"login": author}, "created_at": created_at,
        "closed_at": closed_at, "labels": []
    })
}

pub(crate) fn review(id: &str, pull_request: u64, author: &Value, at: &str) -> Value {
    json!({"id": id, "pull_request": pull_request, "author": author, "submitted_at": at, "state": "approved"})
}

pub(crate) fn comment(id: &str, number: u64, author: &Value, at: &str) -> Value {
    json!({"id": id, "number": number, "author": author, "created_at": at})
}

pub(crate) fn input() -> Input {
    Input { path: "runs/daily/2026-07-08/collection.json".to_owned(), sha256: "0".repeat(64) }
}

pub(crate) fn analyzed(repositories: &[Value]) -> Analysis {
    analyzed_with(repositories, &Config::default())
}

pub(crate) fn analyzed_with(repositories: &[Value], config: &Config) -> Analysis {
    analyze(&collection(repositories, &[]), input(), config)
}

fn overridden(mut base: Value, extra: &Value) -> Value {
    for (key, value) in extra.as_object().unwrap() {
        base[key] = value.clone();
    }
    base
}

/// The counts of a day in the past: for one repository, with everything known.
pub(crate) fn counted(date: &str, name: &str, day: &Value) -> WindowCounts {
    let next = date.parse::<chrono::NaiveDate>().unwrap().succ_opt().unwrap();
    serde_json::from_value(json!({
        "schema": "sparky/counts/v1",
        "window": {
            "period": "daily", "id": date, "since": format!("{date}T00:00:00Z"),
            "until": format!("{next}T00:00:00Z"), "time_zone": "UTC"
        },
        "repositories": {name: {"kinds": GITHUB_KINDS, "days": {date: day}}}
    }))
    .unwrap()
}

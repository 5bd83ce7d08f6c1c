//! What is open though nothing happened to it lately: it is in attention and among what waits, and in no number of the
//! window.

use serde_json::{Value, json};
use sparky_analyzer::{Config, analyze};
use sparky_schema::analysis::{Analysis, AttentionKind, Severity};

use crate::world::{collection, comment, commit, input, issue, on_github, pull_request};

/// A day of July with some work, and with what has been open since spring or longer.
fn repository() -> Value {
    let at = "2026-07-08T10:00:00Z";
    let mut repository = on_github(
        "acme/app",
        &json!({
            "commits": [commit('1', at, &json!({"name": "Ann", "login": "ann"}), &json!({}))],
            "pull_requests": [pull_request(9, "ann", at, &json!({})), pull_request(8, "bob", "2026-06-01T00:00:00Z", &json!({}))],
            "comments": [comment("new", 8, &json!({"login": "eve"}), at)],
            "reviews": [review("r8", 8, "eve", "2026-06-05T00:00:00Z")],
        }),
    );
    repository["open"] = json!({"pull_requests": 4, "issues": 3});
    repository["backlog"] = json!({
        "pull_requests": [
            pull_request(1, "ann", "2026-06-03T00:00:00Z", &json!({})),
            pull_request(2, "robot", "2026-06-03T00:00:00Z", &json!({"author": {"login": "robot", "bot": true}})),
            pull_request(3, "zoe", "2024-06-03T00:00:00Z", &json!({})),
        ],
        "issues": [
            issue(4, "zoe", "2026-06-04T00:00:00Z", None),
            issue(5, "zoe", "2026-06-04T00:00:00Z", None),
            issue(6, "zoe", "2023-06-04T00:00:00Z", None),
        ],
        "reviews": [review("r3", 3, "eve", "2024-06-05T00:00:00Z")],
        "comments": [
            comment("a5", 5, &json!({"login": "ann"}), "2026-06-05T00:00:00Z"),
            comment("b8", 8, &json!({"login": "bob"}), "2026-06-06T00:00:00Z"),
        ],
        "review_comments": [],
    });
    repository
}

fn review(id: &str, number: u64, author: &str, at: &str) -> Value {
    json!({"id": id, "pull_request": number, "author": {"login": author}, "submitted_at": at, "state": "commented"})
}

fn of(repository: &Value) -> Analysis {
    analyze(&collection(std::slice::from_ref(repository), &[]), input(), &Config::default())
}

#[test]
fn it_is_told_with_the_reason_and_last_what_presses_nobody() {
    let analysis = of(&repository());
    let told = analysis.attention.iter().map(|item| (item.number.unwrap(), item.kind, item.severity));
    let told: Vec<_> = told.collect();
    use AttentionKind::{AuthorNeeded, ReviewNeeded, Unanswered};
    let expected = [
        (1, ReviewNeeded, Severity::High),
        (4, Unanswered, Severity::High),
        // Bob has replied to the review of June, which was said before the records begin.
        (8, ReviewNeeded, Severity::High),
        (6, Unanswered, Severity::Low),
        (3, AuthorNeeded, Severity::Low),
        (2, ReviewNeeded, Severity::Low),
    ];
    assert_eq!(told, expected);
    assert_eq!(analysis.attention[0].url.as_deref(), Some("https://github.com/acme/app/pull/1"));
    let waiting: Vec<(u64, Option<u64>)> = analysis.waiting.iter().map(|one| (one.number, one.reviews)).collect();
    assert_eq!(waiting, [(6, None), (3, Some(1)), (8, Some(1)), (1, Some(0)), (2, Some(0)), (4, None), (5, None)]);
}

#[test]
fn the_age_of_the_open_issues_is_known_when_all_of_them_are() {
    let days = |repository: &Value| of(repository).flow.unwrap().issues.unwrap().age_days;
    assert_eq!(days(&repository()).unwrap().count, 3);
    let mut more = repository();
    more["open"]["issues"] = json!(4);
    assert_eq!(days(&more), None);
}

#[test]
fn no_number_of_the_window_changes_by_it() {
    let mut without = repository();
    without.as_object_mut().unwrap().remove("backlog");
    let strip = |repository: &Value| {
        let mut analysis = serde_json::to_value(of(repository)).unwrap();
        for key in ["attention", "attention_counts", "waiting"] {
            analysis.as_object_mut().unwrap().remove(key);
        }
        for flow in [analysis["flow"].take(), analysis["repositories"][0]["flow"].take()] {
            assert!(flow["issues"]["open"].is_u64(), "{flow}");
        }
        analysis
    };
    assert_eq!(strip(&repository()), strip(&without));
    let flow = |repository: &Value| {
        let mut flow = serde_json::to_value(of(repository).flow).unwrap();
        flow["issues"]["age_days"].take();
        flow
    };
    assert_eq!(flow(&repository()), flow(&without));
}

//! What the numbers of an analysis become in words.

use serde_json::{Value, json};
use sparky_schema::analysis::Analysis;
use sparky_schema::window::Period;

use crate::cases::{analysis, generated};

pub(crate) fn with(period: Period, fields: &Value) -> Analysis {
    let mut document = serde_json::to_value(analysis(period, "merged", 90, "Handle tabs")).unwrap();
    for (key, value) in fields.as_object().unwrap() {
        document[key] = value.clone();
    }
    serde_json::from_value(document).unwrap()
}

fn body(facts: &Analysis) -> String {
    let made = generated(facts);
    assert_eq!(made.dropped, [], "nothing of ours is untrue");
    made.content.items[0].body_markdown.clone()
}

pub(crate) fn waits(kind: &str, number: u64) -> Value {
    let url = format!("https://github.com/acme/parser/pull/{number}");
    json!({"kind": kind, "severity": "medium", "id": format!("acme/parser#{number}"), "repository": "acme/parser",
        "number": number, "url": url, "subject": format!("Waiting {number}"), "author": null, "waits_for": [],
        "since": null, "date": null, "for_text": "4 days", "evidence": []})
}

#[test]
fn what_needs_attention_is_told_with_its_age() {
    let all: Vec<Value> =
        (201..=205).map(|number| waits("review_needed", number)).chain([waits("stale", 300)]).collect();
    let counts = json!([{"kind": "review_needed", "count": 5}, {"kind": "stale", "count": 1}]);
    let text = body(&with(Period::Weekly, &json!({"attention": all, "attention_counts": counts})));
    assert!(text.contains("## Five pull requests wait for a review"), "{text}");
    assert!(text.contains("“Waiting 201” ([#201](https://github.com/acme/parser/pull/201)) for 4 days"), "{text}");
    assert!(!text.contains("#204") && text.contains("“Waiting 300” ([#300]"), "{text}");
    assert!(text.contains("has been silent for 4 days"), "{text}");
}

#[test]
fn what_nobody_has_touched_for_long_is_for_a_monthly_look() {
    let all = [waits("review_needed", 201), waits("stale", 300)];
    let counts =
        json!([{"kind": "review_needed", "count": 1, "pressing": 0}, {"kind": "stale", "count": 1, "pressing": 1}]);
    let fields = json!({"attention": all, "attention_counts": counts});
    let told = |period| {
        let text = body(&with(period, &fields));
        ["#201", "#300"].map(|reference| text.contains(reference))
    };
    assert_eq!((told(Period::Weekly), told(Period::Monthly)), ([false, true], [true, true]));
}

#[test]
fn a_branch_that_fails_comes_first_and_names_the_workflows() {
    let mut red = waits("default_branch_red", 1);
    (red["number"], red["url"], red["subject"]) = (json!(null), json!(null), json!("build"));
    let counts = json!([{"kind": "default_branch_red", "count": 1}]);
    let text = body(&with(Period::Weekly, &json!({"attention": [red], "attention_counts": counts})));
    assert!(
        text.contains("## The default branch fails its checks\n\nThe checks of the default branch fail: build."),
        "{text}"
    );
}

pub(crate) fn median(hours: f64, text: &str) -> Value {
    json!({"count": 9, "median": hours, "p90": 200.0, "median_text": text, "p90_text": "8 days"})
}

#[test]
fn speed_is_told_against_the_window_before() {
    let before = json!({"time_to_merge_hours": median(96.0, "4 days"), "time_to_first_review_hours": median(2.0, "2 hours"),
        "time_to_close_hours": null});
    let mut now = before.clone();
    now["time_to_merge_hours"] = median(24.0, "1 day");
    let text = body(&with(Period::Weekly, &json!({"metrics": now, "previous_metrics": before})));
    assert!(
        text.contains("1 day") && text.contains("The week before, half of the merges took 4 days or less."),
        "{text}"
    );
    let same = body(&with(Period::Weekly, &json!({"metrics": before, "previous_metrics": before})));
    assert!(!same.contains("The week before, half"), "{same}");
}

#[test]
fn newcomers_are_welcomed_and_people_credited() {
    let person = |name: &str, newcomer: bool| {
        json!({"person": {"name": name, "login": name, "url": null, "bot": false}, "commits": 1,
            "pull_requests_merged": 1, "pull_requests_opened": 1, "reviews": 0, "issues_opened": 0, "comments": 0,
            "merged_for_others": 0, "additions": 0, "deletions": 0, "repositories": [], "scopes": [],
            "roles": ["author"], "newcomer": newcomer})
    };
    let text = body(&with(Period::Weekly, &json!({"people": [person("ada", false), person("grace", true)]})));
    assert!(text.contains("Welcome to grace, who opened a first pull request here."), "{text}");
    let nobody = body(&with(Period::Weekly, &json!({"people": [person("ada", false), person("grace", false)]})));
    assert!(!nobody.contains("Welcome"), "{nobody}");
}

#[test]
fn an_unusual_day_is_told_with_what_is_usual() {
    let day = json!({"date": "2026-07-08", "value": 12.0, "usual": 1.0, "score": 8.0});
    let trend = json!([{"metric": "commits", "median": 1.0, "deviation": 0.0, "last_week": 1.5, "unusual": [day], "change": null}]);
    let metrics = json!({"time_to_merge_hours": median(24.0, "1 day"), "time_to_first_review_hours": null,
        "time_to_close_hours": null});
    let text = body(&with(Period::Weekly, &json!({"trends": trend, "metrics": metrics})));
    assert!(text.contains("Wednesday, 8 July stood out, with twelve commits, where one is usual."), "{text}");
}

#[test]
fn a_month_tells_how_healthy_the_project_is() {
    let part = |kind: &str, score: u64, gain: f64| json!({"kind": kind, "score": score, "weight": 5.0, "measured": 1.0, "needed": 2.0, "gain": gain});
    let health = json!({"total": 6.5, "parts": [part("responsiveness", 10, 0.0), part("concentration", 3, 2.0)]});
    let mut document = serde_json::to_value(analysis(Period::Monthly, "merged", 90, "Handle tabs")).unwrap();
    document["repositories"][0]["health"] = health;
    let text = body(&serde_json::from_value(document).unwrap());
    assert!(text.contains("a health score of 6.5 out of 10; it is strong in quick answers."), "{text}");
    assert!(text.contains("What would raise the score most is sharing the work among more people."), "{text}");
}

#[test]
fn many_commits_are_told_in_sentences_by_kind_of_work() {
    let mut facts = analysis(Period::Weekly, "committed", 90, "Handle tabs");
    for (n, happening) in facts.happenings.iter_mut().enumerate() {
        happening.subject = format!("handle tabs, part {n}");
        happening.work = sparky_schema::analysis::Work::Fix;
        happening.title = format!("fix: {}", happening.subject);
    }
    let text = body(&facts);
    assert!(text.contains("Among the fixes are “handle tabs, part 3”") && text.contains("Further fixes"), "{text}");
}

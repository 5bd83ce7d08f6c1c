//! Every kind of insight in a weekly text, word by word.

use serde_json::{Value, json};
use sparky_schema::analysis::{Analysis, Correction, Insight, InsightKind, Person, TrendMetric};
use sparky_schema::window::Period;

use crate::cases::{analysis, generated, same};

const ANN: &str = r#"{"name": "ann", "login": "ann", "url": "https://github.com/ann", "bot": false}"#;

fn insight(rank: usize, kind: &str, more: &Value) -> Insight {
    let mut all = json!({
        "key": kind, "kind": kind, "severity": "note", "rank": rank, "novelty": "new", "evidence": ["acme/parser#1"]
    });
    more.as_object().unwrap().iter().for_each(|(key, value)| all[key] = value.clone());
    serde_json::from_value(all).unwrap()
}

/// Each kind with what its rule sets.
pub(crate) fn all() -> Vec<Insight> {
    let ann: Value = serde_json::from_str(ANN).unwrap();
    let pace = json!({"value_text": "3 days", "usual_text": "5 hours", "windows": 4});
    let area = json!({"value": 9, "usual_text": "2.5", "subject": "area_one", "repository": "acme/parser"});
    let told = [
        ("reverts", json!({"value": 2, "of": 40})),
        ("release_after_gap", json!({"windows": 7})),
        ("first_contribution", json!({"value": 1, "people": [ann]})),
        ("backlog_growing", json!({"value": 13, "of": 0})),
        ("backlog_shrinking", json!({"value": 13, "of": 2})),
        ("pull_requests_piling_up", json!({"value": 14, "of": 1})),
        ("unreviewed", json!({"value": 60, "of": 10})),
        ("review_concentration", json!({"value": 74, "of": 3, "people": [ann]})),
        ("commit_concentration", json!({"value": 80, "of": 5, "people": [ann]})),
        ("hot_file", json!({"value": 9, "of": 3, "subject": "src/parser_tokens.rs", "repository": "acme/parser"})),
        ("review_slower", pace.clone()),
        ("review_faster", pace.clone()),
        ("merge_slower", pace.clone()),
        ("merge_faster", pace.clone()),
        ("answer_slower", pace.clone()),
        ("answer_faster", pace),
        ("unusual_day", json!({"value": 30, "usual_text": "2.5", "metric": "commits", "date": "2026-07-08"})),
        (
            "level_change",
            json!({"value_text": "9", "usual_text": "2", "metric": "issues_opened", "date": "2026-07-07"}),
        ),
        ("record", json!({"value": 23, "windows": 15, "metric": "pull_requests_merged", "date": "2026-03-02"})),
        ("record", json!({"value": 23, "windows": 15, "metric": "commits"})),
        ("returning_contributor", json!({"value": 1, "of": 120, "people": [ann]})),
        ("area_rising", area.clone()),
        ("area_falling", json!({"value": 0, "usual_text": "6.5", "subject": "src/x", "repository": "acme/parser"})),
        ("label_rising", area),
        ("label_falling", json!({"value": 1, "usual_text": "6", "subject": "bug", "repository": "acme/parser"})),
    ];
    told.iter().enumerate().map(|(n, (kind, more))| insight(n + 1, kind, more)).collect()
}

fn with(insights: &[Insight]) -> Analysis {
    let mut analysis = analysis(Period::Weekly, "merged", 40, "fix(parser): handle tabs");
    analysis.insights = insights.to_vec();
    analysis
}

/// The lines below the heading of the section; one alone is a paragraph.
fn lines(analysis: &Analysis) -> Vec<String> {
    let made = generated(analysis);
    assert_eq!(made.dropped, [], "everything that an insight says is in the analysis");
    let section =
        made.content.items[0].body_markdown.split("## What stood out\n\n").nth(1).unwrap_or_default().to_owned();
    let lines = section.lines().take_while(|line| !line.is_empty());
    lines.map(|line| line.strip_prefix("- ").unwrap_or(line).to_owned()).collect()
}

#[test]
fn every_kind_has_its_sentence() {
    let told: Vec<String> = all().iter().flat_map(|one| lines(&with(std::slice::from_ref(one)))).collect();
    assert_eq!(told.len(), all().len());
    same("tests/golden/insights.txt", &(told.join("\n") + "\n"));
}

#[test]
fn a_weekly_text_tells_the_first_few() {
    let told = lines(&with(&all()));
    assert!((3..=all().len()).contains(&told.len()), "{told:#?}");
    assert_eq!(told.first(), lines(&with(&all()[..1])).first());
    assert_eq!(lines(&with(&[])), Vec::<String>::new());
}

#[test]
fn what_has_its_own_place_is_told_there() {
    let ids = json!({"value": 1, "subject": "handle tabs", "value_text": "3 days"});
    for kind in [
        "security",
        "breaking",
        "long_lived_merged",
        "old_issue_closed",
        "red_branch",
        "stale_work",
        "ready_to_merge",
        "unanswered",
        "blocked_on_person",
    ] {
        let one = insight(1, kind, &ids);
        assert!(one.kind.is_told_elsewhere());
        assert_eq!(lines(&with(&[one])), Vec::<String>::new());
    }
    assert!(!InsightKind::Reverts.is_told_elsewhere());
}

#[test]
fn a_quiet_week_tells_it_in_a_sentence_and_a_day_does_not() {
    let mut quiet = analysis(Period::Weekly, "merged", 4, "fix(parser): handle tabs");
    quiet.insights = all()[2..3].to_vec();
    let text = &generated(&quiet).content.items[0].body_markdown;
    assert!(text.contains("opened a first pull request here."), "{text}");
    let mut day = analysis(Period::Daily, "merged", 20, "fix(parser): handle tabs");
    day.insights = all()[2..3].to_vec();
    assert!(!generated(&day).content.items[0].body_markdown.contains("first pull request"));
}

#[test]
fn a_day_tells_what_it_amounts_to_over_the_days_before() {
    let told = |kind: InsightKind| all().into_iter().filter(move |insight| insight.kind == kind);
    let mut day = analysis(Period::Daily, "merged", 20, "fix(parser): handle tabs");
    day.insights = told(InsightKind::Record).take(1).chain(told(InsightKind::LevelChange).take(1)).collect();
    assert_eq!(day.insights.len(), 2);
    let made = generated(&day);
    assert_eq!(made.dropped, []);
    let text = &made.content.items[0].body_markdown;
    assert!(text.contains("## What stood out"), "{text}");
    assert!(text.contains("the most since the day") || text.contains("than each of the"), "{text}");
}

#[test]
fn corrections_are_told_in_every_digest() {
    for period in [Period::Daily, Period::Weekly] {
        let mut corrected = analysis(period, "merged", 40, "fix(parser): handle tabs");
        let repository = corrected.repositories[0].name_with_owner.clone();
        let of = |window, metric, was, is| Correction { window, repository: repository.clone(), metric, was, is };
        corrected.corrections = vec![
            of(corrected.previous_window.id.clone(), TrendMetric::IssuesOpened, 1, 2),
            of(corrected.window.id.clone(), TrendMetric::PullRequestsClosed, 3, 0),
        ];
        let made = generated(&corrected);
        assert_eq!(made.dropped, []);
        let (text, noun) = (&made.content.items[0].body_markdown, period.noun());
        let before =
            format!("Correction: the digest of the {noun} before counted one opened issue; by now there are two.");
        let own = format!(
            "Correction: the digest of this {noun} as it was published counted three pull requests closed without a \
             merge; by now there are none."
        );
        assert!(text.contains(&before) && text.contains(&own), "{text}");
    }
}

#[test]
fn who_is_back_is_welcome() {
    let mut week = analysis(Period::Weekly, "merged", 40, "fix(parser): handle tabs");
    let person = |name: &str, away: Option<u64>| -> Person {
        serde_json::from_value(json!({
            "person": {"name": name, "login": name, "url": format!("https://github.com/{name}"), "bot": false},
            "commits": 2, "pull_requests_merged": 0, "pull_requests_opened": 1, "reviews": 0, "issues_opened": 0,
            "comments": 0, "merged_for_others": 0, "additions": 0, "deletions": 0, "repositories": [], "scopes": [],
            "returned_after_days": away,
        }))
        .unwrap()
    };
    week.people = vec![person("ann", Some(120)), person("zoe", None)];
    week.insights =
        vec![insight(1, "returning_contributor", &json!({"value": 1, "of": 120, "people": [week.people[0].person]}))];
    let text = &generated(&week).content.items[0].body_markdown;
    assert_eq!(text.matches("120 days away").count(), 1, "it is said once: {text}");
    assert!(text.contains("Welcome back, "), "{text}");
}

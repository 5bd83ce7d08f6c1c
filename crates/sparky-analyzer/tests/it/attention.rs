//! What needs attention: each rule on a case that it is about and on one that it must leave alone.

use serde_json::{Value, json};
use sparky_analyzer::{Config, Thresholds, analyze};
use sparky_schema::analysis::{Analysis, Attention, AttentionKind, Severity};

use crate::world::{collection, comment, commit, input, issue, on_github, pull_request};

/// The week from 6 to 12 July 2026, with records of the week before.
fn week(repositories: &[Value], config: &Config) -> Vec<Attention> {
    analysis(repositories, config).attention
}

fn analysis(repositories: &[Value], config: &Config) -> Analysis {
    let mut week = serde_json::to_value(collection(repositories, &[])).unwrap();
    week["since"] = json!("2026-06-29T00:00:00Z");
    week["window"] = json!({"period": "weekly", "id": "2026-W28", "since": "2026-07-06T00:00:00Z",
        "until": "2026-07-13T00:00:00Z", "time_zone": "UTC"});
    analyze(&serde_json::from_value(week).unwrap(), input(), config)
}

fn of(records: &Value) -> Vec<Attention> {
    week(&[on_github("acme/app", records)], &Config::default())
}

/// The kind, day and addressees of each item.
fn told(found: &[Attention]) -> Vec<(AttentionKind, String, Vec<&str>)> {
    let names = |item: &'_ Attention| item.date.map(|date| date.format("%m-%d").to_string()).unwrap_or_default();
    found.iter().map(|i| (i.kind, names(i), i.waits_for.iter().map(|person| &*person.name).collect())).collect()
}

fn review(id: &str, number: u64, author: &str, at: &str, state: &str) -> Value {
    json!({"id": id, "pull_request": number, "author": {"login": author}, "submitted_at": at, "state": state})
}

fn open(created_at: &str, timeline: &Value) -> Value {
    pull_request(1, "ann", created_at, &json!({"timeline": timeline}))
}

#[test]
fn a_pull_request_without_a_review_waits_from_the_moment_it_was_ready() {
    let ready = json!([{"event": "ready_for_review", "at": "2026-07-09T00:00:00Z"}]);
    let records = json!({
        "pull_requests": [open("2026-05-01T00:00:00Z", &ready)],
        "reviews": [{"id": "x", "pull_request": 1, "author": {"login": "robot", "bot": true},
            "submitted_at": "2026-07-10T00:00:00Z", "state": "approved"}],
    });
    let found = of(&records);
    assert_eq!(told(&found), [(AttentionKind::ReviewNeeded, "07-09".to_owned(), vec![])]);
    assert_eq!((found[0].severity, found[0].for_text.as_deref()), (Severity::Medium, Some("4 days")));
    assert_eq!(found[0].id, "acme/app#1");
}

#[test]
fn drafts_young_ones_and_those_that_ended_are_left_alone() {
    let with = |number, extra: &Value| pull_request(number, "ann", "2026-07-01T00:00:00Z", extra);
    let records = json!({"pull_requests": [
        with(1, &json!({"draft": true})),
        with(2, &json!({"closed_at": "2026-07-08T00:00:00Z"})),
        pull_request(3, "ann", "2026-07-11T00:00:01Z", &json!({})),
    ]});
    assert_eq!(told(&of(&records)), []);
}

#[test]
fn it_is_the_authors_turn_until_a_review_is_asked_for_again() {
    let asked = json!([{"event": "review_requested", "at": "2026-07-05T00:00:00Z"}]);
    let reviews = json!([
        review("a", 1, "bob", "2026-06-01T00:00:00Z", "changes_requested"),
        review("b", 1, "bob", "2026-06-02T00:00:00Z", "commented"),
        review("c", 1, "eve", "2026-06-03T00:00:00Z", "approved"),
    ]);
    let turn =
        |timeline: &Value| of(&json!({"pull_requests": [open("2026-05-01T00:00:00Z", timeline)], "reviews": reviews}));
    assert_eq!(told(&turn(&json!([]))), [(AttentionKind::AuthorNeeded, "06-01".to_owned(), vec!["ann"])]);
    assert_eq!(told(&turn(&asked)), [(AttentionKind::ReviewNeeded, "07-05".to_owned(), vec!["bob"])]);
}

#[test]
fn an_approval_lasts_until_it_is_dismissed() {
    let turn = |last: &str| {
        let reviews = [
            review("a", 1, "bob", "2026-07-01T00:00:00Z", "changes_requested"),
            review("b", 1, "bob", "2026-07-03T00:00:00Z", last),
        ];
        of(&json!({"pull_requests": [open("2026-07-01T00:00:00Z", &json!([]))], "reviews": reviews}))
    };
    assert_eq!(told(&turn("approved")), [(AttentionKind::MergeNeeded, "07-03".to_owned(), vec![])]);
    assert_eq!(told(&turn("dismissed")), [(AttentionKind::AuthorNeeded, "07-03".to_owned(), vec!["ann"])]);
}

#[test]
fn a_reply_to_comments_gives_the_turn_back_and_what_is_not_known_is_not_told() {
    let turn = |reviewed: &str, reply: Option<&str>| {
        let comments: Vec<Value> = reply.map(|at| comment("c", 1, &json!({"login": "ann"}), at)).into_iter().collect();
        of(&json!({
            "pull_requests": [open("2026-06-01T00:00:00Z", &json!([]))],
            "reviews": [review("a", 1, "bob", reviewed, "commented")],
            "comments": comments,
        }))
    };
    let (lately, long_ago) = ("2026-07-01T00:00:00Z", "2026-06-10T00:00:00Z");
    assert_eq!(told(&turn(lately, None)), [(AttentionKind::AuthorNeeded, "07-01".to_owned(), vec!["ann"])]);
    let replied = turn(lately, Some("2026-07-02T00:00:00Z"));
    assert_eq!(told(&replied), [(AttentionKind::ReviewNeeded, "07-02".to_owned(), vec![])]);
    assert_eq!(told(&turn(long_ago, None)), [], "ann may have replied in June");
}

#[test]
fn a_silent_draft_is_stale_when_all_that_was_said_is_known() {
    let config = Config { attention: Thresholds { stale_days: 5, ..Thresholds::default() }, ..Config::default() };
    let draft = |created_at: &str| {
        let records = json!({
            "pull_requests": [pull_request(1, "ann", created_at, &json!({"draft": true}))],
        });
        week(&[on_github("acme/app", &records)], &config)
    };
    assert_eq!(told(&draft("2026-07-01T00:00:00Z")), [(AttentionKind::Stale, "07-01".to_owned(), vec!["ann"])]);
    assert_eq!(told(&draft("2026-06-01T00:00:00Z")), [], "somebody may have spoken in June");
}

#[test]
fn an_issue_waits_for_the_first_answer_of_somebody_else() {
    let at = "2026-07-01T00:00:00Z";
    let with = |number, key: &str, value: &Value| {
        let mut issue = issue(number, "ann", at, None);
        issue[key] = value.clone();
        issue
    };
    let records = json!({
        "issues": [
            issue(1, "ann", at, None),
            issue(2, "ann", at, None),
            with(3, "association", &json!("member")),
            with(4, "assignees", &json!([{"login": "bob"}])),
            issue(5, "ann", "2026-06-01T00:00:00Z", None),
            with(6, "author", &json!({"login": "robot", "bot": true})),
        ],
        "comments": [
            comment("a", 1, &json!({"login": "ann"}), at),
            comment("b", 1, &json!({"login": "robot", "bot": true}), at),
            comment("c", 2, &json!({"login": "bob"}), at),
        ],
    });
    let found = of(&records);
    assert_eq!(told(&found), [(AttentionKind::Unanswered, "07-01".to_owned(), vec![])]);
    assert_eq!((found[0].number, found[0].severity), (Some(1), Severity::High), "12 days of at most 3");
}

#[test]
fn a_red_branch_names_what_failed() {
    let sha = "1".repeat(40);
    let run = |id: &str, name: &str, head: &str, conclusion: &str| {
        json!({"id": id, "name": name, "head": head, "started_at": "2026-07-12T11:00:00Z",
            "finished_at": "2026-07-12T11:10:00Z", "conclusion": conclusion})
    };
    let records = json!({
        "commits": [commit('1', "2026-07-12T10:00:00Z", &json!({"name": "Ann"}), &json!({}))],
        "workflow_runs": [
            run("1", "test", &sha, "failure"),
            run("2", "lint", &sha, "success"),
            run("3", "docs", &"2".repeat(40), "failure"),
        ],
    });
    let mut repository = on_github("acme/app", &records);
    let branch = |repository: &Value| week(std::slice::from_ref(repository), &Config::default());
    assert_eq!(told(&branch(&repository)), [], "a past window knows no checks");
    repository["checks"] = json!({"sha": sha, "state": "failure"});
    let found = branch(&repository);
    assert_eq!(told(&found), [(AttentionKind::DefaultBranchRed, "07-12".to_owned(), vec![])]);
    assert_eq!((found[0].subject.as_str(), found[0].severity), ("test", Severity::High));
    repository["checks"]["state"] = json!("pending");
    assert_eq!(told(&branch(&repository)), []);
}

#[test]
fn many_that_wait_for_one_person_are_told_by_the_person() {
    let records = |count: u64| {
        let at = "2026-07-01T00:00:00Z";
        let pull_requests: Vec<Value> = (1..=count).map(|n| pull_request(n, "ann", at, &json!({}))).collect();
        let reviews = (1..=count).map(|n| review(&format!("r{n}"), n, "bob", at, "changes_requested"));
        json!({"pull_requests": pull_requests, "reviews": reviews.collect::<Vec<_>>()})
    };
    assert_eq!(of(&records(2)).len(), 2);
    let found = of(&records(3));
    let blocked: Vec<_> = found.iter().filter(|item| item.kind == AttentionKind::BlockedOnPerson).collect();
    assert_eq!((found.len(), blocked.len()), (4, 1));
    assert_eq!(blocked[0].evidence, ["acme/app#1", "acme/app#2", "acme/app#3"]);
    let config = Config { exclude: vec!["ann".parse().unwrap()], ..Config::default() };
    let found = week(&[on_github("acme/app", &records(3))], &config);
    assert!(found.iter().all(|item| item.waits_for.is_empty() && item.author.is_none()), "ann opted out");
}

#[test]
fn without_reviews_nobody_knows_what_waits() {
    let mut repository = on_github("acme/app", &json!({"pull_requests": [open("2026-05-01T00:00:00Z", &json!([]))]}));
    repository["kinds"] = json!(["pull_requests", "issues"]);
    assert_eq!(told(&week(&[repository], &Config::default())), []);
}

#[test]
fn a_conflict_is_told_whoever_has_the_turn() {
    let with = |number, created_at, extra: &Value| {
        let mut pull_request = pull_request(number, "ann", created_at, &json!({"mergeable": "conflicting"}));
        extra.as_object().unwrap().iter().for_each(|(key, value)| pull_request[key] = value.clone());
        pull_request
    };
    let robot = json!({"author": {"login": "robot", "bot": true}, "assignees": [{"login": "eve"}]});
    let old = "2026-05-01T00:00:00Z";
    let records = json!({"pull_requests": [
        with(1, old, &json!({})), with(2, old, &robot), with(3, old, &json!({"draft": true})),
        with(4, "2026-07-12T00:00:00Z", &json!({})), with(5, "2026-07-12T00:00:00Z", &json!({"mergeable": "mergeable"})),
    ]});
    let found = of(&records);
    let named = [(AttentionKind::Conflicting, vec!["ann"]), (AttentionKind::Conflicting, vec!["eve"])];
    assert_eq!(told(&found), named.map(|(kind, names)| (kind, String::new(), names)), "nobody knows since when");
    let severities: Vec<Severity> = found.iter().map(|item| item.severity).collect();
    assert_eq!(severities, [Severity::Medium, Severity::Low]);
}

#[test]
fn counts_by_kind_are_those_of_the_list() {
    let records = json!({"issues": [issue(1, "ann", "2026-06-30T00:00:00Z", None), issue(2, "bob", "2026-07-01T00:00:00Z", None)]});
    let made = analysis(&[on_github("acme/app", &records)], &Config::default());
    let counts: Vec<(AttentionKind, u64)> = made.attention_counts.iter().map(|one| (one.kind, one.count)).collect();
    assert_eq!(counts, [(AttentionKind::Unanswered, 2)]);
    assert_eq!(made.attention.len(), 2);
}

//! How work flowed, on examples that are worked out by hand. The cases of first responses and drafts are those with
//! which `github/issue-metrics` tests its own.

use serde_json::{Value, json};
use sparky_schema::analysis::{Flow, LeadTime};
use sparky_schema::totals::Distribution;

use crate::world::{analyzed, collection, comment, commit, input, issue, local_clone, on_github, pull_request, review};

const NOON: &str = "2026-07-08T12:00:00Z";

fn flow(records: &Value) -> Flow {
    analyzed(&[on_github("acme/app", records)]).flow.unwrap()
}

fn event(kind: &str, at: &str) -> Value {
    json!({"event": kind, "at": at})
}

/// A pull request of ann that was merged at noon.
fn merged(number: u64, created_at: &str, timeline: &[Value]) -> Value {
    let mut timeline = timeline.to_vec();
    timeline.push(event("closed", NOON));
    let extra = json!({"merged_at": NOON, "closed_at": NOON, "timeline": timeline});
    pull_request(number, "ann", created_at, &extra)
}

fn verdict(id: &str, number: u64, author: &str, at: &str, state: &str) -> Value {
    let mut review = review(id, number, &json!({"login": author}), at);
    review["state"] = json!(state);
    review
}

fn median(distribution: Option<&Distribution>) -> (u64, Option<f64>) {
    distribution.map(|d| (d.count, d.median)).unwrap()
}

#[test]
fn a_merged_pull_request_passes_through_pickup_review_and_merge() {
    let records = json!({
        "pull_requests": [merged(1, "2026-07-07T00:00:00Z", &[event("ready_for_review", "2026-07-07T06:00:00Z")])],
        "reviews": [
            verdict("a", 1, "bob", "2026-07-07T05:00:00Z", "commented"),
            verdict("b", 1, "ann", "2026-07-07T07:00:00Z", "commented"),
            verdict("c", 1, "bob", "2026-07-07T08:00:00Z", "changes_requested"),
            verdict("d", 1, "eve", "2026-07-07T10:00:00Z", "approved"),
            verdict("e", 1, "bob", "2026-07-08T09:00:00Z", "approved"),
            verdict("f", 1, "bob", "2026-07-08T13:00:00Z", "approved"),
        ],
    });
    let flow = flow(&records).pull_requests.unwrap();
    let LeadTime { coding, pickup, review, merge } = flow.lead_time;
    assert_eq!(coding, None, "the commits are not known");
    assert_eq!(median(pickup.as_ref()), (1, Some(2.0)), "from ready at 6 to the review at 8");
    assert_eq!(median(review.as_ref()), (1, Some(25.0)), "to the last approval before the merge");
    assert_eq!(median(merge.as_ref()), (1, Some(3.0)));
    assert_eq!(median(flow.time_in_draft_hours.as_ref()), (1, Some(6.0)));
}

#[test]
fn a_pull_request_whose_timeline_was_not_read_has_no_stages() {
    let records = json!({
        "pull_requests": [pull_request(1, "ann", "2026-07-07T00:00:00Z", &json!({"merged_at": NOON, "closed_at": NOON}))],
        "reviews": [verdict("a", 1, "bob", "2026-07-07T05:00:00Z", "approved")],
    });
    let lead_time = flow(&records).pull_requests.unwrap().lead_time;
    assert_eq!(median(lead_time.pickup.as_ref()), (0, None));
    assert_eq!(median(lead_time.merge.as_ref()), (0, None));
}

#[test]
fn coding_begins_with_the_first_commit_that_the_merge_brought() {
    let ann = json!({"login": "ann", "name": "Ann"});
    let id = |digit: char| digit.to_string().repeat(40);
    let history = |fork: char| {
        json!({
            "commits": [
                commit('1', "2026-07-07T00:00:00Z", &ann, &json!({"parents": [id('0')]})),
                commit('2', "2026-07-07T04:00:00Z", &ann,
                    &json!({"parents": [id(fork)], "authored_at": "2026-07-07T02:00:00Z"})),
                commit('3', "2026-07-07T05:00:00Z", &ann, &json!({"parents": [id('2')]})),
                commit('4', NOON, &ann, &json!({"parents": [id('1'), id('3')]})),
            ],
            "pull_requests": [overridden(merged(1, "2026-07-07T05:30:00Z", &[]), "merge_commit", &json!(id('4')))],
        })
    };
    let coding = |fork: char| flow(&history(fork)).pull_requests.unwrap().lead_time.coding;
    assert_eq!(median(coding('1').as_ref()), (1, Some(3.5)), "from two o'clock");
    assert_eq!(median(coding('0').as_ref()), (1, Some(3.5)), "forked just before the records begin");
    assert_eq!(coding('f'), None, "the branch may have begun earlier");
}

fn overridden(mut value: Value, key: &str, with: &Value) -> Value {
    value[key] = with.clone();
    value
}

/// The analysis of January 2023 in which these pull requests and answers lie.
fn january(records: &Value) -> Flow {
    let mut month = serde_json::to_value(collection(&[on_github("acme/app", records)], &[])).unwrap();
    month["since"] = json!("2022-12-01T00:00:00Z");
    month["window"] = json!({"period": "monthly", "id": "2023-01", "since": "2023-01-01T00:00:00Z",
        "until": "2023-02-01T00:00:00Z", "time_zone": "UTC"});
    let month = serde_json::from_value(month).unwrap();
    sparky_analyzer::analyze(&month, input(), &sparky_analyzer::Config::default()).flow.unwrap()
}

/// Comments and reviews by login and time; the days to the first response.
fn first_response(comments: &[(&str, &str)], reviews: &[(&str, &str)], ready: Option<&str>) -> Option<f64> {
    let timeline: Vec<Value> = ready.iter().map(|at| event("ready_for_review", at)).collect();
    let actor = |login: &str| json!({"login": login, "bot": login == "robot"});
    let comments = comments.iter().enumerate().map(|(n, (login, at))| comment(&format!("c{n}"), 1, &actor(login), at));
    let reviews = reviews.iter().enumerate().map(|(n, (login, at))| review(&format!("r{n}"), 1, &actor(login), at));
    let flow = january(&json!({
        "pull_requests": [pull_request(1, "owner", "2023-01-01T00:00:00Z", &json!({"timeline": timeline}))],
        "comments": comments.collect::<Vec<_>>(),
        "reviews": reviews.collect::<Vec<_>>(),
    }));
    flow.pull_requests.unwrap().time_to_first_response_hours.unwrap().median.map(|hours| hours / 24.0)
}

#[test]
fn the_first_response_is_that_of_the_reference() {
    let (second, third, fourth, fifth) =
        ("2023-01-02T00:00:00Z", "2023-01-03T00:00:00Z", "2023-01-04T00:00:00Z", "2023-01-05T00:00:00Z");
    let half = "2023-01-02T12:00:00Z";
    assert_eq!(first_response(&[("a", second), ("a", half)], &[], None), Some(1.0));
    assert_eq!(first_response(&[], &[], None), None);
    assert_eq!(first_response(&[], &[("a", second), ("a", half)], None), Some(1.0));
    assert_eq!(first_response(&[("a", second)], &[("a", third)], None), Some(1.0));
    assert_eq!(first_response(&[("a", third)], &[("a", second)], None), Some(1.0));
    let early = (&[("a", second), ("a", fifth)], &[("a", half), ("a", fourth)]);
    assert_eq!(first_response(early.0, early.1, Some(third)), Some(1.0), "before it was ready does not count");
    let own = (&[("owner", second), ("a", fifth)], &[("owner", third), ("a", fourth)]);
    assert_eq!(first_response(own.0, own.1, None), Some(3.0), "the author does not count");
    assert_eq!(first_response(&[("robot", second)], &[("robot", third), ("a", fourth)], None), Some(3.0));
    assert_eq!(first_response(&[("robot", second)], &[("owner", third)], None), None);
}

#[test]
fn what_was_opened_before_the_records_begin_has_no_first_response() {
    let records = json!({
        "issues": [
            issue(1, "ann", "2026-07-01T00:00:00Z", None),
            issue(2, "ann", "2026-07-08T00:00:00Z", None),
        ],
        "comments": [
            comment("a", 1, &json!({"login": "bob"}), NOON),
            comment("b", 2, &json!({"login": "bob"}), NOON),
        ],
    });
    let issues = flow(&records).issues.unwrap();
    assert_eq!(median(issues.time_to_first_response_hours.as_ref()), (1, Some(12.0)));
}

/// The spells of the reference, moved into a pull request that was merged at noon on 8 July; in days.
fn in_draft(timeline: &[(&str, &str)], draft: bool) -> Option<f64> {
    let timeline: Vec<Value> = timeline.iter().map(|(kind, at)| event(kind, at)).collect();
    let mut pull_request = merged(1, "2026-07-01T00:00:00Z", &timeline);
    pull_request["draft"] = json!(draft);
    let flow = flow(&json!({"pull_requests": [pull_request]})).pull_requests.unwrap();
    flow.time_in_draft_hours.unwrap().median.map(|hours| hours / 24.0)
}

#[test]
fn the_time_in_draft_is_that_of_the_reference() {
    let (first, third, fifth, seventh) =
        ("2026-07-01T00:00:00Z", "2026-07-03T00:00:00Z", "2026-07-05T00:00:00Z", "2026-07-07T00:00:00Z");
    let (draft, ready) = ("converted_to_draft", "ready_for_review");
    assert_eq!(in_draft(&[(ready, third)], false), Some(2.0), "opened as a draft");
    assert_eq!(in_draft(&[(draft, third), (ready, fifth)], false), Some(2.0));
    let twice = [(ready, third), (draft, fifth), (ready, seventh)];
    assert_eq!(in_draft(&twice, false), Some(4.0));
    assert_eq!(in_draft(&[], false), None);
    assert_eq!(in_draft(&[(draft, first)], true), None, "it ended as a draft");
}

#[test]
fn reviews_cover_and_weigh() {
    let on = |number, at| merged(number, at, &[]);
    let day = "2026-07-08T01:00:00Z";
    let records = json!({
        "pull_requests": [on(1, day), on(2, day), on(3, day)],
        "reviews": [
            verdict("a", 1, "bob", "2026-07-08T02:00:00Z", "commented"),
            verdict("b", 1, "bob", "2026-07-08T03:00:00Z", "approved"),
            verdict("c", 2, "eve", "2026-07-08T03:00:00Z", "commented"),
            verdict("d", 3, "ann", "2026-07-08T03:00:00Z", "commented"),
            review("e", 3, &json!({"login": "robot", "bot": true}), "2026-07-08T03:00:00Z"),
        ],
        "review_comments": [
            comment("x", 1, &json!({"login": "bob"}), "2026-07-08T02:00:00Z"),
            comment("y", 1, &json!({"login": "bob"}), "2026-07-08T02:00:00Z"),
            comment("z", 1, &json!({"login": "ann"}), "2026-07-08T02:00:00Z"),
        ],
    });
    let reviews = flow(&records).reviews.unwrap();
    assert_eq!((reviews.merged, reviews.reviewed, reviews.approved, reviews.coverage_percent), (3, 2, 1, Some(67)));
    assert_eq!(reviews.reviews_each.median, Some(1.5));
    assert_eq!(reviews.comments_each.map(|spread| (spread.count, spread.max)), Some((2, Some(2.0))));
    assert_eq!((reviews.reviewers, reviews.busiest_percent), (2, Some(67)));
    let load: Vec<_> = reviews.load.iter().map(|l| (&*l.person.name, l.reviews, l.pull_requests, l.percent)).collect();
    assert_eq!(load, [("bob", 2, 1, 67), ("eve", 1, 1, 33)]);
}

#[test]
fn pull_requests_and_issues_go_in_and_out() {
    let records = json!({
        "pull_requests": [
            merged(1, "2026-07-08T00:00:00Z", &[]),
            pull_request(2, "ann", "2026-07-08T00:00:00Z", &json!({})),
            pull_request(3, "ann", "2026-07-07T00:00:00Z", &json!({"closed_at": NOON})),
        ],
        "issues": [
            issue(4, "ann", "2026-07-06T00:00:00Z", None),
            issue(5, "ann", "2026-07-08T00:00:00Z", None),
            issue(6, "ann", "2026-07-01T00:00:00Z", Some(NOON)),
        ],
    });
    let mut repository = on_github("acme/app", &records);
    let unknown = analyzed(std::slice::from_ref(&repository)).flow.unwrap().issues.unwrap();
    assert_eq!((unknown.open, unknown.age_days), (None, None));
    repository["open"] = json!({"pull_requests": 1, "issues": 2});
    let flow = analyzed(&[repository]).flow.unwrap();
    let pull_requests = flow.pull_requests.unwrap();
    assert_eq!((pull_requests.growth, pull_requests.merge_rate_percent), (0, Some(50)));
    assert_eq!((pull_requests.merged_per_day, pull_requests.open), (1.0, Some(1)));
    assert_eq!((pull_requests.lines.count, pull_requests.lines.median), (1, Some(25.0)));
    let issues = flow.issues.unwrap();
    assert_eq!((issues.growth, issues.closed_percent, issues.open), (0, Some(100), Some(2)));
    assert_eq!(issues.age_days.map(|days| (days.median, days.max)), Some((Some(2.0), Some(3.0))));
}

#[test]
fn an_open_issue_that_is_not_listed_hides_the_age() {
    let mut repository = on_github("acme/app", &json!({"issues": [issue(1, "ann", NOON, None)]}));
    repository["open"] = json!({"pull_requests": 0, "issues": 2});
    assert_eq!(analyzed(&[repository]).flow.unwrap().issues.unwrap().age_days, None);
}

#[test]
fn releases_have_a_cadence() {
    let release = |tag: &str, at: &str, pre: bool| json!({"tag": tag, "name": "", "author": null, "published_at": at, "prerelease": pre});
    let releases = json!({"releases": [
        release("v1", "2026-07-07T00:00:00Z", false),
        release("v2-rc", "2026-07-08T06:00:00Z", true),
        release("v2", NOON, false),
    ]});
    let flow = flow(&releases).releases.unwrap();
    assert_eq!((flow.stable, flow.prereleases), (1, 1));
    assert_eq!((flow.days_between.count, flow.days_between.median, flow.days_since), (1, Some(1.5), Some(0.5)));
}

#[test]
fn what_is_not_known_has_no_flow() {
    let here = analyzed(&[on_github("acme/app", &json!({})), local_clone("local/tool", &json!({}))]);
    let flow = here.flow.unwrap();
    assert!(flow.pull_requests.is_none() && flow.reviews.is_none() && flow.issues.is_none());
    assert!(flow.releases.is_some());
    let alone: Vec<bool> =
        here.repositories.iter().map(|r| r.flow.as_ref().is_some_and(|flow| flow.issues.is_some())).collect();
    assert_eq!(alone, [true, false]);
}

#[test]
fn hours_are_local_and_files_are_hot() {
    let ann = json!({"name": "Ann", "email_hash": "00aa"});
    let bob = json!({"name": "Bob", "email_hash": "00bb"});
    let touching = |path: &str| json!({"files": [{"path": path, "additions": 3, "deletions": 1}]});
    let commits = json!({"commits": [
        commit('1', "2026-07-08T01:10:00Z", &ann, &touching("src/a.rs")),
        commit('2', "2026-07-08T01:50:00Z", &bob, &touching("src/a.rs")),
        commit('3', "2026-07-08T23:59:59Z", &bob, &touching("src/b.rs")),
    ]});
    let analysis = analyzed(&[local_clone("local/tool", &commits)]);
    let hours = analysis.hours.unwrap();
    assert_eq!((hours.commits.len(), hours.commits[1], hours.commits[23], hours.events[1]), (24, 2, 1, 2));
    let hot: Vec<_> = analysis.hot_files.iter().map(|f| (&*f.path, f.commits, f.churn, f.people)).collect();
    assert_eq!(hot, [("src/a.rs", 2, 8, 2)]);
}

//! Statements about a window: each rule at its edge, what is new, what is said once, and how many there are.

use chrono::NaiveDate;
use serde_json::{Value, json};
use sparky_analyzer::{Config, add_insights, analyze};
use sparky_schema::SchemaId;
use sparky_schema::analysis::{
    Analysis, Attention, AttentionKind, Drift, DriftKind, HotFile, InsightKind, LevelChange, Novelty, Person,
    PersonName, Record, ReviewFlow, ReviewLoad, Severity, Trend, TrendMetric, UnusualDay, WindowTrend,
};
use sparky_schema::collection::Collection;
use sparky_schema::told::{Pace, PaceKind, Told, ToldInsight};
use sparky_schema::totals::Distribution;

use crate::world::{collection, commit, input, issue, local_clone, on_github, pull_request};

const AT: &str = "2026-07-08T12:00:00Z";

/// The analysis of a Wednesday, and what it was made from.
fn analyzed(repository: Value) -> (Collection, Analysis) {
    let collection = collection(&[repository], &[]);
    let analysis = analyze(&collection, input(), &Config::default());
    (collection, analysis)
}

fn nothing() -> (Collection, Analysis) {
    analyzed(on_github("acme/app", &json!({})))
}

fn merged(number: u64, title: &str, created_at: &str) -> Value {
    let extra = json!({"title": title, "merged_at": AT, "closed_at": AT});
    pull_request(number, "ann", created_at, &extra)
}

fn kinds(collection: &Collection, analysis: &Analysis, earlier: &[Told]) -> Vec<InsightKind> {
    let mut analysis = analysis.clone();
    add_insights(collection, &mut analysis, earlier, 20);
    analysis.insights.iter().map(|insight| insight.kind).collect()
}

/// What `change` makes of a window without anything.
fn after(change: impl FnOnce(&mut Analysis)) -> Vec<InsightKind> {
    let (collection, mut analysis) = nothing();
    change(&mut analysis);
    kinds(&collection, &analysis, &[])
}

fn name(name: &str) -> PersonName {
    PersonName { name: name.to_owned(), login: name.parse().ok(), url: None, bot: false }
}

/// What was told of the day `back` days before; 0 is the day itself.
fn told(back: u64) -> Told {
    let mut window = collection(&[], &[]).window;
    for _ in 0..back {
        window = window.previous().unwrap();
    }
    let schema = SchemaId::of::<Told>();
    Told { schema, window, insights: Vec::new(), paces: Vec::new(), releases: Some(0) }
}

#[test]
fn changes_that_readers_must_know_lead() {
    let pulls = json!([
        merged(1, "fix(security): keep out", "2026-07-08T01:00:00Z"),
        merged(2, "feat!: another format", "2026-07-08T01:00:00Z"),
        merged(3, "Revert \"feat: x\"", "2026-07-08T01:00:00Z"),
        merged(4, "revert: y", "2026-07-08T01:00:00Z"),
        merged(5, "Old thing", "2026-05-01T00:00:00Z"),
    ]);
    let issues = json!([issue(9, "bob", "2025-01-01T00:00:00Z", Some(AT))]);
    let (collection, mut analysis) =
        analyzed(on_github("acme/app", &json!({"pull_requests": pulls, "issues": issues})));
    add_insights(&collection, &mut analysis, &[], 20);
    let told: Vec<(InsightKind, &str)> =
        analysis.insights.iter().map(|insight| (insight.kind, insight.evidence[0].as_str())).collect();
    let expected = [
        (InsightKind::Security, "acme/app#1"),
        (InsightKind::Breaking, "acme/app#2"),
        (InsightKind::Reverts, "acme/app#3"),
        (InsightKind::OldIssueClosed, "acme/app#9"),
        (InsightKind::LongLivedMerged, "acme/app#5"),
    ];
    assert_eq!(told, expected);
    assert_eq!(analysis.insights.iter().map(|insight| insight.rank).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(analysis.insights[4].value, Some(68));
}

#[test]
fn a_text_about_security_is_no_security_fix() {
    let of = |title: &str| {
        let pulls = json!([merged(1, title, "2026-07-08T01:00:00Z")]);
        let (collection, analysis) = analyzed(on_github("acme/app", &json!({"pull_requests": pulls})));
        kinds(&collection, &analysis, &[])
    };
    assert_eq!(of("Flesh out the security considerations"), []);
    assert_eq!(of("Fix a vulnerability in the parser"), [InsightKind::Security]);
}

#[test]
fn one_fact_is_told_once() {
    let pulls = json!([merged(1, "fix(security)!: keep out", "2026-01-08T01:00:00Z")]);
    let (collection, analysis) = analyzed(on_github("acme/app", &json!({"pull_requests": pulls})));
    assert_eq!(kinds(&collection, &analysis, &[]), [InsightKind::Security], "it is breaking and long-lived besides");
}

#[test]
fn backlogs_grow_and_shrink_by_twice_as_many() {
    let issues = |opened: u64, closed: u64| {
        after(|analysis| (analysis.totals.issues_opened, analysis.totals.issues_closed) = (Some(opened), Some(closed)))
    };
    assert_eq!(issues(8, 4), [InsightKind::BacklogGrowing]);
    assert_eq!(issues(8, 5), []);
    assert_eq!(issues(7, 0), [], "few say nothing");
    assert_eq!(issues(0, 8), [InsightKind::BacklogShrinking]);
    let pulls = after(|analysis| {
        analysis.totals.pull_requests_opened = Some(9);
        analysis.totals.pull_requests_merged = Some(3);
        analysis.totals.pull_requests_closed = Some(1);
    });
    assert_eq!(pulls, [InsightKind::PullRequestsPilingUp]);
    assert_eq!(after(|analysis| analysis.totals.issues_closed = None), [], "what is not known says nothing");
}

fn reviews(change: impl FnOnce(&mut ReviewFlow)) -> Vec<InsightKind> {
    after(|analysis| change(analysis.flow.as_mut().unwrap().reviews.as_mut().unwrap()))
}

#[test]
fn reviews_are_missing_or_by_one_person() {
    assert_eq!(reviews(|flow| (flow.merged, flow.coverage_percent) = (10, Some(50))), [InsightKind::Unreviewed]);
    assert_eq!(reviews(|flow| (flow.merged, flow.coverage_percent) = (10, Some(51))), []);
    let busy = |percent: u64, reviewers: u64| {
        reviews(|flow| {
            (flow.reviewers, flow.busiest_percent) = (reviewers, Some(percent));
            flow.load = vec![ReviewLoad { person: name("ann"), reviews: 20, pull_requests: 9, percent }];
        })
    };
    assert_eq!(busy(60, 3), [InsightKind::ReviewConcentration]);
    assert_eq!(busy(59, 3), []);
    assert_eq!(busy(90, 2), [], "of two people one has most");
}

fn person(login: &str, commits: u64, newcomer: bool) -> Person {
    serde_json::from_value(json!({
        "person": name(login), "commits": commits, "pull_requests_merged": 0, "pull_requests_opened": 1, "reviews": 0,
        "issues_opened": 0, "comments": 0, "merged_for_others": 0, "additions": 0, "deletions": 0,
        "repositories": [], "scopes": [], "newcomer": newcomer,
    }))
    .unwrap()
}

#[test]
fn people_are_new_or_make_most_commits() {
    let new = after(|analysis| analysis.people = vec![person("ann", 0, true), person("bob", 1, false)]);
    assert_eq!(new, [InsightKind::FirstContribution]);
    let commits = |most: u64| {
        after(|analysis| {
            analysis.people = vec![person("ann", most, false), person("bob", 4, false), person("cid", 4, false)];
        })
    };
    assert_eq!(commits(24), [InsightKind::CommitConcentration]);
    assert_eq!(commits(23), []);
}

#[test]
fn a_source_file_is_hot_when_it_stands_out() {
    let files = |files: &[(&str, u64, u64)]| {
        after(|analysis| {
            let file = |(path, commits, people): &(&str, u64, u64)| HotFile {
                repository: "acme/app".parse().unwrap(),
                path: (*path).to_owned(),
                commits: *commits,
                churn: 10,
                people: *people,
            };
            analysis.hot_files = files.iter().map(file).collect();
        })
    };
    assert_eq!(files(&[("Cargo.lock", 20, 5), ("src/a.rs", 6, 1), ("src/b.rs", 3, 1)]), [InsightKind::HotFile]);
    assert_eq!(files(&[("src/a.rs", 6, 1), ("src/b.rs", 4, 1)]), []);
    assert_eq!(files(&[("src/a.rs", 6, 3), ("src/b.rs", 4, 1)]), [InsightKind::HotFile]);
}

#[test]
fn what_takes_longer_than_usual_is_told_once_usual_is_known() {
    let slow = |hours: f64| {
        move |analysis: &mut Analysis| {
            analysis.metrics.time_to_merge_hours =
                Some(Distribution { count: 6, median: Some(hours), ..Distribution::default() });
        }
    };
    let earlier: Vec<Told> = (1..=3)
        .map(|back| Told { paces: vec![Pace { kind: PaceKind::Merge, count: 5, median_hours: 24.0 }], ..told(back) })
        .collect();
    let kinds_of = |hours: f64, earlier: &[Told]| {
        let (collection, mut analysis) = nothing();
        slow(hours)(&mut analysis);
        kinds(&collection, &analysis, earlier)
    };
    assert_eq!(kinds_of(36.0, &earlier), [InsightKind::MergeSlower]);
    assert_eq!(kinds_of(16.0, &earlier), [InsightKind::MergeFaster]);
    assert_eq!(kinds_of(30.0, &earlier), []);
    assert_eq!(kinds_of(36.0, &earlier[..2]), [], "two windows do not say what is usual");
}

#[test]
fn a_release_after_many_windows_without_one() {
    let release =
        json!({"releases": [{"tag": "v2", "name": "", "author": null, "published_at": AT, "prerelease": false}]});
    let (collection, analysis) = analyzed(on_github("acme/app", &release));
    let earlier: Vec<Told> = (1..=4).map(told).collect();
    assert_eq!(kinds(&collection, &analysis, &earlier), [InsightKind::ReleaseAfterGap]);
    assert_eq!(kinds(&collection, &analysis, &earlier[..3]), []);
    let hole: Vec<Told> = [1, 2, 4, 5].into_iter().map(told).collect();
    assert_eq!(kinds(&collection, &analysis, &hole), [], "nobody knows what came out on the third day before");
}

fn attention(kind: AttentionKind, number: u64) -> Attention {
    let id = format!("acme/app#{number}");
    serde_json::from_value(json!({
        "kind": kind, "severity": Severity::High, "id": id, "repository": "acme/app", "number": number, "url": null,
        "subject": "x", "author": null, "waits_for": [name("ann")], "since": "2026-07-01T00:00:00Z",
        "date": "2026-07-01", "for_text": "7 days", "evidence": [id],
    }))
    .unwrap()
}

#[test]
fn what_needs_attention_is_summed_up() {
    for (kind, told) in [
        (AttentionKind::Stale, InsightKind::StaleWork),
        (AttentionKind::MergeNeeded, InsightKind::ReadyToMerge),
        (AttentionKind::Unanswered, InsightKind::Unanswered),
    ] {
        assert_eq!(after(|analysis| analysis.attention = (1..=3).map(|n| attention(kind, n)).collect()), [told]);
        assert_eq!(after(|analysis| analysis.attention = (1..=2).map(|n| attention(kind, n)).collect()), []);
    }
    let one = |kind| after(move |analysis| analysis.attention = vec![attention(kind, 1)]);
    assert_eq!(one(AttentionKind::DefaultBranchRed), [InsightKind::RedBranch]);
    assert_eq!(one(AttentionKind::BlockedOnPerson), [InsightKind::BlockedOnPerson]);
}

fn trend(unusual: Vec<UnusualDay>, change: Option<LevelChange>) -> Trend {
    let mut trend: Trend = serde_json::from_value(json!({
        "metric": "commits", "median": 1.0, "deviation": 1.0, "last_week": 1.0, "unusual": [], "change": null
    }))
    .unwrap();
    (trend.unusual, trend.change) = (unusual, change);
    trend
}

#[test]
fn days_that_are_not_like_the_others() {
    let date: NaiveDate = "2026-07-08".parse().unwrap();
    let odd = UnusualDay { date, value: 40.0, usual: 2.5, score: 9.0 };
    let level = |date| Some(LevelChange { date, before: 2.0, after: 9.0, sure_percent: 99, found: None });
    assert_eq!(after(|a| a.trends = vec![trend(vec![odd.clone()], None)]), [InsightKind::UnusualDay]);
    assert_eq!(after(|a| a.trends = vec![trend(Vec::new(), level(date))]), [InsightKind::LevelChange]);
    let before = date.pred_opt().unwrap();
    assert_eq!(after(|a| a.trends = vec![trend(Vec::new(), level(before))]), [], "that was told when it happened");
    let found = |found| level(before).map(|change| LevelChange { found: Some(found), ..change });
    assert_eq!(after(|a| a.trends = vec![trend(Vec::new(), found(date))]), [InsightKind::LevelChange]);
    assert_eq!(after(|a| a.trends = vec![trend(Vec::new(), found(before))]), [], "that was known then");
}

fn with_record(metric: TrendMetric, value: u64, windows: u64) -> Trend {
    let record = Some(Record { windows, since: Some("2026-03-02".parse().unwrap()) });
    let (usual, change) = (2.0, value as f64 - 2.0);
    let windows = WindowTrend { value, known: 60, usual, change, streak: 1, rising: 1, falling: 0, record };
    Trend { metric, windows: Some(windows), ..trend(Vec::new(), None) }
}

#[test]
fn the_most_for_long_is_told_once() {
    let of = |trends: Vec<Trend>| after(move |analysis| analysis.trends = trends);
    let merged = TrendMetric::PullRequestsMerged;
    assert_eq!(of(vec![with_record(merged, 5, 28)]), [InsightKind::Record]);
    assert_eq!(of(vec![with_record(merged, 4, 28)]), [], "few are no feat");
    assert_eq!(of(vec![with_record(merged, 5, 27)]), [], "a day is the most of a month");
    assert_eq!(of(vec![with_record(TrendMetric::Reviews, 50, 40)]), [], "it follows from the rest");
    let (collection, mut analysis) = nothing();
    analysis.trends = vec![with_record(TrendMetric::Commits, 9, 50), with_record(merged, 5, 28)];
    add_insights(&collection, &mut analysis, &[], 20);
    let told: Vec<_> = analysis.insights.iter().map(|i| (i.key.as_str(), i.value, i.windows)).collect();
    assert_eq!(told, [("record:commits", Some(9), Some(50))], "the one that lasted longest");
    assert_eq!(analysis.insights[0].date, "2026-03-02".parse().ok());
}

#[test]
fn who_is_back_is_told_with_the_days_of_one() {
    let back = |login: &str, days| Person { returned_after_days: days, ..person(login, 0, false) };
    let of = |people: Vec<Person>| {
        let (collection, mut analysis) = nothing();
        analysis.people = people;
        add_insights(&collection, &mut analysis, &[], 20);
        analysis.insights.into_iter().map(|i| (i.kind, i.people.len(), i.of)).collect::<Vec<_>>()
    };
    let kind = InsightKind::ReturningContributor;
    assert_eq!(of(vec![back("ann", Some(120)), back("bob", None)]), [(kind, 1, Some(120))]);
    assert_eq!(of(vec![back("ann", Some(120)), back("bob", Some(91))]), [(kind, 2, None)]);
    assert_eq!(of(vec![back("ann", None)]), []);
}

#[test]
fn parts_of_the_code_and_labels_rise_and_fall() {
    let of = |kind, value: u64, usual: f64| {
        after(move |analysis| {
            let (repository, name) = ("acme/app".parse().unwrap(), "src/parser".to_owned());
            analysis.drifts = vec![Drift { kind, repository, name, value, usual, change: value as f64 - usual }];
        })
    };
    assert_eq!(of(DriftKind::Area, 8, 4.0), [InsightKind::AreaRising]);
    assert_eq!(of(DriftKind::Area, 2, 6.0), [InsightKind::AreaFalling]);
    assert_eq!(of(DriftKind::Label, 9, 0.5), [InsightKind::LabelRising]);
    assert_eq!(of(DriftKind::Label, 0, 4.0), [InsightKind::LabelFalling]);
    assert_eq!(of(DriftKind::Area, 7, 4.0), [], "not twice as many");
    assert_eq!(of(DriftKind::Area, 4, 1.0), [], "nobody feels three");
}

fn growing(collection: &Collection, analysis: &Analysis, opened: u64, earlier: &[Told]) -> (Vec<Novelty>, Told) {
    let mut analysis = analysis.clone();
    (analysis.totals.issues_opened, analysis.totals.issues_closed) = (Some(opened), Some(0));
    let told = add_insights(collection, &mut analysis, earlier, 20);
    (analysis.insights.iter().map(|insight| insight.novelty).collect(), told)
}

#[test]
fn what_was_told_is_not_told_again_until_much_has_changed() {
    let (collection, analysis) = nothing();
    let (new, now) = growing(&collection, &analysis, 10, &[]);
    assert_eq!(new, [Novelty::New]);
    assert_eq!(now.insights, [ToldInsight { key: "backlog_growing".to_owned(), value: Some(10) }]);
    let before = |back: u64, value: u64| Told {
        insights: vec![ToldInsight { key: "backlog_growing".to_owned(), value: Some(value) }],
        ..told(back)
    };
    assert_eq!(growing(&collection, &analysis, 10, &[before(1, 10)]).0, []);
    assert_eq!(growing(&collection, &analysis, 14, &[before(1, 10)]).0, []);
    assert_eq!(growing(&collection, &analysis, 15, &[before(1, 10)]).0, [Novelty::Changed]);
    assert_eq!(growing(&collection, &analysis, 10, &[before(1, 15)]).0, [Novelty::Changed]);
    assert_eq!(growing(&collection, &analysis, 15, &[before(2, 10), before(1, 14)]).0, [], "the last time counts");
    assert_eq!(
        growing(&collection, &analysis, 10, &[before(0, 10)]).0,
        [Novelty::New],
        "a run of the same window again"
    );
}

#[test]
fn no_more_than_a_reader_takes_in_and_whatever_the_order() {
    let (collection, mut analysis) = nothing();
    (analysis.totals.issues_opened, analysis.totals.issues_closed) = (Some(20), Some(0));
    analysis.attention = (1..=3).map(|n| attention(AttentionKind::Stale, n)).collect();
    analysis.people = vec![person("ann", 0, true)];
    let mut few = analysis.clone();
    let told = add_insights(&collection, &mut few, &[], 2);
    assert_eq!((few.insights.len(), told.insights.len()), (2, 2));
    let earlier: Vec<Told> = (1..=3).map(told_with_stale).collect();
    let reversed: Vec<Told> = earlier.iter().rev().cloned().collect();
    assert_eq!(kinds(&collection, &analysis, &earlier), kinds(&collection, &analysis, &reversed));
}

fn told_with_stale(back: u64) -> Told {
    Told { insights: vec![ToldInsight { key: "stale_work".to_owned(), value: Some(back) }], ..told(back) }
}

#[test]
fn commits_of_a_clone_speak_too() {
    let ann = json!({"name": "Ann"});
    let commits = json!([commit('1', AT, &ann, &json!({"subject": "feat!: another format"}))]);
    let (collection, analysis) = analyzed(local_clone("local/tool", &json!({"commits": commits})));
    assert_eq!(kinds(&collection, &analysis, &[]), [InsightKind::Breaking]);
    assert_eq!(TrendMetric::Commits, trend(Vec::new(), None).metric);
}

//! Health: the worked examples of the sources where they have some, and the rest by hand.

use serde_json::{Value, json};
use sparky_analyzer::{Config, analyze};
use sparky_schema::analysis::{CommunityFile, Health, HealthKind, HealthPart};

use crate::world::{collection, comment, commit, input, issue, on_github, pull_request};

/// The window of 45 days up to 12 August 2026, so that there are 90 days of records, from 14 May on.
fn quarter(repository: Value) -> Option<Health> {
    let mut quarter = serde_json::to_value(collection(&[repository], &[])).unwrap();
    quarter["since"] = json!("2026-05-14T00:00:00Z");
    quarter["window"] = json!({"period": "monthly", "id": "20260628T000000Z--20260812T000000Z",
        "since": "2026-06-28T00:00:00Z", "until": "2026-08-12T00:00:00Z", "time_zone": "UTC"});
    let analysis = analyze(&serde_json::from_value(quarter).unwrap(), input(), &Config::default());
    analysis.repositories.into_iter().next().unwrap().health
}

fn part(repository: Value, kind: HealthKind) -> HealthPart {
    quarter(repository).unwrap().parts.into_iter().find(|part| part.kind == kind).unwrap()
}

fn of(records: &Value, kind: HealthKind) -> (Option<u64>, Option<f64>) {
    let part = part(on_github("acme/app", records), kind);
    (part.score, part.measured)
}

const DAY: &str = "2026-06-01T00:00:00Z";

fn two_commits_and_an_issue() -> Value {
    let mut by_member = issue(1, "ann", DAY, None);
    by_member["association"] = json!("member");
    let mut answered = comment("a", 1, &json!({"login": "ann"}), DAY);
    answered["association"] = json!("owner");
    json!({
        "commits": [
            commit('1', DAY, &json!({"name": "Ann"}), &json!({})),
            commit('2', DAY, &json!({"name": "Ann"}), &json!({})),
        ],
        "issues": [by_member, issue(2, "eve", DAY, None)],
        "comments": [answered],
    })
}

/// OSSF Scorecard tests its check with two commits and one issue in 90 days, and with an archived project.
#[test]
fn maintained_scores_as_scorecard_does() {
    let repository = on_github("acme/app", &two_commits_and_an_issue());
    let maintained = part(repository.clone(), HealthKind::Maintained);
    assert_eq!((maintained.score, maintained.measured, maintained.needed), (Some(2), Some(3.0), Some(12.0)));
    assert_eq!(of(&json!({}), HealthKind::Maintained).0, Some(0));
    let mut archived = repository.clone();
    archived["notes"] = json!([{"kind": "archived", "message": "It is archived."}]);
    assert_eq!(part(archived, HealthKind::Maintained).score, Some(0));
    let mut young = repository;
    young["about"] = json!({"description": null, "homepage": null, "stars": 0, "forks": 0, "watchers": 0, "topics": [],
        "language": null, "license": null, "archived": false, "fork": false, "created_at": DAY, "pushed_at": null});
    assert_eq!(part(young.clone(), HealthKind::Maintained).score, None);
    assert_eq!(part(young, HealthKind::License).score, Some(0));
}

/// The example of CHAOSS: eight people, of whom two wrote more than half.
#[test]
fn the_absence_factor_is_that_of_the_example() {
    let concentration = |counts: &[u64]| {
        let people = counts.iter().enumerate().flat_map(|(who, count)| (0..*count).map(move |n| (who, n)));
        let commits: Vec<Value> = people
            .map(|(who, n)| {
                let id = json!({"sha": format!("{who:08}{n:032}")});
                commit('1', DAY, &json!({"login": format!("p{who}"), "name": "P"}), &id)
            })
            .collect();
        of(&json!({"commits": commits}), HealthKind::Concentration)
    };
    assert_eq!(concentration(&[1000, 202, 90, 33, 332, 343, 42, 433]), (Some(5), Some(2.0)));
    assert_eq!(concentration(&[2, 2]), (Some(0), Some(1.0)), "half is enough");
    assert_eq!(concentration(&[2, 2, 2, 2, 2]), (Some(10), Some(3.0)));
    assert_eq!(concentration(&[]), (None, None));
}

#[test]
fn releases_count_on_the_scale_of_the_criticality_score() {
    let releases = |count: u64| {
        let release =
            |n| json!({"tag": format!("v{n}"), "name": "", "author": null, "published_at": DAY, "prerelease": false});
        of(&json!({"releases": (0..count).map(release).collect::<Vec<_>>()}), HealthKind::ReleaseCadence)
    };
    assert_eq!(releases(0), (Some(0), Some(0.0)));
    assert_eq!(releases(2), (Some(6), Some(8.11)), "ln(9.11) / ln(27) is 0.67");
    assert_eq!(releases(7), (Some(10), Some(28.39)), "more than 26 a year");
}

#[test]
fn an_answer_within_two_days_is_quick() {
    let records = json!({
        "issues": [
            issue(1, "ann", DAY, None),
            issue(2, "ann", DAY, Some("2026-06-02T00:00:00Z")),
            issue(3, "ann", DAY, None),
            issue(4, "ann", "2026-08-11T00:00:00Z", None),
        ],
        "pull_requests": [pull_request(5, "robot", DAY, &json!({"author": {"login": "robot", "bot": true}}))],
        "comments": [
            comment("a", 1, &json!({"login": "bob"}), "2026-06-03T00:00:00Z"),
            comment("b", 3, &json!({"login": "bob"}), "2026-06-03T00:00:01Z"),
        ],
    });
    assert_eq!(of(&records, HealthKind::Responsiveness), (Some(6), Some(66.67)), "two of three; one is too young");
    assert_eq!(of(&records, HealthKind::Backlog), (Some(2), Some(20.0)), "one of five");
}

#[test]
fn an_approval_by_somebody_else_before_the_merge_covers() {
    let merged = |number| pull_request(number, "ann", DAY, &json!({"merged_at": DAY, "closed_at": DAY}));
    let approved = |id: &str, number: u64, by: &str, state: &str| json!({"id": id, "pull_request": number, "author": {"login": by}, "submitted_at": DAY, "state": state});
    let records = json!({
        "pull_requests": [merged(1), merged(2), merged(3)],
        "reviews": [
            approved("a", 1, "bob", "approved"),
            approved("b", 2, "ann", "approved"),
            approved("c", 3, "bob", "commented"),
        ],
    });
    assert_eq!(of(&records, HealthKind::ReviewCoverage), (Some(3), Some(33.33)));
}

#[test]
fn the_total_is_the_weighted_mean_of_what_is_known() {
    let mut repository = on_github("acme/app", &two_commits_and_an_issue());
    repository["checks"] = json!({"sha": "1".repeat(40), "state": "success"});
    let health = quarter(repository.clone()).unwrap();
    let scores: Vec<Option<u64>> = health.parts.iter().map(|part| part.score).collect();
    assert_eq!(scores, [Some(2), Some(0), Some(0), None, Some(0), Some(0), Some(10), None, None, None]);
    assert_eq!(health.total, Some(1.5), "(2 x 7.5 + 10 x 2.5) / 27.5");
    let gains: Vec<Option<f64>> = health.parts.iter().map(|part| part.gain).collect();
    assert_eq!(gains, [Some(2.2), Some(1.8), Some(1.8), None, Some(0.9), Some(1.8), Some(0.0), None, None, None]);
    repository["kinds"] = json!(["commits", "releases"]);
    assert_eq!(quarter(repository).unwrap().total, None, "10 of 45 is less than half");
}

#[test]
fn two_days_of_records_say_nothing_about_health() {
    let analysis = crate::world::analyzed(&[on_github("acme/app", &json!({}))]);
    assert_eq!(analysis.repositories[0].health, None);
}

#[test]
fn the_files_that_are_missing_are_listed() {
    let mut repository = on_github("acme/app", &json!({}));
    repository["about"] = json!({"description": null, "homepage": null, "stars": 0, "forks": 0, "watchers": 0,
        "topics": [], "language": null, "license": null, "archived": false, "fork": false, "created_at": null,
        "pushed_at": null});
    let without = quarter(repository.clone()).unwrap();
    let judged = without.parts.iter().filter(|part| part.score.is_some()).map(|part| part.kind);
    let asked = [HealthKind::SecurityPolicy, HealthKind::Community];
    assert!(judged.into_iter().all(|kind| !asked.contains(&kind)), "nobody asked for the files");
    repository["about"]["community"] = json!({"readme": true, "license": true, "contributing": true,
        "code_of_conduct": false, "security_policy": false, "issue_template": true, "pull_request_template": false});
    let judged = |kind| {
        let part = part(repository.clone(), kind);
        (part.score, part.measured, part.needed, part.missing)
    };
    assert_eq!(judged(HealthKind::License), (Some(10), Some(1.0), Some(1.0), vec![]));
    let policy = vec![CommunityFile::SecurityPolicy];
    assert_eq!(judged(HealthKind::SecurityPolicy), (Some(0), Some(0.0), Some(1.0), policy));
    let missing = vec![CommunityFile::CodeOfConduct, CommunityFile::PullRequestTemplate];
    assert_eq!(judged(HealthKind::Community), (Some(6), Some(3.0), Some(5.0), missing));
}

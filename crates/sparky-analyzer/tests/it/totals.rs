//! The counts of the contract, one worked example each.

use serde_json::{Value, json};
use sparky_analyzer::{Config, analyze};

use crate::world::{analyzed, collection, comment, commit, input, issue, local_clone, on_github, pull_request, review};

#[test]
fn a_window_is_half_open_and_a_merge_commit_brings_no_lines() {
    let ann = json!({"login": "ann", "name": "Ann"});
    let commits = json!([
        commit('1', "2026-07-07T23:59:59Z", &ann, &json!({})),
        commit('2', "2026-07-08T00:00:00Z", &ann, &json!({})),
        commit(
            '3',
            "2026-07-08T23:59:59Z",
            &ann,
            &json!({"parents": ["1".repeat(40), "2".repeat(40)], "additions": 99})
        ),
    ]);
    let analysis = analyzed(&[on_github("acme/app", &json!({"commits": commits}))]);
    assert_eq!(analysis.totals.commits, Some(2));
    assert_eq!(analysis.totals.merge_commits, Some(1));
    assert_eq!((analysis.totals.additions, analysis.totals.deletions), (Some(10), Some(4)));
    assert_eq!(analysis.totals.landed, None);
    assert_eq!((analysis.previous.commits, analysis.change.commits), (Some(1), Some(1)));
    assert_eq!(analysis.totals.events, Some(0), "commits are events for a local clone only");
}

#[test]
fn pull_requests_issues_and_releases_are_counted_by_their_own_dates() {
    let day = "2026-07-08T12:00:00Z";
    let records = json!({
        "pull_requests": [
            pull_request(1, "ann", day, &json!({"merged_at": day, "closed_at": day, "merged_by": {"login": "bob"}})),
            pull_request(2, "cat", "2026-07-01T00:00:00Z", &json!({"closed_at": day})),
            pull_request(3, "dan", "2026-07-01T00:00:00Z", &json!({})),
        ],
        "issues": [issue(4, "eve", day, None), issue(5, "fay", "2026-07-01T00:00:00Z", Some(day))],
        "reviews": [review("r", 3, &json!({"login": "gus"}), day)],
        "comments": [comment("c", 3, &json!({"login": "hal"}), day), comment("d", 3, &json!(null), day)],
        "review_comments": [comment("e", 3, &json!({"login": "robot", "bot": true}), day)],
        "releases": [{"tag": "v1", "name": "", "author": null, "published_at": day, "prerelease": false}],
    });
    let totals = analyzed(&[on_github("acme/app", &records)]).totals;
    assert_eq!(
        (totals.pull_requests_opened, totals.pull_requests_merged, totals.pull_requests_closed),
        (Some(1), Some(1), Some(1))
    );
    assert_eq!((totals.issues_opened, totals.issues_closed), (Some(1), Some(1)));
    assert_eq!((totals.reviews, totals.comments, totals.review_comments), (Some(1), Some(2), Some(1)));
    assert_eq!(totals.releases, Some(1));
    assert_eq!(totals.contributors, Some(5), "ann, bob, eve, gus, hal");
    assert_eq!(totals.bots, Some(1));
    assert_eq!(totals.events, Some(6));
}

#[test]
fn a_local_clone_knows_no_pull_requests_and_makes_the_sum_unknown() {
    let ann = json!({"name": "Ann", "email_hash": "00aa"});
    let commits = json!({"commits": [commit('1', "2026-07-08T01:00:00Z", &ann, &json!({}))]});
    let analysis = analyzed(&[on_github("acme/app", &json!({})), local_clone("local/tool", &commits)]);
    assert_eq!(analysis.totals.pull_requests_opened, None);
    assert_eq!(analysis.totals.commits, Some(1));
    assert_eq!(analysis.totals.contributors, Some(1));
    assert_eq!(analysis.totals.events, Some(1));
    assert_eq!(analysis.metrics.time_to_merge_hours, None);
    assert_eq!(analysis.repositories[0].totals.pull_requests_opened, Some(0));
    assert_eq!(analysis.repositories[1].totals.releases, Some(0));
}

#[test]
fn a_repository_that_could_not_be_read_makes_every_sum_unknown_but_events() {
    let gap = json!({"repository": "acme/gone", "kinds": [], "reason": "not_found", "message": "gone", "hint": "look"});
    let day = "2026-07-08T12:00:00Z";
    let app = on_github("acme/app", &json!({"issues": [issue(1, "ann", day, None)]}));
    let analysis = analyze(&collection(&[app], &[gap]), input(), &Config::default());
    assert_eq!((analysis.totals.commits, analysis.totals.issues_opened), (None, None));
    assert_eq!((analysis.totals.events, analysis.previous.events), (Some(1), None));
    assert_eq!(analysis.repositories[0].totals.issues_opened, Some(1));
    assert_eq!(analysis.metrics.time_to_close_hours, None);
}

#[test]
fn a_gap_in_one_kind_hides_that_kind_and_the_people() {
    let gap = json!({"repository": "Acme/App", "kinds": ["reviews"], "reason": "partial", "message": "m", "hint": "h"});
    let app = on_github("acme/app", &json!({}));
    let analysis = analyze(&collection(&[app], &[gap]), input(), &Config::default());
    let totals = &analysis.repositories[0].totals;
    assert_eq!((totals.reviews, totals.contributors, totals.bots), (None, None, None));
    assert_eq!((totals.commits, totals.pull_requests_merged), (Some(0), Some(0)));
    assert_eq!(analysis.repositories[0].metrics.time_to_first_review_hours, None);
    assert!(analysis.repositories[0].metrics.time_to_merge_hours.is_some());
}

#[test]
fn records_that_begin_too_late_give_no_comparison() {
    let mut late = collection(&[on_github("acme/app", &json!({}))], &[]);
    late.since = late.window.since;
    let analysis = analyze(&late, input(), &Config::default());
    assert_eq!((analysis.previous.commits, analysis.change.commits), (None, None));
    assert_eq!(analysis.totals.commits, Some(0));
}

#[test]
fn one_commit_of_unknown_size_makes_the_lines_unknown() {
    let ann = json!({"login": "ann", "name": "Ann"});
    let commits = json!({"commits": [
        commit('1', "2026-07-08T01:00:00Z", &ann, &json!({"additions": null})),
        commit('2', "2026-07-08T02:00:00Z", &ann, &json!({})),
    ]});
    let totals = analyzed(&[local_clone("local/tool", &commits)]).totals;
    assert_eq!((totals.additions, totals.deletions), (None, Some(8)));
}

#[test]
fn nothing_at_all_is_zero() {
    let analysis = analyzed(&[]);
    assert_eq!((analysis.totals.commits, analysis.totals.events), (Some(0), Some(0)));
    assert_eq!(analysis.days.len(), 1);
}

#[test]
fn what_landed_is_known_where_the_window_before_was_collected_and_over_all_only_if_everywhere() {
    let landed = |name: &str| {
        let mut repository = on_github(name, &json!({}));
        repository["landed"] = json!(["1".repeat(40), "2".repeat(40), "1".repeat(40)]);
        repository
    };
    let both = analyzed(&[landed("acme/app"), landed("acme/lib")]);
    assert_eq!((both.totals.landed, both.repositories[0].totals.landed), (Some(4), Some(2)));
    assert_eq!((both.previous.landed, both.change.landed), (None, None));
    let one = analyzed(&[landed("acme/app"), on_github("acme/lib", &json!({}))]);
    assert_eq!((one.totals.landed, one.repositories[0].totals.landed), (None, Some(2)));
    let gap = json!({"repository": "acme/app", "kinds": ["commits"], "reason": "partial", "message": "m", "hint": "h"});
    let incomplete = analyze(&collection(&[landed("acme/app")], &[gap]), input(), &Config::default());
    assert_eq!((incomplete.totals.landed, incomplete.repositories[0].totals.landed), (None, None));
}

#[test]
fn where_a_total_is_unknown_what_was_read_is_its_lower_bound() {
    let issues = |count: u64| json!({"issues": (1..=count).map(|n| issue(n, "ann", "2026-07-08T01:00:00Z", None)).collect::<Vec<_>>()});
    let gap = json!({"repository": "acme/lost", "kinds": [], "reason": "not_found", "message": "m", "hint": "h"});
    let repositories = [on_github("acme/app", &issues(3)), on_github("acme/lib", &issues(2))];
    let read = |gaps: &[Value]| analyze(&collection(&repositories, gaps), input(), &Config::default());
    let whole = read(&[]);
    assert_eq!((whole.totals.issues_opened, whole.at_least), (Some(5), None));
    let incomplete = read(&[gap]);
    let bounds = incomplete.at_least.unwrap();
    assert_eq!((incomplete.totals.issues_opened, bounds.issues_opened), (None, Some(5)));
    assert_eq!((bounds.issues_closed, bounds.contributors), (None, None), "no bound of nothing, none of people");
}

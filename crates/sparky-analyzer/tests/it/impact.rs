//! The impact of changes: the order against one that people made, and the shares against the score.

use serde_json::{Value, json};
use sparky_analyzer::{Config, Weights};
use sparky_schema::analysis::{Event, Happening, Term};

use crate::world::{analyzed, analyzed_with, commit, local_clone, on_github, pull_request};

const AT: &str = "2026-07-08T12:00:00Z";

fn merged(number: u64, title: &str, lines: u64, extra: &Value) -> Value {
    let base = json!({"title": title, "merged_at": AT, "closed_at": AT, "additions": lines, "deletions": 0});
    let mut all = pull_request(number, "ann", "2026-07-01T00:00:00Z", &base);
    for (key, value) in extra.as_object().unwrap() {
        all[key] = value.clone();
    }
    all
}

/// Ranked by hand from the first to the last, and given in another order.
#[test]
fn the_order_is_the_one_that_people_gave() {
    let bot = json!({"author": {"login": "renovate", "bot": true}});
    let records = json!({
        "releases": [
            {"tag": "v2.0.0", "name": "", "author": null, "published_at": AT, "prerelease": false},
            {"tag": "v1.9.1", "name": "", "author": null, "published_at": AT, "prerelease": false},
        ],
        "pull_requests": [
            merged(8, "Bump serde from 1.0.1 to 1.0.2", 4, &bot),
            merged(7, "docs: fix a typo", 2, &json!({})),
            merged(6, "refactor: split the parser", 300, &json!({})),
            merged(5, "fix: a crash on empty input", 40, &json!({"closes": [1]})),
            merged(4, "feat: export to CSV", 400, &json!({"closes": [2], "reactions": {"heart": 6}})),
            merged(3, "feat(api)!: a new protocol", 400, &json!({"closes": [3, 4]})),
        ],
    });
    let analysis = analyzed(&[on_github("acme/app", &records)]);
    let order: Vec<&str> = analysis.happenings.iter().map(|h| h.id.strip_prefix("acme/app").unwrap()).collect();
    assert_eq!(order, ["@v2.0.0", "#3", "@v1.9.1", "#4", "#5", "#6", "#7", "#8"]);
}

fn shares(happening: &Happening) -> Vec<(Term, f64)> {
    happening.impact.iter().map(|share| (share.term, share.points)).collect()
}

#[test]
fn each_term_has_its_share() {
    let extra = json!({
        "closes": [9], "reactions": {"heart": 1, "rocket": 2},
        "files": [
            {"path": "src/a/x.rs", "additions": 10, "deletions": 0},
            {"path": "src/b/x.rs", "additions": 10, "deletions": 0},
            {"path": "docs/x.md", "additions": 10, "deletions": 0},
        ],
    });
    let records = json!({"pull_requests": [merged(1, "fix: a crash", 400, &extra)]});
    let analysis = analyzed(&[on_github("acme/app", &records)]);
    let happening = &analysis.happenings[0];
    assert_eq!(happening.event, Event::Merged);
    let expected = [
        (Term::Event, 5.0),
        (Term::Size, 3.0),
        (Term::Reach, 1.0),
        (Term::Marks, 1.0),
        (Term::Closes, 1.0),
        (Term::Reactions, 0.75),
    ];
    assert_eq!((shares(happening), happening.score), (expected.to_vec(), 11.75));
}

#[test]
fn shares_add_up_to_the_score_whatever_was_rounded() {
    let ann = json!({"name": "Ann"});
    for lines in 0..200 {
        let of = |digit: char, subject: &str| commit(digit, AT, &ann, &json!({"additions": lines, "subject": subject}));
        let commits = [of('1', "fix: it"), of('2', "Bump a from 1 to 2"), of('3', "feat(x)!: it")];
        for happening in analyzed(&[local_clone("local/tool", &json!({"commits": commits}))]).happenings {
            let sum: f64 = happening.impact.iter().map(|share| share.points).sum();
            assert!((sum - happening.score).abs() < 1e-9, "{lines}: {sum} {}", happening.score);
        }
    }
}

#[test]
fn a_merge_commit_has_no_impact() {
    let merge = json!({"parents": ["0".repeat(40), "9".repeat(40)]});
    let commits = json!({"commits": [commit('1', AT, &json!({"name": "Ann"}), &merge)]});
    let happening = &analyzed(&[local_clone("local/tool", &commits)]).happenings[0];
    assert_eq!((happening.score, shares(happening)), (0.0, vec![]));
}

#[test]
fn terms_are_weighed_in_percent() {
    let records = json!({"pull_requests": [merged(4, "feat: export to CSV", 1_000, &json!({}))]});
    let weights = Weights([(Term::Size, 50), (Term::Marks, 0), (Term::Event, 200)].into());
    let config = Config { impact: weights, ..Config::default() };
    let happening = analyzed_with(&[on_github("acme/app", &records)], &config).happenings.remove(0);
    let shares: Vec<(Term, f64)> = happening.impact.iter().map(|share| (share.term, share.points)).collect();
    // Merged is 5, and a thousand lines are as many as count: 3.
    assert_eq!((happening.score, shares), (11.5, vec![(Term::Event, 10.0), (Term::Size, 1.5)]));
}

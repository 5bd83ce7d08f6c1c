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

/// The ranks of a list by its order.
fn spearman(order: &[String], by_hand: &[&str]) -> f64 {
    let n = by_hand.len() as f64;
    let distance = |(at, id): (usize, &&str)| {
        let found = order.iter().position(|other| other == id).unwrap();
        (found as f64 - at as f64).powi(2)
    };
    let sum: f64 = by_hand.iter().enumerate().map(distance).sum();
    1.0 - 6.0 * sum / (n * (n * n - 1.0))
}

/// What a maintainer would read first to last in a month of a command-line tool: kind, title, lines, reviews,
/// comments, issues that it closes, reactions.
const RANKED: [(&str, &str, u64, usize, usize, usize, u64); 20] = [
    ("release", "v3.0.0", 0, 0, 0, 0, 0),
    ("merged", "feat!: replace the configuration file with one section per tool", 1200, 5, 14, 3, 8),
    ("merged", "fix(security): do not follow links out of the archive", 90, 3, 6, 1, 4),
    ("release", "v2.8.0", 0, 0, 0, 0, 0),
    ("merged", "feat: search compressed files", 700, 4, 9, 2, 6),
    ("merged", "feat: print matches as JSON", 450, 3, 8, 1, 3),
    ("release", "v2.7.3", 0, 0, 0, 0, 0),
    ("merged", "fix: crash on empty input", 60, 2, 5, 2, 2),
    ("merged", "perf: read large files in parallel", 380, 3, 4, 1, 2),
    ("merged", "fix: wrong column after tabs", 40, 2, 3, 1, 0),
    ("merged", "refactor: split the printer into parts", 900, 2, 1, 0, 0),
    ("merged", "docs: a guide for contributors", 220, 1, 1, 0, 1),
    ("merged", "test: cover the walker", 150, 1, 0, 0, 0),
    ("opened", "feat: a plugin interface", 600, 2, 6, 0, 3),
    ("issue", "It does not build on an old compiler", 0, 0, 7, 0, 4),
    ("merged", "ci: run on another system", 30, 1, 0, 0, 0),
    ("merged", "docs: fix a typo", 2, 0, 0, 0, 0),
    ("issue", "A question about the options", 0, 0, 1, 0, 0),
    ("merged", "Bump serde from 1.0.1 to 1.0.2", 6, 0, 0, 0, 0),
    ("bot", "Bump regex from 1.9.0 to 1.9.1", 6, 0, 0, 0, 0),
];

#[test]
fn the_order_agrees_with_a_ranking_by_hand() {
    let (mut pulls, mut issues, mut releases, mut reviews, mut comments) = (vec![], vec![], vec![], vec![], vec![]);
    let mut by_hand: Vec<String> = Vec::new();
    for (at, (kind, title, lines, reviewed, said, closes, hearts)) in RANKED.into_iter().enumerate() {
        // Numbers that are not in the order of importance.
        let number = (at as u64 * 7) % 20 + 1;
        let closes: Vec<u64> = (0..closes as u64).map(|n| 100 + at as u64 * 10 + n).collect();
        let extra = json!({"closes": closes, "reactions": {"heart": hearts}});
        match kind {
            "release" => {
                releases
                    .push(json!({"tag": title, "name": "", "author": null, "published_at": AT, "prerelease": false}));
            }
            "issue" => issues.push(json!({"number": number, "title": title, "author": {"login": "ann"},
                "created_at": AT, "closed_at": null, "labels": [], "reactions": {"heart": hearts}})),
            "opened" => {
                let extra = json!({"title": title, "additions": lines, "deletions": 0, "reactions": {"heart": hearts}});
                pulls.push(pull_request(number, "ann", AT, &extra));
            }
            _ => pulls.push(merged(number, title, lines, &extra)),
        }
        if kind == "bot" {
            pulls.last_mut().unwrap()["author"] = json!({"login": "renovate", "bot": true});
        }
        let bob = json!({"login": "bob"});
        reviews.extend((0..reviewed).map(|n| crate::world::review(&format!("r{at}-{n}"), number, &bob, AT)));
        comments.extend((0..said).map(|n| crate::world::comment(&format!("c{at}-{n}"), number, &bob, AT)));
        by_hand.push(if kind == "release" { format!("@{title}") } else { format!("#{number}") });
    }
    let records = json!({"pull_requests": pulls, "issues": issues, "releases": releases, "reviews": reviews,
        "comments": comments});
    let analysis = analyzed(&[on_github("acme/app", &records)]);
    let order: Vec<String> =
        analysis.happenings.iter().map(|h| h.id.strip_prefix("acme/app").unwrap().to_owned()).collect();
    let by_hand: Vec<&str> = by_hand.iter().map(String::as_str).collect();
    let reached = spearman(&order, &by_hand);
    assert!(reached >= 0.9, "{reached:.3} {order:?}");
}

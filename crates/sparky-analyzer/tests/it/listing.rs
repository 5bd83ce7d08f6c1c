//! Of very much that happened the most important is listed, and everything is counted.

use serde_json::{Value, json};
use sparky_schema::analysis::{Analysis, Event, TopicKind};

use crate::world::{analyzed, issue, on_github, pull_request};

const REPOSITORIES: u64 = 9;
const EACH: u64 = 2_500;

/// Every pull request and every second issue is opened and ended in the window; pull requests settle issues.
fn busy(at: u64) -> Value {
    let opened = "2026-07-08T08:00:00Z";
    let ended = "2026-07-08T12:00:00Z";
    let numbers = || (0..EACH).map(|n| 2 * n + 1);
    let pull_requests: Vec<Value> = numbers()
        .map(|n| {
            let extra = json!({
                "merged_at": ended, "closed_at": ended, "closes": [n + 1], "additions": n * at,
                "title": format!("Change {} of {at}", n / 5),
            });
            pull_request(n, "ann", opened, &extra)
        })
        .collect();
    let issues: Vec<Value> = numbers().map(|n| issue(n + 1, "bob", opened, (n % 4 == 1).then_some(ended))).collect();
    on_github(&format!("acme/project-{at}"), &json!({"pull_requests": pull_requests, "issues": issues}))
}

fn all() -> Analysis {
    analyzed(&(0..REPOSITORIES).map(busy).collect::<Vec<_>>())
}

fn count(analysis: &Analysis, event: Event) -> (u64, u64) {
    let listed = analysis.happenings.iter().filter(|happening| happening.event == event).count() as u64;
    let unlisted = analysis.unlisted.iter().find(|unlisted| unlisted.event == event).map_or(0, |one| one.count);
    (listed, listed + unlisted)
}

#[test]
fn what_is_not_listed_is_counted() {
    let analysis = all();
    let total = REPOSITORIES * EACH;
    let (listed, counted) = count(&analysis, Event::Merged);
    assert_eq!(counted, total);
    assert!(0 < listed && listed < total);
    assert_eq!(count(&analysis, Event::PullRequestOpened).1, total);
    assert_eq!(count(&analysis, Event::IssueOpened).1, total);
    assert_eq!(count(&analysis, Event::IssueClosed).1, total / 2);
    // What a text counts is what happened, listed or not: a settled issue is told with its pull request.
    let sum = |kinds: &[TopicKind]| {
        analysis.topics.iter().filter(|topic| kinds.contains(&topic.kind)).map(|topic| topic.count).sum::<u64>()
    };
    assert_eq!(sum(&[TopicKind::Scope, TopicKind::Work, TopicKind::Mixed]), total);
    assert_eq!(sum(&[TopicKind::IssuesOpened]), total / 2);
    let stories = analysis.topics.iter().flat_map(|topic| &topic.stories);
    let is_listed = |id: &str| analysis.happenings.iter().any(|happening| happening.id == id);
    assert!(stories.take(200).all(|story| is_listed(&story.main.id)));
}

#[test]
fn the_most_important_is_listed_however_the_repositories_come() {
    let mut backwards: Vec<Value> = (0..REPOSITORIES).map(busy).collect();
    backwards.reverse();
    let (one, other) = (all(), analyzed(&backwards));
    assert!(one == other);
    let least = one.happenings.iter().filter(|h| h.event == Event::Merged).map(|h| h.score).fold(f64::MAX, f64::min);
    let best = one.happenings.first().map(|happening| happening.score).unwrap();
    assert!(least < best);
}

#[test]
fn everything_is_listed_of_what_can_be_looked_up() {
    let analysis = analyzed(&[busy(3)]);
    assert!(analysis.unlisted.is_empty());
    assert_eq!(analysis.happenings.len() as u64, 3 * EACH + EACH / 2);
}

//! Who is behind the pull requests of bots, the sorts of bots, and assistants beside people.

use serde_json::{Value, json};
use sparky_schema::analysis::{Analysis, BotKind, Event};

use crate::world::{analyzed, commit, on_github, pull_request};

const MERGED: &str = "2026-07-08T11:00:00Z";

fn bump(extra: &Value) -> Value {
    let mut pull_request = pull_request(
        1,
        "dependabot",
        "2026-07-07T10:00:00Z",
        &json!({
            "author": {"login": "dependabot", "bot": true}, "merged_at": MERGED, "closed_at": MERGED,
            "merged_by": {"login": "max"}, "merge_commit": "a".repeat(40)
        }),
    );
    extra.as_object().unwrap().iter().for_each(|(key, value)| pull_request[key] = value.clone());
    pull_request
}

fn behind(analysis: &Analysis) -> Vec<&str> {
    let merged = analysis.happenings.iter().find(|happening| happening.event == Event::Merged).unwrap();
    merged.behind.iter().map(|person| person.name.as_str()).collect()
}

#[test]
fn the_person_behind_a_bot_is_credited() {
    let landed = commit(
        'a',
        MERGED,
        &json!({"name": "dependabot", "login": "dependabot", "bot": true}),
        &json!({"co_authors": [{"name": "Eve", "login": "eve"}]}),
    );
    let with = |extra: &Value, commits: &[Value]| {
        analyzed(&[on_github("acme/app", &json!({"pull_requests": [bump(extra)], "commits": commits}))])
    };
    assert_eq!(behind(&with(&json!({"assignees": [{"login": "ann"}]}), std::slice::from_ref(&landed))), ["ann"]);
    assert_eq!(behind(&with(&json!({}), &[landed])), ["eve"]);
    let merged = with(&json!({}), &[]);
    assert_eq!(behind(&merged), ["max"]);
    assert_eq!(
        merged.people.iter().map(|person| (person.person.name.as_str(), person.led)).collect::<Vec<_>>(),
        [("max", 1)]
    );
    assert_eq!(merged.bots[0].bot_kind, Some(BotKind::Dependencies));
    assert!(behind(&with(&json!({"author": {"login": "eve"}}), &[])).is_empty(), "a person stands for themselves");
}

#[test]
fn assistants_are_named_apart() {
    let trailers =
        json!({"co_authors": [{"name": "Copilot", "login": "copilot", "bot": true}, {"name": "Bob", "login": "bob"}]});
    let commit = commit('a', MERGED, &json!({"name": "Ann", "login": "ann"}), &trailers);
    let analysis = analyzed(&[on_github("acme/app", &json!({"commits": [commit]}))]);
    assert_eq!((analysis.assisted.len(), analysis.assisted[0].commits), (1, 1));
    assert_eq!(analysis.assisted[0].assistant.name, "copilot");
    assert_eq!((analysis.people.len(), analysis.people[0].assisted), (1, 1));
    assert_eq!((analysis.totals.contributors, analysis.totals.bots), (Some(1), Some(0)));
}

#[test]
fn a_person_is_active_by_day_and_hour() {
    let opened = pull_request(1, "ann", "2026-07-08T23:10:00Z", &json!({}));
    let person = analyzed(&[on_github("acme/app", &json!({"pull_requests": [opened]}))]).people.remove(0);
    assert_eq!((person.days, person.hours[23], person.hours.iter().sum::<u64>()), (vec![1], 1, 1));
}

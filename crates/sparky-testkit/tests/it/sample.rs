//! The sample is what it says it is.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sparky_testkit::World;
use sparky_testkit::world::{at, sample};

use crate::client::{Scene, all};

#[test]
fn it_has_sixty_events_in_two_weeks() {
    let world = sample();
    let pulls = || world.repositories.iter().flat_map(|repository| &repository.pull_requests);
    let issues = || world.repositories.iter().flat_map(|repository| &repository.issues);
    let times: Vec<_> = pulls()
        .flat_map(|pull| [Some(pull.created_at), pull.closed_at])
        .chain(issues().flat_map(|issue| [Some(issue.created_at), issue.closed_at]))
        .chain(world.repositories.iter().flat_map(|found| &found.releases).map(|release| release.published_at))
        .flatten()
        .collect();
    assert_eq!(times.len(), 60);
    let window = at("2026-06-29T00:00:00Z")..at("2026-07-13T00:00:00Z");
    assert!(times.iter().all(|time| window.contains(time)), "{times:?}");
    assert_eq!((pulls().count(), issues().count()), (22, 13));
    assert_eq!(pulls().filter(|pull| pull.merged_at.is_some()).count(), 16);
    assert!(pulls().all(|pull| pull.closed_at.is_none_or(|closed| closed > pull.created_at)));
    assert!(issues().all(|issue| issue.closed_at.is_none_or(|closed| closed > issue.created_at)));
}

#[test]
fn it_is_the_same_each_time_and_survives_json() {
    let world = sample();
    assert_eq!(sample(), world);
    assert_eq!(World::from_json(&serde_json::to_string(&world).unwrap()), world);
}

#[tokio::test]
async fn its_long_pull_request_is_read_whole_and_each_entry_once() {
    let scene = Scene::new(sample());
    for (list, count) in [("reviews", 110), ("comments", 130)] {
        let query = format!(
            "query($after: String) {{ repository(owner: \"acme\", name: \"motor\") {{ pullRequest(number: 12) {{
                {list}(first: 100, after: $after) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ id }} }} }} }} }}"
        );
        let ids = all(&scene, &query, &format!("/data/repository/pullRequest/{list}"), "id", json!({})).await;
        let distinct: BTreeSet<_> = ids.iter().filter_map(Value::as_str).collect();
        assert_eq!((ids.len(), distinct.len()), (count, count), "{list}");
    }
}

#[tokio::test]
async fn its_history_holds_merges_and_a_stranger() {
    let query = "query { repository(owner: \"acme\", name: \"engine\") { defaultBranchRef { target { ... on Commit {
        oid history(first: 100) { nodes { oid parents(first: 3) { totalCount } author { name user { login } } } } } } } } }";
    let answer = Scene::new(sample()).ask(query, json!({})).await;
    let head = &answer["data"]["repository"]["defaultBranchRef"]["target"];
    let nodes = head["history"]["nodes"].as_array().unwrap();
    assert_eq!(nodes[0]["oid"], head["oid"]);
    assert_eq!(nodes[0]["author"], json!({ "name": "Charles Babbage", "user": null }));
    assert_eq!(nodes.iter().filter(|commit| commit["parents"]["totalCount"] == 2).count(), 2, "{nodes:?}");
    let distinct: BTreeSet<_> = nodes.iter().filter_map(|commit| commit["oid"].as_str()).collect();
    assert_eq!(distinct.len(), nodes.len());
}

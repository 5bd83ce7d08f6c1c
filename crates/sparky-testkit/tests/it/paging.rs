//! Pages give each entry once, in the order asked for, and bounds are GitHub's.

use serde_json::{Value, json};
use sparky_testkit::world::at;

use crate::client::{Scene, all, small};

const HISTORY: &str = "query Commits($since: GitTimestamp, $until: GitTimestamp, $after: String, $first: Int = 2) {
  repository(owner: \"acme\", name: \"engine\") { defaultBranchRef { target { ... on Commit {
    history(first: $first, after: $after, since: $since, until: $until) {
      totalCount pageInfo { hasNextPage endCursor } nodes { committedDate }
    }
  } } } }
}";
const PULLS: &str = "query Pulls($after: String) { repository(owner: \"acme\", name: \"engine\") {
    pullRequests(first: 2, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor } nodes { number updatedAt }
    }
} }";
const COMMITS_AT: &str = "/data/repository/defaultBranchRef/target/history";
const PULLS_AT: &str = "/data/repository/pullRequests";

#[tokio::test]
async fn history_gives_each_commit_once_newest_first() {
    let dates = all(&Scene::new(small()), HISTORY, COMMITS_AT, "committedDate", json!({})).await;
    let expected: Vec<_> = (6..=10).rev().map(|day| format!("2026-07-{day:02}T12:00:00Z")).collect();
    assert_eq!(dates, expected);
}

#[tokio::test]
async fn both_bounds_of_history_are_inclusive() {
    let window = json!({ "since": "2026-07-07T12:00:00Z", "until": "2026-07-09T12:00:00Z" });
    let scene = Scene::new(small());
    let dates = all(&scene, HISTORY, COMMITS_AT, "committedDate", window).await;
    assert_eq!(dates, ["2026-07-09T12:00:00Z", "2026-07-08T12:00:00Z", "2026-07-07T12:00:00Z"]);
    let inside = json!({ "since": "2026-07-07T12:00:01Z", "until": "2026-07-09T11:59:59Z" });
    assert_eq!(all(&scene, HISTORY, COMMITS_AT, "committedDate", inside).await, ["2026-07-08T12:00:00Z"]);
}

#[tokio::test]
async fn history_stays_on_the_head_it_started_from() {
    let scene = Scene::new(small());
    let first = scene.ask(HISTORY, json!({})).await;
    let cursor = first.pointer(COMMITS_AT).unwrap()["pageInfo"]["endCursor"].clone();
    scene.github.change(|world| {
        let late = sparky_testkit::world::Commit::new("ada", "2026-07-12T12:00:00Z", "Late");
        world.repository("acme/engine").push(late);
    });
    let second = scene.ask(HISTORY, json!({ "after": cursor })).await;
    assert_eq!(second.pointer(COMMITS_AT).unwrap()["nodes"][0]["committedDate"], "2026-07-08T12:00:00Z");
    let anew = scene.ask(HISTORY, json!({})).await;
    assert_eq!(anew.pointer(COMMITS_AT).unwrap()["totalCount"], 6);
}

#[tokio::test]
async fn a_list_by_update_gives_each_entry_once_newest_first() {
    let numbers = all(&Scene::new(small()), PULLS, PULLS_AT, "number", json!({})).await;
    assert_eq!(numbers, [2, 5, 4, 1, 3]);
}

#[tokio::test]
async fn what_is_updated_while_a_list_is_read_moves_to_its_top() {
    let scene = Scene::new(small());
    let first = scene.ask(PULLS, json!({})).await;
    scene.github.change(|world| {
        world.repository("acme/engine").pull_request(3).updated_at = Some(at("2026-07-12T00:00:00Z"));
    });
    let after = first.pointer(PULLS_AT).unwrap()["pageInfo"]["endCursor"].clone();
    let rest = all(&scene, PULLS, PULLS_AT, "number", json!({ "after": after })).await;
    assert_eq!(rest, [4, 1], "3 is missed, as on GitHub");
    assert_eq!(all(&scene, PULLS, PULLS_AT, "number", json!({})).await, [3, 2, 5, 4, 1]);
}

#[tokio::test]
async fn pages_need_a_size_and_counts_do_not() {
    let scene = Scene::new(small());
    let query = |inner: &str| format!("query {{ repository(owner: \"acme\", name: \"engine\") {{ {inner} }} }}");
    let bare = scene.ask(&query("issues { nodes { number } }"), json!({})).await;
    assert_eq!(bare["errors"][0]["type"], "MISSING_PAGINATION_BOUNDARIES");
    let large = scene.ask(&query("issues(first: 101) { nodes { number } }"), json!({})).await;
    assert_eq!(large["errors"][0]["type"], "EXCESSIVE_PAGINATION");
    assert_eq!(large["data"]["repository"], Value::Null);
    let count = scene.ask(&query("issues { totalCount }"), json!({})).await;
    assert_eq!(count["data"]["repository"]["issues"]["totalCount"], 3);
    let last = scene.ask(&query("issues(last: 1) { edges { node { number } } }"), json!({})).await;
    assert_eq!(last["data"]["repository"]["issues"]["edges"][0]["node"]["number"], 8);
    let lost = scene.ask(&query("issues(first: 1, after: \"nonsense\") { totalCount }"), json!({})).await;
    assert_eq!(lost["errors"][0]["type"], "INVALID_CURSOR_ARGUMENTS");
}

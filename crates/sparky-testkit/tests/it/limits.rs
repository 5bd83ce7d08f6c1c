//! Tokens, points, and clients that do not wait.

use std::time::Duration;

use serde_json::json;
use sparky_testkit::{Fault, Trouble};

use crate::client::{Scene, small};

const QUERY: &str = "query Points { rateLimit { cost remaining used limit nodeCount resetAt }
    repository(owner: \"acme\", name: \"engine\") { pullRequests(first: 100) { nodes { reviews(first: 50) { totalCount }
        comments(first: 10) { totalCount } } } } }";

#[tokio::test]
async fn a_token_is_needed_and_a_bad_one_refused() {
    let scene = Scene::new(small());
    let body = json!({ "query": QUERY });
    assert_eq!(scene.post(None, &body).await.unwrap().status(), 401);
    let bad = scene.post(Some("bad"), &body).await.unwrap();
    assert_eq!(bad.status(), 401);
    assert!(bad.text().await.unwrap().contains("Bad credentials"));
    assert_eq!(scene.post(Some("good"), &body).await.unwrap().status(), 200);
    assert!(scene.github.log().iter().all(|seen| !seen.headers.contains_key("authorization")));
}

#[tokio::test]
async fn costs_are_counted_as_github_does() {
    let scene = Scene::new(small());
    let first = scene.ask(QUERY, json!({})).await;
    // 1 + 100 + 100 requests make two points; 100 + 5,000 + 1,000 nodes.
    let expected = json!({ "cost": 2, "remaining": 4998, "used": 2, "limit": 5000, "nodeCount": 6100,
        "resetAt": "2026-07-13T07:00:00Z" });
    assert_eq!(first["data"]["rateLimit"], expected);
    assert_eq!(scene.ask(QUERY, json!({})).await["data"]["rateLimit"]["remaining"], 4996);
    assert_eq!(scene.github.log()[1].cost, 2);
}

#[tokio::test]
async fn used_up_points_come_back_after_the_hour() {
    let scene = Scene::new(small());
    scene.github.limit_points(3);
    scene.ask(QUERY, json!({})).await;
    let none_left = scene.ask(QUERY, json!({})).await;
    assert_eq!(none_left["errors"][0]["type"], "RATE_LIMITED");
    scene.ask(QUERY, json!({})).await;
    scene.clock.sleep(Duration::from_secs(3600)).await;
    assert_eq!(scene.ask(QUERY, json!({})).await["data"]["rateLimit"]["used"], 2);
    let early: Vec<bool> = scene.github.log().iter().map(|seen| seen.too_early).collect();
    assert_eq!(early, [false, false, true, false]);
}

#[tokio::test]
async fn who_does_not_wait_is_seen() {
    let waits = [Trouble::too_many_requests, Trouble::secondary_limit, Trouble::RateLimited];
    for trouble in waits {
        let scene = Scene::new(small());
        scene.github.plan(Fault::on("Points", trouble(Duration::from_secs(60))));
        scene.post(Some("t"), &json!({ "query": QUERY })).await.unwrap();
        scene.clock.sleep(Duration::from_secs(59)).await;
        scene.post(Some("t"), &json!({ "query": QUERY })).await.unwrap();
        scene.clock.sleep(Duration::from_secs(1)).await;
        assert_eq!(scene.ask(QUERY, json!({})).await["data"]["rateLimit"]["cost"], 2);
        let early: Vec<bool> = scene.github.log().iter().map(|seen| seen.too_early).collect();
        assert_eq!(early, [false, true, false]);
        assert_eq!(scene.clock.waits(), [Duration::from_secs(59), Duration::from_secs(1)]);
    }
}

#[tokio::test]
async fn queries_that_ask_for_too_much_are_refused() {
    let query = "query { repository(owner: \"acme\", name: \"engine\") { pullRequests(first: 100) { nodes {
        reviews(first: 100) { nodes { comments(first: 100) { totalCount } } } } } } }";
    let answer = Scene::new(small()).ask(query, json!({})).await;
    assert_eq!(answer["errors"][0]["type"], "MAX_NODE_LIMIT_EXCEEDED");
}

#[tokio::test]
async fn each_token_has_points_of_its_own() {
    let scene = Scene::new(small());
    let body = json!({ "query": QUERY });
    for token in ["one", "one", "two"] {
        scene.post(Some(token), &body).await.unwrap();
    }
    let answer: serde_json::Value = scene.post(Some("two"), &body).await.unwrap().json().await.unwrap();
    assert_eq!(answer["data"]["rateLimit"]["used"], 4);
    let log = scene.github.log();
    let tokens: Vec<_> = log.iter().map(|seen| (seen.token, seen.nodes)).collect();
    assert_eq!(tokens, [(0, 6100), (0, 6100), (1, 6100), (1, 6100)]);
}

#[tokio::test]
async fn a_token_can_expire() {
    let scene = Scene::new(small());
    scene.github.expire_token("t", 1);
    let body = json!({ "query": QUERY });
    for (token, status) in [("t", 200), ("t", 401), ("t", 401), ("new", 200)] {
        assert_eq!(scene.post(Some(token), &body).await.unwrap().status(), status);
    }
}

#[tokio::test]
async fn too_many_requests_in_a_minute_meet_the_secondary_limit() {
    let scene = Scene::new(small());
    scene.github.limit_minute(1);
    scene.ask(QUERY, json!({})).await;
    scene.clock.advance(Duration::from_secs(20));
    let refused = scene.post(Some("t"), &json!({ "query": QUERY })).await.unwrap();
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (403, "40"));
    scene.clock.advance(Duration::from_secs(40));
    scene.ask(QUERY, json!({})).await;
    assert!(scene.github.log().iter().all(|seen| !seen.too_early));
}

#[tokio::test]
async fn requests_at_the_same_time_are_seen_and_can_be_limited() {
    let scene = Scene::new(small());
    scene.github.delay(Duration::from_millis(50));
    scene.github.limit_concurrency(1);
    let body = json!({ "query": QUERY });
    let both = tokio::join!(scene.post(Some("t"), &body), scene.post(Some("t"), &body));
    let mut statuses = [both.0.unwrap().status().as_u16(), both.1.unwrap().status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403]);
    assert_eq!(scene.github.log()[0].in_flight, 2);
}

#[tokio::test]
async fn without_a_time_to_wait_it_is_a_minute() {
    let scene = Scene::new(small());
    scene.github.plan(Fault::on("Points", Trouble::secondary_limit_unsaid()));
    for seconds in [0, 59, 1] {
        scene.clock.advance(Duration::from_secs(seconds));
        scene.post(Some("t"), &json!({ "query": QUERY })).await.unwrap();
    }
    let early: Vec<bool> = scene.github.log().iter().map(|seen| seen.too_early).collect();
    assert_eq!(early, [false, true, false]);
}

#[tokio::test]
async fn heavy_queries_can_be_too_much() {
    let scene = Scene::new(small());
    scene.github.limit_nodes(6099);
    assert_eq!(scene.post(Some("t"), &json!({ "query": QUERY })).await.unwrap().status(), 502);
    scene.github.limit_nodes(6100);
    assert_eq!(scene.post(Some("t"), &json!({ "query": QUERY })).await.unwrap().status(), 200);
}

#[tokio::test]
async fn counts_cost_a_request_each_and_ids_a_node_each() {
    let scene = Scene::new(small());
    let query = "query($no: Boolean = false) { rateLimit { cost nodeCount } nodes(ids: [\"R_0\", \"R_1\", \"R_0\"]) {
        ... on Repository { issues(first: 100) { nodes { comments { totalCount } } }
        pullRequests(first: 100) @include(if: $no) { totalCount } } } }";
    let answer = scene.ask(query, json!({})).await;
    // 3 lists of issues and 300 counts of comments; 3 nodes and 300 issues.
    assert_eq!(answer["data"]["rateLimit"], json!({ "cost": 3, "nodeCount": 303 }));
}

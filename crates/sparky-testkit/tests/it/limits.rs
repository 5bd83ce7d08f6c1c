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

//! Faults happen when they are planned, and only then.

use std::time::Duration;

use serde_json::{Value, json};
use sparky_testkit::world::at;
use sparky_testkit::{Fault, Trouble};

use crate::client::{Scene, small};

const QUERY: &str = "query Names { repository(owner: \"acme\", name: \"engine\") { name
    issues(first: 2) { nodes { number } } pullRequests(first: 1) { nodes { updatedAt } } } }";

fn body() -> Value {
    json!({ "query": QUERY })
}

/// A scene whose second request goes wrong, after a first good one.
async fn scene(trouble: Trouble) -> Scene {
    let scene = Scene::new(small());
    scene.github.plan(Fault::on("Names", trouble).nth(2));
    assert_eq!(scene.ask(QUERY, json!({})).await["data"]["repository"]["name"], "engine");
    scene
}

/// The request after the fault is well again, and all three were seen.
async fn is_over(scene: &Scene) {
    assert_eq!(scene.ask(QUERY, json!({})).await["data"]["repository"]["name"], "engine");
    assert_eq!(scene.github.requests("Names"), 3);
}

#[tokio::test]
async fn a_bad_gateway_happens_once() {
    let scene = scene(Trouble::bad_gateway()).await;
    let response = scene.post(Some("t"), &body()).await.unwrap();
    assert_eq!(response.status(), 502);
    assert!(response.text().await.unwrap().contains("<html>"));
    is_over(&scene).await;
}

#[tokio::test]
async fn a_reset_happens_once() {
    let scene = scene(Trouble::Reset).await;
    assert!(scene.post(Some("t"), &body()).await.is_err());
    is_over(&scene).await;
}

#[tokio::test]
async fn a_truncated_answer_happens_once() {
    let scene = scene(Trouble::Truncated).await;
    let response = scene.post(Some("t"), &body()).await.unwrap();
    assert!(response.text().await.is_err());
    is_over(&scene).await;
}

#[tokio::test]
async fn a_malformed_answer_happens_once() {
    let scene = scene(Trouble::Malformed).await;
    let text = scene.post(Some("t"), &body()).await.unwrap().text().await.unwrap();
    assert!(serde_json::from_str::<Value>(&text).is_err(), "{text}");
    is_over(&scene).await;
}

#[tokio::test]
async fn a_request_that_hangs_holds_up_no_other() {
    let scene = scene(Trouble::Hang).await;
    let body = body();
    let hanging = scene.post(Some("t"), &body);
    assert!(tokio::time::timeout(Duration::from_millis(200), hanging).await.is_err());
    is_over(&scene).await;
}

#[tokio::test]
async fn a_partial_answer_happens_once_and_says_so() {
    let scene = scene(Trouble::Partial(vec!["/repository/issues/nodes/1".to_owned()])).await;
    let answer = scene.ask(QUERY, json!({})).await;
    assert_eq!(answer["data"]["repository"]["issues"]["nodes"], json!([{ "number": 6 }, null]));
    assert_eq!(answer["errors"][0]["path"], json!(["repository", "issues", "nodes", 1]));
    is_over(&scene).await;
}

#[tokio::test]
async fn a_shift_changes_the_world_before_the_answer() {
    let scene = scene(Trouble::shift(|world| {
        world.repository("acme/engine").pull_request(1).updated_at = Some(at("2026-07-12T00:00:00Z"));
    }));
    let answer = scene.await.ask(QUERY, json!({})).await;
    let found = &answer["data"]["repository"]["pullRequests"]["nodes"][0];
    assert_eq!(found["updatedAt"], "2026-07-12T00:00:00Z");
}

#[tokio::test]
async fn a_fault_can_last() {
    let scene = Scene::new(small());
    scene.github.plan(Fault::on("Names", Trouble::bad_gateway()).times(2));
    for expected in [502, 502, 200] {
        assert_eq!(scene.post(Some("t"), &body()).await.unwrap().status(), expected);
    }
}

#[tokio::test]
async fn a_fault_of_one_operation_spares_the_others() {
    let scene = Scene::new(small());
    scene.github.plan(Fault::on("Others", Trouble::bad_gateway()));
    assert_eq!(scene.post(Some("t"), &body()).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_fault_of_any_operation_counts_all_requests_and_can_come_back() {
    let scene = Scene::new(small());
    scene.github.plan(Fault::any(Trouble::gateway_timeout()).nth(2).every(3));
    let mut statuses = Vec::new();
    for name in ["A", "B", "A", "B", "A", "B"] {
        let query = format!("query {name} {{ viewer {{ login }} }}");
        statuses.push(scene.post(Some("t"), &json!({ "query": query })).await.unwrap().status().as_u16());
    }
    assert_eq!(statuses, [200, 504, 200, 200, 504, 200]);
}

#[tokio::test]
async fn answers_that_are_no_answers() {
    let scene = Scene::new(small());
    scene.github.plan(Fault::on("Names", Trouble::html_page()));
    scene.github.plan(Fault::on("Names", Trouble::something_went_wrong(502)).nth(2));
    let page = scene.post(Some("t"), &body()).await.unwrap();
    assert_eq!((page.status().as_u16(), page.text().await.unwrap().starts_with("<!DOCTYPE")), (200, true));
    let wrong = scene.post(Some("t"), &body()).await.unwrap();
    assert_eq!(wrong.status(), 502);
    let said = wrong.json::<Value>().await.unwrap()["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(said.starts_with("Something went wrong while executing your query."), "{said}");
    is_over(&scene).await;
}

//! What is sent, and what comes back when nothing is wrong or a part is missing.

use serde_json::json;

use crate::scene::{GOOD, Scene, TOKEN, reply};

#[tokio::test]
async fn a_request_carries_the_token_the_query_and_the_name_of_the_program() {
    let scene = Scene::new(&[reply(200, "", GOOD)]);
    let answer = scene.ask().await.unwrap();
    assert_eq!(answer.data["viewer"]["login"], "ada");
    let seen = scene.server.seen()[0].text.clone();
    let lower = seen.to_lowercase();
    assert!(seen.starts_with("POST /graphql HTTP/1.1"), "{seen}");
    assert!(lower.contains(&format!("authorization: bearer {TOKEN}")), "{seen}");
    assert!(seen.contains(r#""operationName":"Viewer""#), "{seen}");
    assert!(lower.contains("user-agent: sparky/"), "{seen}");
    assert_eq!(lower.matches("user-agent:").count(), 1, "{seen}");
}

#[tokio::test]
async fn an_enterprise_server_is_asked_at_its_own_path() {
    let scene = Scene::at("/api", &[reply(200, "", GOOD)]);
    scene.ask().await.unwrap();
    assert!(scene.server.seen()[0].line.starts_with("POST /api/graphql HTTP/1.1"));
}

#[tokio::test]
async fn requests_and_points_are_counted() {
    let scene = Scene::new(&[reply(502, "", ""), reply(200, "", GOOD)]);
    scene.ask().await.unwrap();
    let stats = scene.github.stats();
    assert_eq!((stats.requests["Viewer"], stats.points, stats.retries), (2, 3, 1));
    assert_eq!((stats.bytes, stats.waited, stats.remaining), (GOOD.len() as u64, scene.slept(), None));
}

#[tokio::test]
async fn partial_data_is_kept_beside_its_errors() {
    let body = json!({
        "data": { "repository": { "issues": null, "name": "x" } },
        "errors": [{ "type": "RESOURCE_LIMITS_EXCEEDED", "message": "too much", "path": ["repository", "issues"] }],
    });
    let answer = Scene::new(&[reply(200, "", &body.to_string())]).ask().await.unwrap();
    assert_eq!(answer.data["repository"]["name"], "x");
    assert_eq!(answer.errors[0].kind, "RESOURCE_LIMITS_EXCEEDED");
}

/// `repositoryOwner` is null without an error when there is no such owner: an answer, not a fault.
#[tokio::test]
async fn a_null_without_an_error_is_an_answer() {
    let scene = Scene::new(&[reply(200, "", r#"{"data":{"rateLimit":{"cost":1},"repositoryOwner":null}}"#)]);
    let answer = scene.ask().await;
    assert_eq!(scene.requests(), 1, "{answer:?}");
    assert!(answer.unwrap().data["repositoryOwner"].is_null());
}

#[tokio::test]
async fn a_token_with_a_line_break_is_refused_without_a_crash() {
    let settings = sparky_github::Settings::of("http://127.0.0.1:9/graphql", "ghp_a\n");
    let clock = std::sync::Arc::new(sparky_github::SystemClock);
    let made = sparky_github::GitHub::new(&settings, reqwest::Client::new(), clock);
    assert!(matches!(made, Err(sparky_github::Error::BadCredentials { .. })));
}

//! Queries that are too heavy: a caller that can split them is told at once, others insist.

use std::time::Duration;

use serde_json::json;
use sparky_github::Error;

use crate::scene::{GOOD, Scene, points, reply, start};
use crate::server::AND_STALL;

const WRONG: &str = "Something went wrong while executing your query. This may be the result of a timeout.";
const NODES: &str = "This query requests up to 600,000 possible nodes which exceeds the maximum limit of 500,000.";

fn error(kind: &str, message: &str) -> String {
    json!({ "data": null, "errors": [{ "type": kind, "message": message }] }).to_string()
}

/// After so many requests the caller knows that less would do.
async fn is_told_after(requests: usize, fault: String) {
    let scene = Scene::impatient(Duration::from_millis(300), move |_| fault.clone(), |_| {});
    let told = scene.ask_to_split().await.unwrap_err();
    assert!(matches!(told, Error::TooHeavy { operation: "Viewer", .. }), "{told:?}");
    assert_eq!(scene.requests(), requests);
    assert!(scene.slept() < Duration::from_secs(2), "{:?}", scene.slept());
}

/// GitHub says itself that it is too much: no repetition helps.
async fn is_told_at_once(fault: String) {
    is_told_after(1, fault).await;
}

/// It may have been a bad moment: one repetition tells.
async fn is_told_soon(fault: String) {
    is_told_after(2, fault).await;
}

#[tokio::test]
async fn a_gateway_that_gave_up_is_told_soon() {
    is_told_soon(reply(502, "", "<html>Bad gateway</html>")).await;
    is_told_soon(reply(504, "", "")).await;
    is_told_soon(reply(502, "", r#"{"message":"We couldn't respond to your request in time."}"#)).await;
}

#[tokio::test]
async fn a_query_that_went_wrong_is_told_soon() {
    is_told_soon(reply(200, "", &json!({ "data": null, "errors": [{ "message": WRONG }] }).to_string())).await;
    is_told_soon(reply(200, "", r#"{"message":"We couldn't respond to your request in time."}"#)).await;
}

#[tokio::test]
async fn a_query_that_asks_for_too_much_is_told_at_once() {
    is_told_at_once(reply(200, "", &error("MAX_NODE_LIMIT_EXCEEDED", NODES))).await;
    is_told_at_once(reply(200, "", &error("", NODES))).await;
    is_told_at_once(reply(200, "", &error("RESOURCE_LIMITS_EXCEEDED", "Resource limits exceeded."))).await;
    is_told_at_once(reply(403, "", &json!({ "message": NODES }).to_string())).await;
}

#[tokio::test]
async fn an_answer_that_stalls_is_told_soon() {
    is_told_soon(AND_STALL.to_owned()).await;
    is_told_soon(reply(200, "", GOOD)[..80].to_owned() + AND_STALL).await;
}

/// Insisting would not help: no repetition makes such a query lighter.
#[tokio::test]
async fn a_query_that_asks_for_too_much_is_never_repeated() {
    let scene = Scene::new(&[reply(200, "", &error("MAX_NODE_LIMIT_EXCEEDED", NODES))]);
    assert!(matches!(scene.ask().await, Err(Error::TooHeavy { .. })));
    assert_eq!(scene.requests(), 1);
}

#[tokio::test]
async fn an_answer_that_stalls_is_asked_for_again_by_who_insists() {
    let stalling = reply(200, "", GOOD)[..80].to_owned() + AND_STALL;
    let script =
        move |seen: &crate::server::Seen| if seen.number == 0 { stalling.clone() } else { reply(200, "", GOOD) };
    let scene = Scene::impatient(Duration::from_millis(300), script, |_| {});
    scene.ask().await.unwrap();
    assert_eq!(scene.requests(), 2);
}

/// What has nothing to do with the size of the query is borne as by everybody.
#[tokio::test]
async fn other_faults_are_repeated_for_who_can_split_too() {
    let body_cut = reply(200, "", &GOOD[..20]);
    let limit = reply(429, &("retry-after: 7\r\n".to_owned() + &points(5, start() + 60)), "{}");
    for fault in [reply(503, "", ""), String::new(), body_cut, limit] {
        let scene = Scene::new(&[fault.clone(), reply(200, "", GOOD)]);
        let answer = scene.ask_to_split().await;
        assert!(answer.is_ok(), "{fault}: {answer:?}");
        assert_eq!(scene.requests(), 2, "{fault}");
    }
}

#[tokio::test]
async fn a_part_of_the_data_is_an_answer_for_who_can_split_too() {
    let body = json!({ "data": { "a": { "name": "x" }, "b": null },
        "errors": [{ "type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits exceeded.", "path": ["b"] }] });
    let answer = Scene::new(&[reply(200, "", &body.to_string())]).ask_to_split().await.unwrap();
    assert_eq!((answer.data["a"]["name"].as_str(), answer.errors.len()), (Some("x"), 1));
}

/// Two things asked for, neither there: the errors say so for each.
#[tokio::test]
async fn several_missing_things_are_an_answer_with_errors() {
    let body = json!({ "data": { "a": null, "b": null }, "errors": [
        { "type": "NOT_FOUND", "message": "Could not resolve to a Repository with the name 'o/a'.", "path": ["a"] },
        { "type": "FORBIDDEN", "message": "No.", "path": ["b"] },
    ] });
    let answer = Scene::new(&[reply(200, "", &body.to_string())]).ask().await.unwrap();
    assert_eq!(answer.errors.iter().map(|error| error.kind.as_str()).collect::<Vec<_>>(), ["NOT_FOUND", "FORBIDDEN"]);
}

/// It may have been executed although the answer was lost.
#[tokio::test]
async fn a_mutation_is_not_repeated_after_a_fault() {
    let scene = Scene::new(&[String::new(), reply(200, "", GOOD)]);
    let told = scene.github.graphql("Close", "mutation Close { x }", json!({})).await;
    assert!(matches!(told, Err(Error::Unavailable { attempts: 1, .. })), "{told:?}");
    assert_eq!(scene.requests(), 1);
}

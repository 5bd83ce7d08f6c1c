//! Answers that are none: which are tried again, and which end it.

use std::time::Duration;

use sparky_github::Error;

use crate::scene::{GOOD, Scene, reply};

/// The fault once, then a good answer: exactly two requests, with a wait between them.
async fn passes(fault: String) {
    let scene = Scene::new(&[fault, reply(200, "", GOOD)]);
    let answer = scene.ask().await;
    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!(scene.requests(), 2);
    assert!(scene.slept() >= Duration::from_millis(500), "{:?}", scene.slept());
}

#[tokio::test]
async fn a_bad_gateway_passes() {
    passes(reply(502, "", "<html>Bad gateway</html>")).await;
}

#[tokio::test]
async fn a_page_instead_of_json_passes() {
    passes(reply(200, "content-type: text/html\r\n", "<html>Unicorn!</html>")).await;
}

#[tokio::test]
async fn a_body_shorter_than_announced_passes() {
    passes(format!("HTTP/1.1 200 OK\r\ncontent-length: 500\r\nconnection: close\r\n\r\n{GOOD}")).await;
}

#[tokio::test]
async fn a_body_cut_off_in_the_middle_passes() {
    passes(reply(200, "", &GOOD[..20])).await;
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_passes() {
    passes(String::new()).await;
}

#[tokio::test]
async fn something_went_wrong_passes() {
    let body = r#"{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}"#;
    passes(reply(200, "", body)).await;
}

#[tokio::test]
async fn a_fault_that_stays_ends_after_five_attempts() {
    let scene = Scene::new(&[reply(503, "", "")]);
    let error = scene.ask().await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { operation: "Viewer", attempts: 5, .. }), "{error:?}");
    assert_eq!(scene.requests(), 5);
}

/// The same for everything that is no answer.
#[tokio::test]
async fn whatever_stays_broken_is_unavailable() {
    let page = reply(200, "content-type: text/html\r\n", "<html>Unicorn!</html>");
    let cut = format!("HTTP/1.1 200 OK\r\ncontent-length: 500\r\nconnection: close\r\n\r\n{GOOD}");
    let internal = reply(200, "", r#"{"data":null,"errors":[{"type":"INTERNAL","message":"Oops"}]}"#);
    for broken in [page, cut, internal, reply(200, "", &GOOD[..20]), reply(200, "", "{}"), String::new()] {
        let scene = Scene::new(std::slice::from_ref(&broken));
        let error = scene.ask().await.unwrap_err();
        assert!(matches!(error, Error::Unavailable { attempts: 5, .. }), "{broken}: {error:?}");
        assert_eq!((scene.requests(), scene.github.stats().retries), (5, 4), "{broken}");
    }
}

#[tokio::test]
async fn a_refused_token_ends_it_at_once() {
    let scene = Scene::new(&[reply(401, "", r#"{"message":"Bad credentials"}"#)]);
    let error = scene.ask().await.unwrap_err();
    assert!(matches!(&error, Error::BadCredentials { message } if message == "Bad credentials"), "{error:?}");
    assert_eq!(scene.requests(), 1);
}

#[tokio::test]
async fn a_missing_scope_ends_it_at_once() {
    let scene = Scene::new(&[reply(403, "", r#"{"message":"Resource not accessible by integration"}"#)]);
    assert!(matches!(scene.ask().await.unwrap_err(), Error::Forbidden { .. }));
    assert_eq!(scene.requests(), 1);
}

#[tokio::test]
async fn an_unknown_repository_ends_it_at_once_and_is_named() {
    let body = r#"{"data":{"rateLimit":{"cost":1},"repository":null},"errors":[{"type":"NOT_FOUND",
        "path":["repository"],"message":"Could not resolve to a Repository with the name 'a/b'."}]}"#;
    let scene = Scene::new(&[reply(200, "", body)]);
    let error = scene.ask().await.unwrap_err();
    assert!(error.to_string().contains("'a/b'"), "{error}");
    assert!(matches!(error, Error::NotFound { .. }));
    assert_eq!(scene.requests(), 1);
}

/// The wait after a fault is the business of the request that met it; only a limit holds for all.
#[tokio::test]
async fn a_fault_of_one_request_does_not_hold_up_another() {
    let scene = Scene::new(&[reply(503, "", ""), reply(200, "", GOOD)]);
    let clock = std::sync::Arc::clone(&scene.clock);
    clock.hang();
    let first = scene.ask();
    tokio::pin!(first);
    assert!(tokio::time::timeout(Duration::from_secs(2), &mut first).await.is_err(), "it waits");
    let second = tokio::time::timeout(Duration::from_secs(2), scene.ask()).await;
    assert!(second.is_ok_and(|answer| answer.is_ok()), "another request waits for nothing");
}

#[tokio::test]
async fn a_blocked_repository_ends_it_at_once() {
    let body = r#"{"data":{"repository":null},"errors":[{"type":"DMCA_TAKEDOWN","path":["repository"],
        "message":"Repository access blocked"}]}"#;
    let error = Scene::new(&[reply(200, "", body)]).ask().await;
    assert!(matches!(error, Err(Error::Blocked { .. })), "{error:?}");
}

//! Limits: never a request before GitHub allows one, and no wait beyond what is allowed.

use std::time::Duration;

use sparky_github::Error;

use crate::scene::{GOOD, START, Scene, reply};

const LIMITED: &str = r#"{"message":"You have exceeded a secondary rate limit"}"#;
const PRIMARY: &str = r#"{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}"#;

fn start() -> chrono::DateTime<chrono::Utc> {
    START.parse().unwrap()
}

/// What the limit says, and exactly how long the client waits.
async fn waits(limit: String, wait: u64) {
    let scene = Scene::new(&[limit, reply(200, "", GOOD)]);
    let answer = scene.ask().await;
    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!((scene.requests(), scene.slept()), (2, Duration::from_secs(wait)));
}

#[tokio::test]
async fn retry_after_in_seconds_is_kept() {
    waits(reply(429, "retry-after: 7\r\n", LIMITED), 7).await;
    waits(reply(403, "retry-after: 7\r\n", LIMITED), 7).await;
}

/// The second beyond is for what the date leaves out.
#[tokio::test]
async fn retry_after_as_a_date_is_kept() {
    waits(reply(429, "retry-after: Wed, 08 Jul 2026 06:00:42 GMT\r\n", LIMITED), 43).await;
}

#[tokio::test]
async fn a_secondary_limit_without_a_time_waits_a_minute() {
    waits(reply(403, "", LIMITED), 60).await;
}

#[tokio::test]
async fn a_second_limit_without_a_time_waits_longer() {
    let scene = Scene::new(&[reply(403, "", LIMITED), reply(403, "", LIMITED), reply(200, "", GOOD)]);
    scene.ask().await.unwrap();
    assert_eq!(scene.slept(), Duration::from_secs(60 + 120));
}

#[tokio::test]
async fn the_primary_limit_waits_for_the_reset() {
    let reset = start().timestamp() + 300;
    let headers = format!("x-ratelimit-remaining: 0\r\nx-ratelimit-reset: {reset}\r\n");
    waits(reply(200, &headers, PRIMARY), 301).await;
    waits(reply(403, &headers, r#"{"message":"API rate limit exceeded"}"#), 301).await;
}

#[tokio::test]
async fn a_wait_beyond_what_is_allowed_is_an_error_that_says_until_when() {
    let reset = start().timestamp() + 3_000;
    let headers = format!("x-ratelimit-remaining: 0\r\nx-ratelimit-reset: {reset}\r\n");
    let scene = Scene::new(&[reply(200, &headers, PRIMARY)]);
    let error = scene.ask().await.unwrap_err();
    assert!(matches!(error, Error::RateLimited { until } if until.timestamp() == reset + 1), "{error:?}");
    assert_eq!((scene.requests(), scene.slept()), (1, Duration::ZERO));
}

/// A date so far ahead that it cannot be added to the clock is refused, not a crash.
#[tokio::test]
async fn an_absurd_retry_after_is_an_error() {
    let scene = Scene::new(&[reply(429, "retry-after: 18446744073709551615\r\n", LIMITED)]);
    assert!(matches!(scene.ask().await.unwrap_err(), Error::RateLimited { .. }));
}

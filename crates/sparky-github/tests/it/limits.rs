//! Limits: never a request before GitHub allows one, and no wait beyond what is allowed.

use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::time::Duration;

use sparky_github::Error;

use crate::scene::{GOOD, Scene, points, reply, start};
use crate::server::Seen;

const LIMITED: &str = r#"{"message":"You have exceeded a secondary rate limit"}"#;
const PRIMARY: &str = r#"{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}"#;

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
    let reset = start() + 300;
    let headers = points(0, reset);
    waits(reply(200, &headers, PRIMARY), 301).await;
    waits(reply(403, &headers, r#"{"message":"API rate limit exceeded"}"#), 301).await;
}

#[tokio::test]
async fn a_wait_beyond_what_is_allowed_is_an_error_that_says_until_when() {
    let reset = start() + 3_000;
    let headers = points(0, reset);
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

/// The points are used up for longer than the answer says, or the clocks differ: a minute cannot be wrong.
#[tokio::test]
async fn a_reset_that_has_passed_waits_a_minute() {
    waits(reply(403, &points(0, start() - 10), r#"{"message":"API rate limit exceeded"}"#), 60).await;
}

/// Points are left, but too few for this query.
#[tokio::test]
async fn the_primary_limit_waits_for_the_reset_with_points_left_too() {
    waits(reply(200, &points(2, start() + 300), PRIMARY), 301).await;
}

/// Those on their way when the limit is told cannot be called back; all others wait, also those that queue.
#[tokio::test]
async fn a_limit_holds_for_those_that_queue() {
    let limited = |seen: &Seen| match seen.at.timestamp() - start() {
        0..60 => reply(429, "retry-after: 60\r\n", LIMITED),
        _ => reply(200, "", GOOD),
    };
    let scene = Scene::scripted(limited, |_| {});
    scene.ask_at_once(120).await;
    let times = scene.times();
    let early = times.iter().filter(|at| **at < 60).count();
    assert!((1..=50).contains(&early), "{early} requests came before they were allowed");
    assert_eq!(times.len(), early + 120);
}

/// A limit that never ends is a limit: the caller learns when to come back.
#[tokio::test]
async fn a_limit_that_stays_ends_after_five_attempts() {
    let scene = Scene::new(&[reply(403, "retry-after: 10\r\n", LIMITED)]);
    let error = scene.ask().await.unwrap_err();
    assert!(matches!(error, Error::RateLimited { until } if until.timestamp() == start() + 50), "{error:?}");
    assert_eq!((scene.requests(), scene.times()), (5, vec![0, 10, 20, 30, 40]));
}

/// The limit that is not about points is about too much at once: half as many requests go out afterwards.
#[tokio::test]
async fn after_a_secondary_limit_fewer_requests_go_out_at_once() {
    let (all_there, gate) = (Barrier::new(50), Arc::new((Mutex::new(false), Condvar::new())));
    let opened = Arc::clone(&gate);
    let script = move |seen: &Seen| {
        if seen.number < 50 {
            all_there.wait();
            return reply(403, "", LIMITED);
        }
        drop(opened.1.wait_while(opened.0.lock().unwrap(), |open| !*open).unwrap());
        reply(200, "", GOOD)
    };
    let scene = Scene::scripted(script, |_| {});
    let asking = scene.ask_at_once(50);
    tokio::pin!(asking);
    while scene.requests() < 50 + 25 {
        assert!(tokio::time::timeout(Duration::from_millis(50), &mut asking).await.is_err());
    }
    assert!(tokio::time::timeout(Duration::from_millis(300), &mut asking).await.is_err());
    assert_eq!(scene.requests(), 50 + 25);
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();
    asking.await;
    assert_eq!(scene.requests(), 100);
}

/// The second limit has nothing to do with the first: there was an answer in between.
#[tokio::test]
async fn an_answer_ends_the_doubling() {
    let limited = || reply(403, "", LIMITED);
    let scene = Scene::new(&[limited(), reply(200, "", GOOD), limited(), reply(200, "", GOOD)]);
    scene.ask().await.unwrap();
    scene.ask().await.unwrap();
    assert_eq!(scene.times(), [0, 60, 60, 120]);
}

#[tokio::test]
async fn requests_that_wait_together_are_one_wait() {
    let scene = Scene::new(&[reply(403, "", LIMITED)]);
    scene.clock.hang();
    assert!(tokio::time::timeout(Duration::from_secs(1), scene.ask_at_once(3)).await.is_err(), "they wait");
    assert_eq!(scene.github.stats().waited, Duration::from_secs(60));
}

//! Points and pace: what is left is never overdrawn, and what is allowed goes out at once.

use std::sync::Barrier;
use std::time::Duration;

use sparky_github::{Error, Settings};

use crate::scene::{GOOD, Scene, points, reply, start};
use crate::server::Seen;

/// An hour of so many points, one a request; beyond it, and before the next, GitHub refuses.
fn hour(limit: u64) -> impl Fn(&Seen) -> String + Send + Sync + 'static {
    let used = std::sync::Mutex::new((0, 0));
    move |seen| {
        let window = (seen.at.timestamp() - start()) / 300;
        let mut used = used.lock().unwrap();
        if used.0 != window {
            *used = (window, 0);
        }
        used.1 += 1;
        let reset = start() + (window + 1) * 300;
        let headers = points(limit.saturating_sub(used.1), reset).replace("5000", &limit.to_string());
        match used.1 > limit {
            true => reply(403, &headers, r#"{"message":"API rate limit exceeded"}"#),
            false => reply(200, &headers, &GOOD.replace("\"cost\":3", "\"cost\":1")),
        }
    }
}

fn reserve(points: u64) -> impl FnOnce(&mut Settings) {
    move |settings| settings.reserve = points
}

/// How many requests came before the first reset, and how many after.
fn halves(scene: &Scene) -> (usize, usize) {
    let times = scene.times();
    let before = times.iter().filter(|at| **at < 300).count();
    (before, times.len() - before)
}

#[tokio::test]
async fn the_reserve_is_left_to_others() {
    let scene = Scene::scripted(hour(10), reserve(4));
    for _ in 0..8 {
        scene.ask().await.unwrap();
    }
    assert_eq!(halves(&scene), (6, 2));
    assert_eq!(scene.github.stats().waited, Duration::from_secs(301));
}

/// Also when all are asked at once: what is on its way counts.
#[tokio::test]
async fn points_are_not_overdrawn_by_requests_at_the_same_time() {
    let scene = Scene::scripted(hour(20), reserve(5));
    scene.ask_at_once(25).await;
    assert_eq!(halves(&scene), (15, 10));
}

#[tokio::test]
async fn a_used_up_hour_is_waited_for_without_a_refusal() {
    let scene = Scene::scripted(hour(5), |_| {});
    scene.ask().await.unwrap();
    scene.ask_at_once(6).await;
    assert_eq!(halves(&scene), (5, 2));
    assert_eq!((scene.github.stats().retries, scene.github.stats().points), (0, 7));
}

#[tokio::test]
async fn a_wait_for_points_beyond_what_is_allowed_is_an_error() {
    let scene = Scene::scripted(hour(10), |settings| {
        settings.reserve = 9;
        settings.max_wait = Duration::from_secs(299);
    });
    scene.ask().await.unwrap();
    let error = scene.ask().await.unwrap_err();
    assert!(matches!(error, Error::RateLimited { until } if until.timestamp() == start() + 301), "{error:?}");
    assert_eq!((scene.requests(), scene.slept()), (1, Duration::ZERO));
}

#[tokio::test]
async fn a_reserve_of_everything_is_an_error_that_says_so() {
    let scene = Scene::scripted(hour(10), reserve(10));
    scene.ask().await.unwrap();
    let error = scene.ask().await.unwrap_err();
    assert!(matches!(error, Error::Reserve { reserve: 10, limit: 10 }), "{error:?}");
}

/// What an operation cost the last time is what it is expected to cost.
#[tokio::test]
async fn an_expensive_operation_is_not_started_with_too_few_points() {
    let scene =
        Scene::scripted(|seen| reply(200, &points(5 - 3 * (seen.number as u64 % 2), start() + 300), GOOD), |_| {});
    scene.ask().await.unwrap();
    scene.ask().await.unwrap();
    scene.ask().await.unwrap();
    assert_eq!(scene.times(), [0, 0, 301]);
}

/// After the reset nothing is known but what there was the hour before.
#[tokio::test]
async fn the_next_hour_is_not_overdrawn_by_those_that_waited_for_it() {
    let scene = Scene::scripted(hour(10), |_| {});
    scene.ask().await.unwrap();
    scene.ask_at_once(25).await;
    let windows = [0, 300, 600].map(|from| scene.times().iter().filter(|at| (from..from + 300).contains(*at)).count());
    assert_eq!((windows, scene.github.stats().retries), ([10, 10, 6], 0));
}

/// Each of these costs three points, which nobody knows before the first answer.
#[tokio::test]
async fn scarce_points_are_not_spent_on_what_may_cost_more() {
    let used = std::sync::atomic::AtomicU64::new(0);
    let script = move |_: &Seen| {
        let used = used.fetch_add(3, std::sync::atomic::Ordering::SeqCst) + 3;
        reply(200, &points(15_u64.saturating_sub(used), start() + 300), GOOD)
    };
    let scene = Scene::scripted(script, |settings| settings.max_wait = Duration::from_secs(1));
    // The first answer tells the points, and what this operation costs; another operation has no known cost.
    scene.ask().await.unwrap();
    let others = (0..8).map(|_| scene.github.graphql("Other", "query Other { x }", serde_json::json!({})));
    let answered = futures::future::join_all(others).await.into_iter().filter(Result::is_ok).count();
    assert_eq!((answered, scene.requests()), (4, 5));
}

/// A server without limits tells no points: nobody waits for them.
#[tokio::test]
async fn a_server_without_limits_is_asked_at_once() {
    let scene = Scene::scripted(|_| reply(200, "", GOOD), reserve(100));
    scene.ask_at_once(30).await;
    assert_eq!((scene.requests(), scene.slept()), (30, Duration::ZERO));
}

/// Nobody is answered before all fifty are there.
#[tokio::test]
async fn a_burst_goes_out_at_once() {
    let all = Barrier::new(50);
    let script = move |_: &Seen| {
        all.wait();
        reply(200, &points(4000, start() + 300), GOOD)
    };
    let scene = Scene::scripted(script, |_| {});
    scene.ask_at_once(50).await;
    assert_eq!((scene.requests(), scene.slept()), (50, Duration::ZERO));
}

/// GitHub allows 2,000 points a minute; the first minute has the burst on top of the pace.
#[tokio::test]
async fn a_long_run_is_paced() {
    let scene = Scene::new(&[reply(200, "", GOOD)]);
    for _ in 0..300 {
        scene.ask().await.unwrap();
    }
    let times: Vec<_> = scene.server.seen().iter().map(|seen| seen.at).collect();
    assert_eq!(times.iter().filter(|at| **at == times[0]).count(), 250);
    // The fifty beyond the burst come at 25 a second.
    assert_eq!((times[299] - times[0]).num_milliseconds(), 2_000);
    assert_eq!(scene.github.stats().waited, scene.slept());
}

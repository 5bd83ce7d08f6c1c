//! Services that take no more for now, in every way in which they say so, on a clock that stands still; and targets that
//! are served side by side.

use std::sync::{Arc, Barrier};
use std::time::Duration;

use sparky_publisher::{ChatKind, Config, Web};
use sparky_schema::publication::Status;
use sparky_testkit::{FakeService, Response, TestClock};

use crate::networks::patient;
use crate::scene::{Clock, Scene, one, statuses, target};
use crate::services::secret;

fn hook(service: &FakeService) -> ChatKind {
    ChatKind::SlackWebhook { url: secret("HOOK_URL", &service.url()) }
}

/// A way to services that waits so long, by a clock that moves when somebody sleeps.
fn waiting(scene: &Scene, clock: &TestClock, at_most: u64) -> Web {
    scene.web().waiting(Arc::new(Clock(clock.clone())), Duration::from_secs(at_most))
}

#[tokio::test]
async fn a_service_is_given_the_time_that_it_asks_for() {
    // The clock shows six o'clock.
    let ways: [(fn() -> Response, u64); 9] = [
        (|| Response::text(429, "").with("retry-after", "7"), 7),
        (|| Response::text(429, "").with("retry-after", "Thu, 09 Jul 2026 06:00:30 GMT"), 30),
        // X: seconds since 1970.
        (|| Response::text(429, "").with("x-rate-limit-reset", "1783576845"), 45),
        // Mastodon: a time as text.
        (|| Response::text(429, "").with("x-ratelimit-reset", "2026-07-09T06:00:20.000000Z"), 20),
        (|| Response::text(429, "").with("ratelimit-reset", "12"), 12),
        // Discord: its header is coarser than its answer.
        (|| Response::text(429, r#"{"message":"You are being rate limited.","retry_after":2.5,"global":false}"#), 2),
        (|| Response::text(429, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":9}}"#), 9),
        (|| Response::text(429, "slow down"), 60),
        (|| Response::text(429, "").with("retry-after", "0"), 1),
    ];
    for (answer, seconds) in ways {
        let (scene, clock) = (patient(), TestClock::at("2026-07-09T06:00:00Z"));
        let mut calls = 0;
        let service = FakeService::start(move |_| {
            calls += 1;
            if calls == 1 { answer() } else { Response::text(200, "ok") }
        });
        let published = scene.publish_over(&one(hook(&service)), &waiting(&scene, &clock, 120)).await.publication;
        assert_eq!((statuses(&published), service.writes()), (vec![Status::Published], 2), "{published:?}");
        let waits: Vec<u64> = clock.waits().iter().map(Duration::as_secs).collect();
        assert_eq!(waits, [seconds]);
    }
}

#[tokio::test]
async fn nobody_waits_longer_than_allowed_and_the_next_run_sends() {
    let (scene, clock) = (patient(), TestClock::at("2026-07-09T06:00:00Z"));
    let mut calls = 0;
    let service = FakeService::start(move |_| {
        calls += 1;
        if calls < 4 { Response::text(429, "").with("retry-after", "50") } else { Response::text(200, "ok") }
    });
    let published = scene.publish_over(&one(hook(&service)), &waiting(&scene, &clock, 120)).await.publication;
    assert_eq!((statuses(&published), clock.waits().len()), (vec![Status::Failed], 2));
    assert!(published.targets[0].error.as_ref().unwrap().contains("after 50 seconds"));
    let published = scene.publish_over(&one(hook(&service)), &waiting(&scene, &clock, 120)).await.publication;
    assert_eq!((statuses(&published), service.writes()), (vec![Status::Published], 4));
}

#[tokio::test]
async fn targets_are_served_side_by_side() {
    // No service answers before all of them have been asked.
    let all = Arc::new(Barrier::new(8));
    let services: Vec<FakeService> = (0..8)
        .map(|_| {
            let all = Arc::clone(&all);
            FakeService::start(move |_| {
                all.wait();
                Response::text(200, "ok")
            })
        })
        .collect();
    let scene = patient();
    let targets = services.iter().enumerate().map(|(at, service)| target(&format!("t{at}"), hook(service)));
    let config = Config { targets: targets.collect(), ..Config::default() };
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Published; 8]);
}

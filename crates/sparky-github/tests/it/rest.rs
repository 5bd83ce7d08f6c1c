//! Reading over REST: the same care as with GraphQL, with a budget of its own.

use std::time::Duration;

use sparky_github::{Error, Settings};

use crate::scene::{GOOD, Scene, points, reply, start};
use crate::server::Seen;

const COMMIT: &str = r#"{"sha":"abc","files":[]}"#;

fn is_rest(seen: &Seen) -> bool {
    seen.line.starts_with("GET ")
}

/// REST is answered with this the first time, and properly later.
fn once(first: String) -> Scene {
    once_with(first, |_| {})
}

fn once_with(first: String, adjust: impl FnOnce(&mut Settings)) -> Scene {
    let answers = std::sync::atomic::AtomicUsize::new(0);
    let script = move |seen: &Seen| match () {
        () if !is_rest(seen) => reply(200, "", GOOD),
        () if answers.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 => first.clone(),
        () => reply(200, "", COMMIT),
    };
    Scene::scripted(script, adjust)
}

#[tokio::test]
async fn a_path_is_read_below_the_address_of_the_api() {
    let script = |_: &Seen| reply(200, "", COMMIT);
    let scene = Scene::scripted(script, |settings| settings.api_url += "/api/v3");
    let commit = scene.github.get("Commit", "/repos/o/r/commits/abc?page=1").await.unwrap();
    assert_eq!(commit["sha"], "abc");
    let seen = &scene.server.seen()[0];
    assert!(seen.line.starts_with("GET /api/v3/repos/o/r/commits/abc?page=1 "), "{}", seen.line);
    assert_eq!(seen.token, crate::scene::TOKEN);
    // GitHub refuses a version that is named twice.
    assert_eq!(seen.text.to_lowercase().matches("x-github-api-version: 2022-11-28").count(), 1, "{}", seen.text);
    assert_eq!((scene.github.stats().points, scene.github.stats().requests["Commit"]), (0, 1));
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let scene = once(reply(404, "", r#"{"message":"Not Found"}"#));
    let told = scene.github.get("Commit", "/repos/o/r/commits/abc").await;
    assert!(matches!(&told, Err(Error::NotFound { what }) if what.contains("/repos/o/r/commits/abc")), "{told:?}");
}

#[tokio::test]
async fn faults_are_borne() {
    for fault in [reply(502, "", ""), reply(200, "", "<html>"), reply(200, "", COMMIT)[..60].to_owned(), String::new()]
    {
        let scene = once(fault.clone());
        let commit = scene.github.get("Commit", "/repos/o/r/commits/abc").await;
        assert_eq!(commit.unwrap()["sha"], "abc", "{fault}");
        assert_eq!(scene.requests(), 2, "{fault}");
    }
}

#[tokio::test]
async fn its_points_are_counted_apart() {
    let used_up = points(0, start() + 120).replace("graphql", "core");
    let scene = once_with(reply(403, &used_up, r#"{"message":"API rate limit exceeded"}"#), |settings| {
        settings.max_wait = Duration::from_secs(1);
    });
    let told = scene.github.get("Commit", "/repos/o/r/commits/abc").await;
    assert!(matches!(told, Err(Error::RateLimited { until }) if until.timestamp() - start() == 121), "{told:?}");
    scene.ask().await.unwrap();
    scene.clock.advance(Duration::from_secs(121));
    scene.github.get("Commit", "/repos/o/r/commits/abc").await.unwrap();
    assert_eq!(scene.times(), [0, 0, 121]);
}

#[tokio::test]
async fn too_much_at_once_holds_for_both() {
    let scene = once(reply(403, "retry-after: 30\r\n", r#"{"message":"You have exceeded a secondary rate limit."}"#));
    let get = scene.github.get("Commit", "/repos/o/r/commits/abc");
    get.await.unwrap();
    scene.ask().await.unwrap();
    assert!(scene.times()[1..].iter().all(|at| *at >= 30), "{:?}", scene.times());
    assert!(scene.slept() >= Duration::from_secs(30));
}

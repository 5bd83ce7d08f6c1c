//! Several tokens: the richest is used, a refused one is left out, a limited one rests.

use std::time::Duration;

use sparky_github::Error;

use crate::scene::{GOOD, Scene, points, reply, start, tokens};
use crate::server::Seen;

const REFUSED: &str = r#"{"message":"Bad credentials"}"#;
const SECONDARY: &str = r#"{"message":"You have exceeded a secondary rate limit"}"#;

fn scene(script: impl Fn(&Seen) -> String + Send + Sync + 'static) -> Scene {
    Scene::scripted(script, |settings| settings.credentials = tokens(&["poor", "rich"]))
}

#[tokio::test]
async fn the_token_with_most_points_is_used() {
    let scene = scene(|seen| reply(200, &points(if seen.token == "rich" { 900 } else { 100 }, start() + 300), GOOD));
    for _ in 0..5 {
        scene.ask().await.unwrap();
    }
    assert_eq!(scene.tokens(), ["poor", "rich", "rich", "rich", "rich"]);
    assert_eq!(scene.github.stats().remaining, Some(100));
    assert_eq!(scene.github.stats().hourly, Some(2 * 5000));
}

#[tokio::test]
async fn tokens_of_which_nothing_is_known_share_the_work() {
    let scene = scene(|_| reply(200, "", GOOD));
    scene.ask_at_once(10).await;
    assert_eq!(scene.tokens().iter().filter(|token| *token == "rich").count(), 5);
}

#[tokio::test]
async fn a_token_that_is_refused_midway_is_left_out() {
    let gone = |seen: &Seen| match (seen.token.as_str(), seen.number) {
        ("rich", 2..) => reply(401, "", REFUSED),
        ("rich", _) => reply(200, &points(900, start() + 300), GOOD),
        _ => reply(200, &points(100, start() + 300), GOOD),
    };
    let scene = scene(gone);
    for _ in 0..4 {
        scene.ask().await.unwrap();
    }
    assert_eq!(scene.tokens(), ["poor", "rich", "rich", "poor", "poor"]);
    assert_eq!(scene.slept(), Duration::ZERO);
}

#[tokio::test]
async fn when_all_are_refused_it_ends() {
    let scene = scene(|_| reply(401, "", REFUSED));
    let error = scene.ask().await.unwrap_err();
    assert!(matches!(&error, Error::BadCredentials { message } if message == "Bad credentials"), "{error:?}");
    assert!(matches!(scene.ask().await, Err(Error::BadCredentials { .. })));
    assert_eq!(scene.requests(), 2);
}

#[tokio::test]
async fn a_limited_token_rests_while_another_goes_on() {
    let scene = scene(|seen| match seen.token.as_str() {
        "poor" if seen.number == 0 => reply(403, "retry-after: 30\r\n", SECONDARY),
        _ => reply(200, &points(4000, start() + 300), GOOD),
    });
    for _ in 0..3 {
        scene.ask().await.unwrap();
    }
    assert_eq!(
        (scene.tokens(), scene.slept()),
        (["poor", "rich", "rich", "rich"].map(str::to_owned).to_vec(), Duration::ZERO)
    );
    scene.clock.advance(Duration::from_secs(30));
    scene.ask().await.unwrap();
    assert_eq!(scene.tokens()[4], "poor");
}

#[tokio::test]
async fn when_all_rest_the_first_to_be_ready_is_waited_for() {
    let scene = scene(|seen| match (seen.token.as_str(), seen.number) {
        ("poor", 0) => reply(403, "retry-after: 90\r\n", SECONDARY),
        ("rich", 1) => reply(403, "retry-after: 40\r\n", SECONDARY),
        _ => reply(200, "", GOOD),
    });
    scene.ask().await.unwrap();
    assert_eq!((scene.tokens()[2].as_str(), scene.times()), ("rich", vec![0, 0, 40]));
}

//! Providers that stumble: what is tried again, how long is waited, and what is given up at once.

use std::time::Duration;

use sparky_llm::{Error, Provider};
use sparky_testkit::Play;

use crate::scene::{Scene, request};

fn good() -> Play {
    Play::Say("{}".to_owned())
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    for play in [Play::Fail(500, "api_error"), Play::Fail(529, "overloaded_error"), Play::Garbage, Play::Lost] {
        for provider in [Provider::OpenAi, Provider::Anthropic] {
            let scene = Scene::playing(provider, &[play.clone(), good()]);
            scene.client().complete(&request()).await.unwrap();
            assert_eq!(scene.model.asked().len(), 2, "{play:?}");
            let waits = scene.clock.waits();
            assert!(waits.len() == 1 && waits[0] >= Duration::from_secs(1) && waits[0] < Duration::from_secs(3));
        }
    }
}

#[tokio::test]
async fn it_ends_after_three_attempts() {
    let scene = Scene::playing(Provider::OpenAi, &[Play::Fail(503, "server_error")]);
    let error = scene.client().complete(&request()).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { .. }), "{error}");
    assert_eq!(scene.model.asked().len(), 3);
}

#[tokio::test]
async fn a_limit_is_waited_for_as_long_as_asked() {
    for provider in [Provider::OpenAi, Provider::Anthropic] {
        let scene = Scene::playing(provider, &[Play::Limit(30), good()]);
        scene.client().complete(&request()).await.unwrap();
        let waits = scene.clock.waits();
        assert!(waits[0] >= Duration::from_secs(30) && waits[0] < Duration::from_secs(38), "{waits:?}");
    }
}

#[tokio::test]
async fn a_limit_of_hours_is_not_waited_for() {
    let scene = Scene::playing(Provider::OpenAi, &[Play::Limit(24_367), good()]);
    let error = scene.client().complete(&request()).await.unwrap_err();
    assert!(matches!(error, Error::Limited { wait, .. } if wait.as_secs() == 24_367), "{error}");
    assert_eq!((scene.model.asked().len(), scene.clock.waits().len()), (1, 0));
}

#[tokio::test]
async fn what_does_not_pass_is_not_tried_again() {
    let cases = [
        (Play::Fail(400, "invalid_request_error"), "refused the request with status 400"),
        (Play::Fail(404, "model_not_found"), "refused the request with status 404"),
        (Play::Fail(401, "invalid_api_key"), "may not be used"),
        (Play::Fail(403, "permission_error"), "may not be used"),
        (Play::Fail(429, "insufficient_quota"), "may not be used"),
    ];
    for (play, words) in cases {
        let scene = Scene::playing(Provider::OpenAi, &[play]);
        let error = scene.client().complete(&request()).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(scene.model.asked().len(), 1);
        assert_eq!(scene.clock.waits(), []);
    }
}

#[tokio::test]
async fn silence_ends_and_counts_as_paid() {
    let mut scene = Scene::playing(Provider::OpenAi, &[Play::Silence]);
    scene.settings.timeout = Duration::from_millis(100);
    let client = scene.client();
    let error = client.complete(&request()).await.unwrap_err();
    assert!(error.to_string().contains("no answer in time"), "{error}");
    assert_eq!(scene.spent().len(), 3);
    assert!(scene.spent().iter().all(|spent| !spent.settled && spent.cost_usd > 0.2));
    assert!(client.stats().cost_usd > 0.6, "whether it was billed is not known, so it counts");
}

#[tokio::test]
async fn nobody_there_costs_nothing() {
    let mut scene = Scene::playing(Provider::OpenAi, &[good()]);
    // A port that was just given back.
    let gone = sparky_testkit::FakeModel::start(|_| Play::Silence).base_url();
    scene.settings.models[0].base_url = gone;
    let client = scene.client();
    assert!(matches!(client.complete(&request()).await, Err(Error::Unavailable { .. })));
    assert_eq!((client.stats().calls, client.stats().tokens), (3, 0));
}

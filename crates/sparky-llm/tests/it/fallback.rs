//! Further models, and answers that are known.

use sparky_llm::{Error, Provider};
use sparky_testkit::{FakeModel, Play};

use crate::scene::{Scene, one, request};

#[tokio::test]
async fn the_next_model_is_asked_when_one_fails() {
    let mut scene = Scene::playing(Provider::OpenAi, &[Play::Fail(404, "model_not_found")]);
    let second = FakeModel::start(|_| Play::Say("{}".to_owned()));
    scene.settings.models.push(one(&second, Provider::Anthropic, "second"));
    let answer = scene.client().complete(&request()).await.unwrap();
    assert_eq!(answer.model, "second");
    // The first one may be back by now, but an unchanged question is answered already.
    assert_eq!(scene.client().complete(&request()).await.unwrap(), answer);
    assert_eq!((scene.model.asked().len(), second.asked().len()), (1, 1));
}

#[tokio::test]
async fn the_last_failure_is_told() {
    let mut scene = Scene::playing(Provider::OpenAi, &[Play::Fail(404, "model_not_found")]);
    let second = FakeModel::start(|_| Play::Fail(401, "authentication_error"));
    scene.settings.models.push(one(&second, Provider::Anthropic, "second"));
    assert!(
        matches!(scene.client().complete(&request()).await, Err(Error::NotAllowed { model, .. }) if model == "second")
    );
    scene.settings.models.clear();
    assert!(matches!(scene.client().complete(&request()).await, Err(Error::NoModel)));
}

#[tokio::test]
async fn the_same_question_is_asked_once() {
    let scene = Scene::playing(Provider::OpenAi, &[Play::Say("{}".to_owned())]);
    let first = scene.client().complete(&request()).await.unwrap();
    let client = scene.client();
    assert_eq!(client.complete(&request()).await.unwrap(), first);
    assert_eq!((client.stats().calls, client.stats().cache_hits, client.stats().tokens), (0, 1, 0));
    let mut other = request();
    other.system.push('!');
    client.complete(&other).await.unwrap();
    assert_eq!(scene.model.asked().len(), 2);
}

#[tokio::test]
async fn the_cache_may_be_deleted_at_any_moment() {
    let scene = Scene::playing(Provider::OpenAi, &[Play::Say("{}".to_owned())]);
    scene.client().complete(&request()).await.unwrap();
    let cache = scene.folder.path().join("data/cache");
    for entry in std::fs::read_dir(cache.join("model")).unwrap() {
        std::fs::write(entry.unwrap().path(), "half a thing").unwrap();
    }
    scene.client().complete(&request()).await.unwrap();
    std::fs::remove_dir_all(cache).unwrap();
    scene.client().complete(&request()).await.unwrap();
    assert_eq!(scene.model.asked().len(), 3);
}

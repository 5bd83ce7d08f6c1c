//! Answers by the hash of what was asked and whom. It must not know what an answer says.

use serde::Serialize;
use sparky_schema::codec::sha256_hex;
use sparky_store::Cache;

use crate::answer::Answer;
use crate::request::Request;
use crate::settings::Model;

/// Everything that an answer depends on.
#[derive(Serialize)]
struct Question<'a> {
    provider: &'static str,
    base_url: &'a str,
    model: &'a str,
    temperature: Option<f64>,
    request: &'a Request,
}

/// Names a question to a model.
pub(crate) fn key(model: &Model, request: &Request) -> String {
    let question = Question {
        provider: model.provider.name(),
        base_url: &model.base_url,
        model: &model.name,
        temperature: model.temperature,
        request,
    };
    sha256_hex(&serde_json::to_vec(&question).unwrap_or_default())
}

/// What was answered; none when it is not known or cannot be read.
pub(crate) fn get(cache: &Cache, key: &str) -> Option<Answer> {
    serde_json::from_slice(&cache.get(key)?).ok()
}

/// Remembers an answer. One that cannot be kept is asked for again.
pub(crate) fn put(cache: &Cache, key: &str, answer: &Answer) {
    let bytes = serde_json::to_vec(answer).unwrap_or_default();
    if let Err(error) = cache.put(key, &bytes) {
        tracing::warn!("an answer of the model could not be kept, so it will be paid for again: {error}");
    }
}

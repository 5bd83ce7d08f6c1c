//! A request in the words of a provider, and its answer in ours. It must not know retries, budgets or the cache.

mod anthropic;
mod openai;

pub(crate) use anthropic::VERSION;

use serde_json::Value;

use crate::answer::{Stop, Usage};
use crate::error::Error;
use crate::request::Request;
use crate::settings::{Model, Provider};
use crate::transport::{Raw, Silence};
use chrono::{DateTime, Utc};

/// What a good answer holds.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) stop: Stop,
    pub(crate) usage: Usage,
}

/// What sending comes to: an error is one that trying again does not change.
pub(crate) type Sent = Result<Result<Raw, Silence>, Error>;

/// Sends a request.
pub(crate) async fn send(http: &reqwest::Client, model: &Model, request: &Request, now: DateTime<Utc>) -> Sent {
    match model.provider {
        Provider::OpenAi => openai::send(http, model, request, now).await,
        Provider::Anthropic => anthropic::send(http, model, request, now).await,
    }
}

/// Reads the body of an answer with status 200; none when it is none.
pub(crate) fn read(provider: Provider, body: &str) -> Option<Said> {
    let body: Value = serde_json::from_str(body).ok()?;
    match provider {
        Provider::OpenAi => openai::read(&body),
        Provider::Anthropic => anthropic::read(&body),
    }
}

/// A number somewhere in a body, 0 when it is not there.
fn number(body: &Value, pointer: &str) -> u64 {
    body.pointer(pointer).and_then(Value::as_u64).unwrap_or_default()
}

/// A header that no log shows.
pub(crate) fn secret_header(model: &Model, value: &str) -> Result<http::HeaderValue, Error> {
    let mut header = http::HeaderValue::from_str(value).map_err(|_| Error::Setup {
        model: model.name.clone(),
        message: "the key holds characters that no key has; check the variable that holds it".to_owned(),
    })?;
    header.set_sensitive(true);
    Ok(header)
}

/// An address or a key that no request can be made of.
pub(crate) fn setup(model: &Model, error: &impl std::fmt::Display) -> Error {
    Error::Setup { model: model.name.clone(), message: format!("{error}; check llm.base_url") }
}

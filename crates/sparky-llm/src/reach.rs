//! Whether a model can be reached and its key is taken, by the list of models of its server: that costs no token. It must
//! not ask the model.

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use serde_json::Value;

use crate::error::Error;
use crate::provider::{self, secret_header};
use crate::settings::{Model, Provider};
use crate::transport;

/// What the server of a model says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Its list names the model.
    Listed,
    /// It has a list in which this name does not stand; it may know it by another one.
    Unlisted,
    /// It answers and has no list.
    Mute,
}

/// Asks the server of a model for its list, once.
///
/// # Errors
/// When it cannot be reached, or does not take the key.
pub async fn reach(http: &reqwest::Client, model: &Model, now: DateTime<Utc>) -> Result<Reach, Error> {
    let raw = transport::send(http, request(http, model)?, now).await;
    let name = || model.name.clone();
    let raw = raw.map_err(|silence| Error::Unavailable { model: name(), message: silence.message })?;
    match raw.status {
        200 => Ok(listed(&raw.body, &model.name)),
        401..=403 => Err(Error::NotAllowed { model: name(), message: format!("status {}", raw.status) }),
        429 | 500..=599 => Err(Error::Unavailable { model: name(), message: format!("status {}", raw.status) }),
        // Servers of one's own often have no list.
        _ => Ok(Reach::Mute),
    }
}

fn request(http: &reqwest::Client, model: &Model) -> Result<reqwest::Request, Error> {
    let url = format!("{}/models", model.base_url.trim_end_matches('/'));
    let key = model.key.as_ref().map(ExposeSecret::expose_secret);
    let builder = match (model.provider, key) {
        (Provider::Anthropic, key) => {
            let builder = http.get(url).query(&[("limit", "1000")]).header("anthropic-version", provider::VERSION);
            match key {
                Some(key) => builder.header("x-api-key", secret_header(model, key)?),
                None => builder,
            }
        }
        (Provider::OpenAi, Some(key)) => {
            http.get(url).header(http::header::AUTHORIZATION, secret_header(model, &format!("Bearer {key}"))?)
        }
        (Provider::OpenAi, None) => http.get(url),
    };
    builder.build().map_err(|error| provider::setup(model, &error))
}

fn listed(body: &str, name: &str) -> Reach {
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    let Some(models) = body.get("data").and_then(Value::as_array) else { return Reach::Mute };
    let names = || models.iter().filter_map(|model| model.get("id")?.as_str());
    if names().any(|id| id == name) { Reach::Listed } else { Reach::Unlisted }
}

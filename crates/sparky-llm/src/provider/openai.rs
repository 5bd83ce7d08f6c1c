//! OpenAI's chat completions through async-openai, which OpenRouter, Ollama, vLLM and Azure speak as well. It must not
//! know what is asked.

use std::sync::{Arc, Mutex, PoisonError};

use async_openai::Client;
use async_openai::config::Config;
use async_openai::error::OpenAIError;
use async_openai::middleware::HttpRequestFactory;
use chrono::{DateTime, Utc};
use http::HeaderMap;
use http::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::{Said, Sent, number, secret_header, setup};
use crate::answer::{Stop, Usage};
use crate::error::Error;
use crate::request::{Request, Role};
use crate::settings::Model;
use crate::transport::{self, Raw, Silence};

/// Where a model is and who asks. The library's own configuration reads the environment.
#[derive(Clone)]
struct Place {
    base_url: String,
    headers: HeaderMap,
    key: SecretString,
}

impl Config for Place {
    fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    fn query(&self) -> Vec<(&str, &str)> {
        Vec::new()
    }

    fn api_base(&self) -> &str {
        &self.base_url
    }

    fn api_key(&self) -> &SecretString {
        &self.key
    }
}

/// What came back, kept beside the library: it drops headers, and retries without end where a header says so.
type Kept = Arc<Mutex<Option<Result<Raw, Silence>>>>;

/// Sends a request.
pub(super) async fn send(http: &reqwest::Client, model: &Model, request: &Request, now: DateTime<Utc>) -> Sent {
    let kept = Kept::default();
    let (sender, into) = (http.clone(), Arc::clone(&kept));
    let service = tower::service_fn(move |factory: HttpRequestFactory| {
        let (sender, into) = (sender.clone(), Arc::clone(&into));
        async move {
            let came = transport::send(&sender, factory.build().await?, now).await;
            *into.lock().unwrap_or_else(PoisonError::into_inner) = Some(came.clone());
            hand_over(came)
        }
    });
    let client = Client::build(http.clone(), place(model)?).with_http_service(service);
    let answer: Result<Value, OpenAIError> = client.chat().create_byot(body(model, request)).await;
    let came = kept.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (came, answer) {
        (Some(came), _) => Ok(came),
        (None, Err(error)) => Err(setup(model, &error)),
        (None, Ok(_)) => Err(setup(model, &"nothing was sent")),
    }
}

fn place(model: &Model) -> Result<Place, Error> {
    let mut headers = HeaderMap::new();
    let key = model.key.clone().unwrap_or_default();
    if model.key.is_some() {
        headers.insert(AUTHORIZATION, secret_header(model, &format!("Bearer {}", key.expose_secret()))?);
    }
    Ok(Place { base_url: model.base_url.trim_end_matches('/').to_owned(), headers, key })
}

/// The answer for the library.
fn hand_over(came: Result<Raw, Silence>) -> Result<reqwest::Response, OpenAIError> {
    let raw = came.map_err(|silence| OpenAIError::InvalidArgument(silence.message))?;
    let mut response = http::Response::new(raw.body);
    *response.status_mut() = http::StatusCode::from_u16(raw.status).unwrap_or(http::StatusCode::BAD_GATEWAY);
    Ok(response.into())
}

fn body(model: &Model, request: &Request) -> Value {
    let mut messages = vec![json!({ "role": "system", "content": request.system })];
    messages.extend(request.messages.iter().map(|message| {
        let role = if message.role == Role::User { "user" } else { "assistant" };
        json!({ "role": role, "content": message.text })
    }));
    let format = json!({ "name": request.form, "strict": true, "schema": request.schema });
    let mut body = json!({
        "model": model.name,
        "messages": messages,
        "response_format": { "type": "json_schema", "json_schema": format },
        "stream": false,
    });
    if let Some(body) = body.as_object_mut() {
        body.insert(limit(&model.base_url).to_owned(), json!(request.max_output));
        body.extend(model.temperature.map(|value| ("temperature".to_owned(), json!(value))));
    }
    body
}

/// OpenAI's reasoning models know one name of the limit alone, older servers of others the older one.
fn limit(base_url: &str) -> &'static str {
    let own = ["://api.openai.com/", ".openai.azure.com/"].iter().any(|host| format!("{base_url}/").contains(host));
    if own { "max_completion_tokens" } else { "max_tokens" }
}

/// Reads an answer.
pub(super) fn read(body: &Value) -> Option<Said> {
    let choice = body.pointer("/choices/0")?;
    let refusal = choice.pointer("/message/refusal").and_then(Value::as_str);
    let stop = match choice.get("finish_reason").and_then(Value::as_str) {
        _ if refusal.is_some() => Stop::Refused,
        Some("content_filter") => Stop::Refused,
        Some("length") => Stop::CutOff,
        _ => Stop::Done,
    };
    let text = choice.pointer("/message/content").and_then(Value::as_str).or(refusal).unwrap_or_default();
    let cached_input = number(body, "/usage/prompt_tokens_details/cached_tokens");
    let cache_write = number(body, "/usage/prompt_tokens_details/cache_write_tokens");
    let usage = Usage {
        input: number(body, "/usage/prompt_tokens").saturating_sub(cached_input + cache_write),
        cached_input,
        cache_write,
        output: number(body, "/usage/completion_tokens"),
    };
    Some(Said { text: text.to_owned(), stop, usage })
}

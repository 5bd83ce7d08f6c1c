//! Anthropic's Messages, natively: its copy of OpenAI's protocol ignores the form of the answer and has no prompt
//! caching. It must not know what is asked.

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{Said, Sent, number, secret_header, setup};
use crate::answer::{Stop, Usage};
use crate::error::Error;
use crate::request::{Message, Request, Role};
use crate::settings::Model;
use crate::transport;

/// The version of the protocol.
pub(crate) const VERSION: &str = "2023-06-01";

/// Sends a request.
pub(super) async fn send(http: &reqwest::Client, model: &Model, request: &Request, now: DateTime<Utc>) -> Sent {
    let built = build(http, model, request)?;
    Ok(transport::send(http, built, now).await)
}

fn build(http: &reqwest::Client, model: &Model, request: &Request) -> Result<reqwest::Request, Error> {
    let url = format!("{}/messages", model.base_url.trim_end_matches('/'));
    let mut builder = http.post(url).header("anthropic-version", VERSION).json(&body(model, request));
    if let Some(key) = &model.key {
        builder = builder.header("x-api-key", secret_header(model, key.expose_secret())?);
    }
    builder.build().map_err(|error| setup(model, &error))
}

fn body(model: &Model, request: &Request) -> Value {
    let messages = request.messages.iter().enumerate().map(|(at, message)| turn(message, at == 0));
    let mut body = json!({
        "model": model.name,
        "max_tokens": request.max_output,
        "system": [block(&request.system, true)],
        "messages": messages.collect::<Vec<_>>(),
        "output_config": { "format": { "type": "json_schema", "schema": request.schema } },
    });
    if let Some(body) = body.as_object_mut() {
        body.extend(model.temperature.map(|value| ("temperature".to_owned(), json!(value))));
    }
    body
}

/// The facts come in the first turn and are read again when something must be repaired.
fn turn(message: &Message, keep: bool) -> Value {
    let role = if message.role == Role::User { "user" } else { "assistant" };
    json!({ "role": role, "content": [block(&message.text, keep)] })
}

fn block(text: &str, keep: bool) -> Value {
    if keep {
        json!({ "type": "text", "text": text, "cache_control": { "type": "ephemeral" } })
    } else {
        json!({ "type": "text", "text": text })
    }
}

/// Reads an answer.
pub(super) fn read(body: &Value) -> Option<Said> {
    let blocks = body.get("content")?.as_array()?;
    let texts = blocks.iter().filter(|block| block.get("type").and_then(Value::as_str) == Some("text"));
    let text = texts.filter_map(|block| block.get("text").and_then(Value::as_str)).collect();
    let stop = match body.get("stop_reason").and_then(Value::as_str) {
        Some("refusal") => Stop::Refused,
        Some("max_tokens" | "model_context_window_exceeded" | "pause_turn") => Stop::CutOff,
        _ => Stop::Done,
    };
    let usage = Usage {
        input: number(body, "/usage/input_tokens"),
        cached_input: number(body, "/usage/cache_read_input_tokens"),
        cache_write: number(body, "/usage/cache_creation_input_tokens"),
        output: number(body, "/usage/output_tokens"),
    };
    Some(Said { text, stop, usage })
}

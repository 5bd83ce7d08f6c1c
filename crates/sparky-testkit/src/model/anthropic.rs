//! As much of Anthropic's Messages as is used. It must not know what is played.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Asked, Protocol, Stop, strict};
use crate::server::Response;

const KNOWN: [&str; 6] = ["model", "max_tokens", "system", "messages", "output_config", "temperature"];

pub(super) fn read(headers: &BTreeMap<String, String>, body: Value) -> Result<Asked, String> {
    if headers.get("anthropic-version").map(String::as_str) != Some("2023-06-01") {
        return Err("anthropic-version: header is required".to_owned());
    }
    strict::object(&body, "body", &KNOWN)?;
    let system = blocks(body.get("system").ok_or("system: required")?)?;
    let mut turns = Vec::new();
    for message in body.get("messages").and_then(Value::as_array).ok_or("messages: required")? {
        strict::object(message, "message", &["role", "content"])?;
        turns.push((strict::text(message, "/role")?, blocks(message.get("content").unwrap_or(&Value::Null))?));
    }
    strict::turns(&turns)?;
    if body.pointer("/output_config/format/type") != Some(&json!("json_schema")) {
        return Err("output_config.format.type: Input should be 'json_schema'".to_owned());
    }
    let schema = body.pointer("/output_config/format/schema").cloned().unwrap_or_default();
    strict::schema(&schema)?;
    Ok(Asked {
        protocol: Protocol::Anthropic,
        model: strict::text(&body, "/model")?,
        max_output: strict::count(&body, &["/max_tokens"])?,
        key: headers.get("x-api-key").cloned(),
        system,
        turns,
        schema,
        body,
    })
}

fn blocks(content: &Value) -> Result<String, String> {
    let mut all = String::new();
    for block in content.as_array().ok_or("content: a list of blocks is expected")? {
        strict::object(block, "block", &["type", "text", "cache_control"])?;
        if let Some(control) = block.get("cache_control") {
            strict::object(control, "cache_control", &["type", "ttl"])?;
        }
        all += &strict::text(block, "/text")?;
    }
    Ok(all)
}

pub(super) fn answer(asked: &Asked, text: &str, stop: Stop, (input, output): (u64, u64)) -> Response {
    let reason = match stop {
        Stop::Done => "end_turn",
        Stop::CutOff => "max_tokens",
        Stop::Refused => "refusal",
    };
    Response::json(
        200,
        &json!({
            "id": "msg_1", "type": "message", "role": "assistant", "model": asked.model,
            "content": [{ "type": "text", "text": text }], "stop_reason": reason, "stop_sequence": null,
            "usage": {
                "input_tokens": input / 2, "cache_read_input_tokens": input / 4,
                "cache_creation_input_tokens": input - input / 2 - input / 4, "output_tokens": output,
            },
        }),
    )
    .with("request-id", "req_1")
}

pub(super) fn failure(status: u16, code: &str, message: &str) -> Response {
    let body = json!({ "type": "error", "error": { "type": code, "message": message }, "request_id": "req_1" });
    Response::json(status, &body)
}

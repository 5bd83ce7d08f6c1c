//! As much of OpenAI's chat completions as is used. It must not know what is played.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Asked, Protocol, Stop, strict};
use crate::server::Response;

const KNOWN: [&str; 7] =
    ["model", "messages", "response_format", "stream", "max_tokens", "max_completion_tokens", "temperature"];

pub(super) fn read(headers: &BTreeMap<String, String>, body: Value) -> Result<Asked, String> {
    strict::object(&body, "body", &KNOWN)?;
    let messages = body.get("messages").and_then(Value::as_array).ok_or("messages: required")?;
    let mut turns = Vec::new();
    for message in messages {
        strict::object(message, "message", &["role", "content"])?;
        turns.push((strict::text(message, "/role")?, strict::text(message, "/content")?));
    }
    if turns.first().is_none_or(|(role, _)| role != "system") {
        return Err("messages: the first one is the system's".to_owned());
    }
    let (_, system) = turns.remove(0);
    strict::turns(&turns)?;
    let format = "/response_format/json_schema";
    if body.pointer("/response_format/type") != Some(&json!("json_schema"))
        || body.pointer(&format!("{format}/strict")) != Some(&json!(true))
    {
        return Err("response_format: a strict json_schema is expected".to_owned());
    }
    strict::text(&body, &format!("{format}/name"))?;
    let schema = body.pointer(&format!("{format}/schema")).cloned().unwrap_or_default();
    strict::schema(&schema)?;
    Ok(Asked {
        protocol: Protocol::OpenAi,
        model: strict::text(&body, "/model")?,
        max_output: strict::count(&body, &["/max_tokens", "/max_completion_tokens"])?,
        key: headers.get("authorization").and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned),
        system,
        turns,
        schema,
        body,
    })
}

pub(super) fn answer(asked: &Asked, text: &str, stop: Stop, (input, output): (u64, u64)) -> Response {
    let reason = if stop == Stop::CutOff { "length" } else { "stop" };
    let (content, refusal) = if stop == Stop::Refused { (None, Some(text)) } else { (Some(text), None) };
    let message = json!({ "role": "assistant", "content": content, "refusal": refusal });
    Response::json(
        200,
        &json!({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": asked.model,
            "choices": [{ "index": 0, "message": message, "finish_reason": reason, "logprobs": null }],
            "usage": {
                "prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output,
                "prompt_tokens_details": { "cached_tokens": input / 2 },
            },
        }),
    )
}

pub(super) fn failure(status: u16, code: &str, message: &str) -> Response {
    let error = json!({ "message": message, "type": "error", "param": null, "code": code });
    Response::json(status, &json!({ "error": error }))
}

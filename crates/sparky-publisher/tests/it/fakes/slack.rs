//! Slack's Web API: every answer is 200, and `ok` says whether it was.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sparky_testkit::{Received, Response};

use super::{Fake, bearer, json_of, path_of, query_of};

pub(crate) const TOKEN: &str = "xoxb-slack-token";
pub(crate) const CHANNEL: &str = "C0123456789";

pub(crate) struct Slack {
    pub(crate) messages: BTreeMap<String, Value>,
    /// The token may write and not read.
    pub(crate) blind: bool,
}

pub(crate) fn start() -> Fake<Slack> {
    let writes: fn(&Received) -> bool = |received| received.path.starts_with("/api/chat.");
    Fake::start(Slack { messages: BTreeMap::new(), blind: false }, writes, answer)
}

fn no(error: &str) -> Response {
    Response::json(200, &json!({ "ok": false, "error": error }))
}

fn answer(state: &mut Slack, received: &Received) -> Response {
    match bearer(received) {
        Some(TOKEN) => {}
        Some(_) => return no("invalid_auth"),
        None => return no("not_authed"),
    }
    let body = json_of(received).unwrap_or_default();
    match path_of(received) {
        "/api/auth.test" => Response::json(200, &json!({ "ok": true, "team": "T", "user": "news", "bot_id": "B1" }))
            .with("x-oauth-scopes", "chat:write"),
        "/api/conversations.history" if state.blind => Response::json(
            200,
            &json!({ "ok": false, "error": "missing_scope", "needed": "channels:history", "provided": "chat:write" }),
        ),
        "/api/conversations.history" => {
            if query_of(received, "channel").as_deref() != Some(CHANNEL) {
                return no("channel_not_found");
            }
            let all = query_of(received, "include_all_metadata").as_deref() == Some("true");
            let shown = |(ts, message): (&String, &Value)| {
                let metadata = if all { message["metadata"].clone() } else { Value::Null };
                json!({ "type": "message", "ts": ts, "bot_id": "B1", "text": message["text"], "metadata": metadata })
            };
            let messages: Vec<Value> = state.messages.iter().rev().map(shown).collect();
            Response::json(200, &json!({ "ok": true, "messages": messages, "has_more": false }))
        }
        _ if body["channel"] != CHANNEL => no("channel_not_found"),
        "/api/chat.postMessage" => match judge(&body) {
            Some(error) => no(error),
            None => {
                let ts = format!("17520{:05}.000100", state.messages.len());
                state.messages.insert(ts.clone(), body);
                Response::json(200, &json!({ "ok": true, "channel": CHANNEL, "ts": ts, "message": {} }))
            }
        },
        "/api/chat.update" => match (judge(&body), state.messages.get_mut(body["ts"].as_str().unwrap_or_default())) {
            (Some(error), _) => no(error),
            (_, None) => no("message_not_found"),
            (None, Some(held)) => {
                *held = body.clone();
                Response::json(200, &json!({ "ok": true, "channel": CHANNEL, "ts": body["ts"], "text": body["text"] }))
            }
        },
        "/api/chat.delete" => match state.messages.remove(body["ts"].as_str().unwrap_or_default()) {
            Some(_) => Response::json(200, &json!({ "ok": true, "channel": CHANNEL, "ts": body["ts"] })),
            None => no("message_not_found"),
        },
        _ => no("unknown_method"),
    }
}

pub(crate) fn judge(body: &Value) -> Option<&'static str> {
    let blocks = body["blocks"].as_array().map_or(&[][..], Vec::as_slice);
    let long = |text: &Value, limit| {
        text["text"].as_str().is_none_or(|text| text.is_empty() || text.encode_utf16().count() > limit)
    };
    let fault = |block: &Value| match block["type"].as_str() {
        Some("header") => block["text"]["type"] != "plain_text" || long(&block["text"], 150),
        Some("section") => block["text"]["type"] != "mrkdwn" || long(&block["text"], 3000),
        _ => true,
    };
    let whole: usize = blocks.iter().filter_map(|block| block["text"]["text"].as_str()).map(str::len).sum();
    if blocks.len() > 50 || blocks.iter().any(fault) {
        return Some("invalid_blocks");
    }
    if whole > 13_200 {
        return Some("msg_blocks_too_long");
    }
    if body["text"].as_str().is_none_or(str::is_empty) {
        return Some("no_text");
    }
    let metadata = &body["metadata"];
    (!metadata.is_null() && (!metadata["event_type"].is_string() || !metadata["event_payload"].is_object()))
        .then_some("metadata_must_be_valid")
}

//! Telegram's Bot API: the token in the path, HTML that it can read, 4096 signs.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sparky_testkit::{Received, Response};

use super::{Fake, json_of, path_of};

pub(crate) const TOKEN: &str = "123456:AA-hunter2";
pub(crate) const CHAT: &str = "@news_channel";

pub(crate) struct Telegram {
    pub(crate) messages: BTreeMap<i64, String>,
    next: i64,
    /// More than two days have gone by.
    pub(crate) is_old: bool,
}

pub(crate) fn start() -> Fake<Telegram> {
    let writes: fn(&Received) -> bool = |received| !received.path.contains("/get");
    Fake::start(Telegram { messages: BTreeMap::new(), next: 51, is_old: false }, writes, answer)
}

fn no(code: u16, description: &str) -> Response {
    Response::json(code, &json!({ "ok": false, "error_code": code, "description": description }))
}

fn yes(result: &Value) -> Response {
    Response::json(200, &json!({ "ok": true, "result": result }))
}

fn answer(state: &mut Telegram, received: &Received) -> Response {
    let Some(method) = path_of(received).strip_prefix(&format!("/bot{TOKEN}/")) else { return no(401, "Unauthorized") };
    if method == "getMe" {
        return yes(&json!({ "id": 1, "is_bot": true, "username": "news_bot" }));
    }
    let body = json_of(received).unwrap_or_default();
    let chat = if received.method == "GET" {
        super::query_of(received, "chat_id")
    } else {
        body["chat_id"].as_str().map(str::to_owned)
    };
    if chat.as_deref() != Some(CHAT) {
        return no(400, "Bad Request: chat not found");
    }
    let (text, id) = (body["text"].as_str().unwrap_or_default(), body["message_id"].as_i64().unwrap_or_default());
    match method {
        "getChat" => yes(&json!({ "id": -100, "type": "channel", "username": "news_channel" })),
        "sendMessage" => match judge(&body) {
            Some(fault) => no(400, &fault),
            None => {
                let id = state.next;
                state.next += 1;
                state.messages.insert(id, text.to_owned());
                yes(&message(id))
            }
        },
        "editMessageText" => match (judge(&body), state.messages.get_mut(&id)) {
            (Some(fault), _) => no(400, &fault),
            (_, None) => no(400, "Bad Request: message to edit not found"),
            (_, Some(held)) if held == text => no(400, "Bad Request: message is not modified"),
            (_, Some(held)) => {
                text.clone_into(held);
                yes(&message(id))
            }
        },
        "deleteMessage" if state.is_old => no(400, "Bad Request: message can't be deleted for everyone"),
        "deleteMessage" => match state.messages.remove(&id) {
            Some(_) => yes(&json!(true)),
            None => no(400, "Bad Request: message to delete not found"),
        },
        _ => no(404, "Not Found"),
    }
}

fn message(id: i64) -> Value {
    json!({ "message_id": id, "date": 1, "chat": { "id": -100, "type": "channel", "username": "news_channel" } })
}

fn judge(body: &Value) -> Option<String> {
    if body["parse_mode"] != "HTML" {
        return Some("Bad Request: parse_mode".to_owned());
    }
    let html = body["text"].as_str().unwrap_or_default();
    let (mut open, mut rest, mut count) = (Vec::new(), html, 0);
    while let Some(sign) = rest.chars().next() {
        let mut taken = sign.len_utf8();
        match sign {
            '<' => {
                let Some(end) = rest.find('>') else {
                    return Some("Bad Request: can't parse entities: unclosed start tag".to_owned());
                };
                let name = rest[1..end].split(' ').next().unwrap();
                match name.strip_prefix('/') {
                    Some(name) if open.last() == Some(&name) => drop(open.pop()),
                    Some(name) => return Some(format!("Bad Request: can't parse entities: unmatched end tag {name}")),
                    None if ["b", "i", "a", "code", "pre", "blockquote"].contains(&name) => open.push(name),
                    None => {
                        return Some(format!("Bad Request: can't parse entities: Unsupported start tag \"{name}\""));
                    }
                }
                taken = end + 1;
            }
            '&' => {
                let entity = rest.split(';').next().unwrap();
                if !["&amp", "&lt", "&gt", "&quot"].contains(&entity) {
                    return Some("Bad Request: can't parse entities".to_owned());
                }
                (taken, count) = (entity.len() + 1, count + 1);
            }
            sign => count += sign.len_utf16(),
        }
        rest = &rest[taken..];
    }
    if !open.is_empty() {
        return Some("Bad Request: can't parse entities: unclosed tag".to_owned());
    }
    if count == 0 {
        return Some("Bad Request: message text is empty".to_owned());
    }
    (count > 4096).then(|| "Bad Request: message is too long".to_owned())
}

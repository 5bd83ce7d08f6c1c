//! A Mastodon server: statuses, their sources, idempotency keys, its own counting.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sparky_testkit::{Received, Response};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Fake, bearer, form_field, json_of, not_get, path_of};

pub(crate) const TOKEN: &str = "mastodon-token";

#[derive(Clone)]
pub(crate) struct Status {
    pub(crate) text: String,
    pub(crate) visibility: String,
    pub(crate) reply_to: Option<String>,
    pub(crate) language: Option<String>,
}

/// How the server tells what it takes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Age {
    New,
    /// In the first way that there was.
    Old,
    /// Not at all.
    Mute,
    /// Not now.
    Ill,
}

pub(crate) struct Mastodon {
    pub(crate) statuses: BTreeMap<u64, Status>,
    keys: BTreeMap<String, u64>,
    next: u64,
    pub(crate) limit: usize,
    /// What it counts for a link.
    pub(crate) link: usize,
    pub(crate) age: Age,
    /// Descriptions of pictures, and how often they were looked for.
    pub(crate) media: Vec<(String, usize)>,
    /// The token may write and not read.
    pub(crate) blind: bool,
}

pub(crate) fn start() -> Fake<Mastodon> {
    let (statuses, keys) = (BTreeMap::new(), BTreeMap::new());
    let state =
        Mastodon { statuses, keys, next: 101, limit: 500, link: 23, age: Age::New, media: Vec::new(), blind: false };
    Fake::start(state, not_get, answer)
}

fn refusal(status: u16, error: &str) -> Response {
    Response::json(status, &json!({ "error": error }))
}

fn answer(state: &mut Mastodon, received: &Received) -> Response {
    let path = path_of(received);
    let statuses = json!({ "max_characters": state.limit, "characters_reserved_per_url": state.link });
    match (path, state.age) {
        ("/api/v2/instance", Age::New) => {
            return Response::json(200, &json!({ "configuration": { "statuses": statuses } }));
        }
        ("/api/v1/instance", Age::Old) => return Response::json(200, &json!({ "max_toot_chars": state.limit })),
        ("/api/v2/instance", Age::Ill) => return Response::text(503, "<html>"),
        ("/api/v1/instance" | "/api/v2/instance", _) => return refusal(404, "Not Found"),
        _ => {}
    }
    if bearer(received) != Some(TOKEN) {
        return refusal(401, "The access token is invalid");
    }
    if received.method == "GET" && state.blind {
        return refusal(403, "This action is outside the authorized scopes");
    }
    let words: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match (received.method.as_str(), words.as_slice()) {
        ("POST", ["api", "v2", "media"]) => take_picture(state, received),
        ("GET", ["api", "v1", "media", id]) => look_at_picture(state, id.parse().unwrap()),
        ("POST", ["api", "v1", "statuses"]) => create(state, received),
        ("GET", ["api", "v1", "accounts", "verify_credentials"]) => {
            Response::json(200, &json!({ "id": "7", "username": "news", "acct": "news" }))
        }
        ("GET", ["api", "v1", "accounts", "7", "statuses"]) => {
            let all: Vec<Value> = state.statuses.iter().rev().map(|(id, status)| shown(*id, status)).collect();
            Response::json(200, &Value::Array(all))
        }
        (method, ["api", "v1", "statuses", id, rest @ ..]) => one(state, received, method, id, rest),
        _ => refusal(404, "Not Found"),
    }
}

fn one(state: &mut Mastodon, received: &Received, method: &str, id: &str, rest: &[&str]) -> Response {
    let Some(id) = id.parse::<u64>().ok().filter(|id| state.statuses.contains_key(id)) else {
        return refusal(404, "Record not found");
    };
    match (method, rest) {
        ("GET", []) => Response::json(200, &shown(id, &state.statuses[&id])),
        ("GET", ["source"]) => {
            Response::json(200, &json!({ "id": id.to_string(), "text": state.statuses[&id].text, "spoiler_text": "" }))
        }
        ("DELETE", []) => {
            let gone = state.statuses.remove(&id).unwrap();
            Response::json(200, &shown(id, &gone))
        }
        ("PUT", []) => {
            let Some(body) = json_of(received) else { return refusal(422, "no JSON") };
            let text = body["status"].as_str().unwrap_or_default();
            if let Some(fault) = judge(state, text) {
                return fault;
            }
            state.statuses.get_mut(&id).unwrap().text = text.to_owned();
            Response::json(200, &shown(id, &state.statuses[&id]))
        }
        _ => refusal(404, "Not Found"),
    }
}

fn create(state: &mut Mastodon, received: &Received) -> Response {
    let Some(body) = json_of(received) else { return refusal(422, "no JSON") };
    let key = received.headers.get("idempotency-key").unwrap().clone();
    if let Some(id) = state.keys.get(&key) {
        return match state.statuses.get(id) {
            Some(status) => Response::json(200, &shown(*id, status)),
            None => refusal(404, "Record not found"),
        };
    }
    let (text, visibility) =
        (body["status"].as_str().unwrap_or_default(), body["visibility"].as_str().unwrap_or("public"));
    if let Some(fault) = judge(state, text) {
        return fault;
    }
    if !["public", "unlisted", "private", "direct"].contains(&visibility) {
        return refusal(422, "Validation failed: Visibility is not included in the list");
    }
    let media: Vec<String> =
        body["media_ids"].as_array().into_iter().flatten().map(|id| id.as_str().unwrap().to_owned()).collect();
    let is_ready = |id: &String| state.media.get(id.parse::<usize>().unwrap()).is_some_and(|(_, looks)| *looks > 1);
    if !media.iter().all(is_ready) {
        return refusal(422, "Cannot attach files that have not finished processing. Try again in a moment!");
    }
    let reply_to = body["in_reply_to_id"].as_str().map(str::to_owned);
    if reply_to.as_ref().is_some_and(|id| !state.statuses.contains_key(&id.parse().unwrap())) {
        return refusal(404, "The post you are trying to reply to does not appear to exist.");
    }
    let status = Status {
        text: text.to_owned(),
        visibility: visibility.to_owned(),
        reply_to,
        language: body["language"].as_str().map(str::to_owned),
    };
    let id = state.next;
    state.next += 1;
    state.keys.insert(key, id);
    let reply = Response::json(200, &shown(id, &status));
    state.statuses.insert(id, status);
    reply
}

fn judge(state: &Mastodon, text: &str) -> Option<Response> {
    let long: usize = text
        .split_inclusive(char::is_whitespace)
        .map(|word| {
            if word.starts_with("https://") {
                state.link + usize::from(word.ends_with(char::is_whitespace))
            } else {
                word.graphemes(true).count()
            }
        })
        .sum();
    if text.is_empty() {
        return Some(refusal(422, "Validation failed: Text can't be blank"));
    }
    (long > state.limit)
        .then(|| refusal(422, &format!("Validation failed: Text character limit of {} exceeded", state.limit)))
}

fn shown(id: u64, status: &Status) -> Value {
    let content = status.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    json!({
        "id": id.to_string(),
        "url": format!("https://social.example/@news/{id}"),
        "uri": format!("https://social.example/users/news/statuses/{id}"),
        "content": format!("<p>{}</p>", content.replace("\n\n", "</p><p>").replace('\n', "<br />")),
        "visibility": status.visibility,
        "in_reply_to_id": status.reply_to,
        "language": status.language,
    })
}

fn take_picture(state: &mut Mastodon, received: &Received) -> Response {
    let (Some((head, _)), Some((_, description))) = (form_field(received, "file"), form_field(received, "description"))
    else {
        return refusal(422, "Validation failed: File can't be blank");
    };
    assert!(head.contains("filename=") && head.contains("content-type: image/png"), "{head}");
    state.media.push((description, 0));
    Response::json(202, &json!({ "id": (state.media.len() - 1).to_string(), "type": "image", "url": null }))
}

fn look_at_picture(state: &mut Mastodon, id: usize) -> Response {
    state.media[id].1 += 1;
    let is_ready = state.media[id].1 > 1;
    let url = if is_ready { json!("https://social.example/media/1.png") } else { Value::Null };
    Response::json(if is_ready { 200 } else { 206 }, &json!({ "id": id.to_string(), "url": url }))
}

//! A workflow of Teams: takes an adaptive card of at most 28 KB and says 202.

use serde_json::Value;
use sparky_testkit::{Received, Response};

use super::{Fake, json_of, not_get, path_of, query_of};

pub(crate) const PATH: &str = "/workflows/abc/triggers/manual/paths/invoke?api-version=1&sig=hunter2";

pub(crate) fn start() -> Fake<Vec<Value>> {
    Fake::start(Vec::new(), not_get, answer)
}

fn answer(state: &mut Vec<Value>, received: &Received) -> Response {
    if !path_of(received).ends_with("/invoke") || query_of(received, "sig").as_deref() != Some("hunter2") {
        return Response::text(401, r#"{"error":{"code":"DirectApiAuthorizationRequired"}}"#);
    }
    if received.method != "POST" {
        return Response::text(405, "");
    }
    let Some(body) = json_of(received) else { return Response::text(400, "InvalidRequestContent") };
    if received.body.len() > 28 * 1024 {
        return Response::text(413, "RequestEntityTooLarge");
    }
    let card = &body["attachments"][0];
    let content = &card["content"];
    let is_card = body["type"] == "message"
        && card["contentType"] == "application/vnd.microsoft.card.adaptive"
        && content["type"] == "AdaptiveCard"
        && content["version"] == "1.4"
        && content["body"]
            .as_array()
            .is_some_and(|body| body.iter().all(|block| block["type"] == "TextBlock" && block["text"].is_string()));
    if !is_card {
        return Response::text(400, "BadRequest");
    }
    state.push(body);
    Response::text(202, "")
}

//! LinkedIn's Posts API: versions, Rest.li headers, little text.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sparky_testkit::{Received, Response};

use super::{Fake, bearer, json_of, not_get, path_of};

pub(crate) const TOKEN: &str = "linkedin-token";
pub(crate) const AUTHOR: &str = "urn:li:organization:42";

pub(crate) struct LinkedIn {
    pub(crate) posts: BTreeMap<String, Value>,
    pub(crate) url: String,
    /// Pictures that were put where they belong.
    pub(crate) pictures: usize,
}

pub(crate) fn start() -> Fake<LinkedIn> {
    let state = LinkedIn { posts: BTreeMap::new(), url: String::new(), pictures: 0 };
    let fake = Fake::start(state, not_get, answer);
    fake.state().url = fake.url();
    fake
}

fn refusal(status: u16, code: &str, message: &str) -> Response {
    Response::json(status, &json!({ "status": status, "code": code, "message": message }))
}

fn answer(state: &mut LinkedIn, received: &Received) -> Response {
    let header = |name: &str| received.headers.get(name).map(String::as_str);
    if bearer(received) != Some(TOKEN) {
        return refusal(401, "INVALID_ACCESS_TOKEN", "Invalid access token");
    }
    if path_of(received) == "/v2/userinfo" {
        return Response::json(200, &json!({ "sub": "abc", "name": "News" }));
    }
    if path_of(received) == "/dms-uploads/1" {
        assert_eq!((received.method.as_str(), header("content-type")), ("PUT", Some("application/octet-stream")));
        state.pictures += 1;
        return Response::text(201, "");
    }
    match header("linkedin-version") {
        Some(version) if version.len() == 6 && version.bytes().all(|byte| byte.is_ascii_digit()) => {}
        Some(_) => return refusal(426, "NONEXISTENT_VERSION", "Requested version is not active"),
        None => return refusal(400, "VERSION_MISSING", "A version must be present"),
    }
    if header("x-restli-protocol-version") != Some("2.0.0") {
        return refusal(400, "PROTOCOL", "X-RestLi-Protocol-Version");
    }
    let path = path_of(received);
    if received.path == "/rest/images?action=initializeUpload" {
        if json_of(received) != Some(json!({ "initializeUploadRequest": { "owner": AUTHOR } })) {
            return refusal(400, "ILLEGAL_ARGUMENT", "owner");
        }
        let place = format!("{}/dms-uploads/1", state.url);
        return Response::json(200, &json!({ "value": { "uploadUrl": place, "image": "urn:li:image:C4E1" } }));
    }
    if path == "/rest/posts" {
        return create(state, received);
    }
    let Some(urn) = path.strip_prefix("/rest/posts/").map(|urn| urn.replace("%3A", ":")) else {
        return refusal(404, "RESOURCE_NOT_FOUND", "no such path");
    };
    assert!(!path.contains("urn:"), "an urn in a path is encoded: {path}");
    let Some(post) = state.posts.get_mut(&urn) else { return refusal(404, "NOT_FOUND", "Post not found") };
    match (received.method.as_str(), header("x-restli-method")) {
        ("POST", Some("PARTIAL_UPDATE")) => {
            let body = json_of(received).unwrap();
            let commentary = &body["patch"]["$set"]["commentary"];
            if let Some(fault) = judge(commentary.as_str().unwrap()) {
                return fault;
            }
            post["commentary"] = commentary.clone();
            Response::text(204, "")
        }
        ("DELETE", Some("DELETE")) => {
            state.posts.remove(&urn);
            Response::text(204, "")
        }
        (method, rest) => refusal(400, "METHOD", &format!("{method} {rest:?}")),
    }
}

fn create(state: &mut LinkedIn, received: &Received) -> Response {
    let Some(body) = json_of(received) else { return refusal(400, "BODY", "no JSON") };
    let distribution =
        json!({ "feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": [] });
    for (field, wanted) in [
        ("author", json!(AUTHOR)),
        ("lifecycleState", json!("PUBLISHED")),
        ("isReshareDisabledByAuthor", json!(false)),
        ("distribution", distribution),
    ] {
        if body[field] != wanted {
            return refusal(422, "UNPROCESSABLE_ENTITY", &format!("ERROR :: /{field} :: {}", body[field]));
        }
    }
    if !["PUBLIC", "CONNECTIONS", "LOGGED_IN"].contains(&body["visibility"].as_str().unwrap_or_default()) {
        return refusal(422, "UNPROCESSABLE_ENTITY", "ERROR :: /visibility");
    }
    let content = &body["content"];
    for place in [&content["media"]["id"], &content["article"]["thumbnail"]] {
        if !place.is_null() && (*place != "urn:li:image:C4E1" || state.pictures == 0) {
            return refusal(422, "UNPROCESSABLE_ENTITY", "ERROR :: /content :: image");
        }
    }
    if let Some(fault) = judge(body["commentary"].as_str().unwrap_or_default()) {
        return fault;
    }
    if state.posts.values().any(|post| post["commentary"] == body["commentary"]) {
        return refusal(422, "DUPLICATE_POST", "Content is a duplicate of urn:li:share:1");
    }
    let urn = format!("urn:li:share:{}", 7_000 + state.posts.len());
    state.posts.insert(urn.clone(), body);
    Response::text(201, "").with("x-restli-id", &urn)
}

/// Little text: a reserved sign without its backslash means something else.
fn judge(text: &str) -> Option<Response> {
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign == '\\' {
            signs.next();
        } else if "|{}@[]()<>#*_~".contains(sign) {
            return Some(refusal(422, "UNPROCESSABLE_ENTITY", &format!("ERROR :: /commentary :: a bare {sign}")));
        }
    }
    (text.is_empty() || text.encode_utf16().count() > 3000)
        .then(|| refusal(422, "UNPROCESSABLE_ENTITY", "ERROR :: /commentary :: length"))
}

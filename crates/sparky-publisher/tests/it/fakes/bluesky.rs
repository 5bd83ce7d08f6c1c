//! A personal data server: sessions, records by name, the lexicon of posts.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sparky_testkit::{Received, Response};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Fake, bearer, json_of, path_of, query_of};

pub(crate) const HANDLE: &str = "news.example.org";
pub(crate) const PASSWORD: &str = "abcd-efgh-ijkl-mnop";
pub(crate) const DID: &str = "did:plc:abcdefghijklmnopqrstuvwx";
const JWT: &str = "eyJ.access.jwt";

pub(crate) struct Pds {
    /// Records and their versions by name.
    pub(crate) records: BTreeMap<String, (Value, String)>,
    pub(crate) sessions: usize,
    /// Commits to the repository.
    pub(crate) commits: usize,
    pub(crate) deletions: usize,
    /// Sizes of blobs.
    pub(crate) blobs: Vec<usize>,
}

pub(crate) fn start() -> Fake<Pds> {
    let writes: fn(&Received) -> bool =
        |received| received.method == "POST" && !received.path.ends_with("createSession");
    Fake::start(
        Pds { records: BTreeMap::new(), sessions: 0, commits: 0, deletions: 0, blobs: Vec::new() },
        writes,
        answer,
    )
}

fn refusal(status: u16, error: &str, message: &str) -> Response {
    Response::json(status, &json!({ "error": error, "message": message }))
}

fn answer(state: &mut Pds, received: &Received) -> Response {
    match (received.method.as_str(), path_of(received).trim_start_matches("/xrpc/")) {
        ("POST", "com.atproto.server.createSession") => session(state, received),
        ("GET", "com.atproto.repo.getRecord") => get(state, received),
        ("POST", method) if bearer(received) != Some(JWT) => {
            refusal(401, "AuthMissing", &format!("Authentication Required for {method}"))
        }
        ("POST", "com.atproto.repo.uploadBlob") => {
            if received.headers.get("content-type").map(String::as_str) != Some("image/png") {
                return refusal(400, "InvalidRequest", "Request encoding (Content-Type) required but not provided");
            }
            state.blobs.push(received.body.len());
            Response::json(200, &json!({ "blob": blob() }))
        }
        ("POST", "com.atproto.repo.putRecord") => put(state, received),
        ("POST", "com.atproto.repo.deleteRecord") => {
            let body = json_of(received).unwrap();
            if ![DID, HANDLE].contains(&body["repo"].as_str().unwrap_or_default())
                || body["collection"] != "app.bsky.feed.post"
            {
                return refusal(400, "InvalidRequest", "wrong repo or collection");
            }
            let was_there = usize::from(state.records.remove(body["rkey"].as_str().unwrap()).is_some());
            (state.commits, state.deletions) = (state.commits + was_there, state.deletions + was_there);
            Response::json(200, &json!({}))
        }
        (_, method) => refusal(501, "MethodNotImplemented", method),
    }
}

fn session(state: &mut Pds, received: &Received) -> Response {
    let body = json_of(received).unwrap();
    if body != json!({ "identifier": HANDLE, "password": PASSWORD }) {
        return refusal(401, "AuthenticationRequired", "Invalid identifier or password");
    }
    state.sessions += 1;
    if state.sessions > 30 {
        return refusal(429, "RateLimitExceeded", "Rate Limit Exceeded");
    }
    Response::json(
        200,
        &json!({ "accessJwt": JWT, "refreshJwt": "eyJ.refresh.jwt", "handle": HANDLE, "did": DID, "active": true }),
    )
}

fn get(state: &Pds, received: &Received) -> Response {
    let wanted = ["repo", "collection", "rkey"].map(|name| query_of(received, name).unwrap_or_default());
    assert!([DID, HANDLE].contains(&wanted[0].as_str()) && wanted[1] == "app.bsky.feed.post");
    match state.records.get(&wanted[2]) {
        Some((value, cid)) => Response::json(200, &json!({ "uri": uri(&wanted[2]), "cid": cid, "value": value })),
        None => refusal(400, "RecordNotFound", &format!("Could not locate record: {}", uri(&wanted[2]))),
    }
}

fn uri(rkey: &str) -> String {
    format!("at://{DID}/app.bsky.feed.post/{rkey}")
}

fn put(state: &mut Pds, received: &Received) -> Response {
    let Some(body) = json_of(received) else { return refusal(400, "InvalidRequest", "no JSON") };
    let (rkey, record) = (body["rkey"].as_str().unwrap(), body["record"].clone());
    if ![DID, HANDLE].contains(&body["repo"].as_str().unwrap_or_default()) || body["collection"] != "app.bsky.feed.post"
    {
        return refusal(400, "InvalidRequest", "wrong repo or collection");
    }
    let alphabet = "234567abcdefghijklmnopqrstuvwxyz";
    if rkey.len() != 13 || !rkey.chars().all(|sign| alphabet.contains(sign)) || !"234567abcdefghij".contains(&rkey[..1])
    {
        return refusal(400, "InvalidRequest", "Invalid record key");
    }
    if let Err(fault) = judge(&record, state) {
        return refusal(400, "InvalidRequest", &format!("Invalid app.bsky.feed.post record: {fault}"));
    }
    if let Some(swap) = body.get("swapRecord") {
        let held = state.records.get(rkey).map_or(Value::Null, |(_, cid)| json!(cid));
        if *swap != held {
            return refusal(400, "InvalidSwap", "Record was at another version");
        }
    }
    let cid = format!(
        "bafyrei{:x}",
        record.to_string().bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte))
    );
    if state.records.get(rkey).is_none_or(|(_, held)| *held != cid) {
        state.commits += 1;
    }
    state.records.insert(rkey.to_owned(), (record, cid.clone()));
    Response::json(200, &json!({ "uri": uri(rkey), "cid": cid, "validationStatus": "valid" }))
}

/// The lexicon, as far as posts go.
fn judge(record: &Value, state: &Pds) -> Result<(), String> {
    if record["$type"] != "app.bsky.feed.post" {
        return Err("$type".to_owned());
    }
    let text = record["text"].as_str().ok_or("text")?;
    if text.len() > 3000 || text.graphemes(true).count() > 300 {
        return Err("text must not be longer than 300 graphemes".to_owned());
    }
    chrono::DateTime::parse_from_rfc3339(record["createdAt"].as_str().ok_or("createdAt")?)
        .map_err(|e| e.to_string())?;
    for facet in record["facets"].as_array().unwrap_or(&Vec::new()) {
        let at = |name: &str| facet["index"][name].as_u64().map(|at| at as usize).ok_or_else(|| name.to_owned());
        let marked = text.get(at("byteStart")?..at("byteEnd")?).ok_or("facet outside of the text")?;
        let feature = &facet["features"][0];
        let wanted = match feature["$type"].as_str() {
            Some("app.bsky.richtext.facet#link") => feature["uri"].as_str().unwrap().to_owned(),
            Some("app.bsky.richtext.facet#tag") => format!("#{}", feature["tag"].as_str().unwrap()),
            other => return Err(format!("feature {other:?}")),
        };
        if marked != wanted {
            return Err(format!("facet marks {marked:?}, means {wanted:?}"));
        }
    }
    if let Some(embed) = record.get("embed") {
        if embed["$type"] == "app.bsky.embed.images" {
            let image = &embed["images"][0];
            let good = image["image"] == blob() && image["alt"].is_string() && !state.blobs.is_empty();
            return if good { Ok(()) } else { Err("images".to_owned()) };
        }
        let card = &embed["external"];
        if card.get("thumb").is_some_and(|thumb| *thumb != blob() || state.blobs.is_empty()) {
            return Err("thumb".to_owned());
        }
        let whole = ["uri", "title", "description"].iter().all(|key| card[*key].is_string());
        if embed["$type"] != "app.bsky.embed.external" || !whole {
            return Err("embed".to_owned());
        }
    }
    let strong = |reference: &Value| {
        let uri = reference["uri"].as_str().unwrap_or_default();
        state.records.get(uri.rsplit('/').next().unwrap()).is_some_and(|(_, cid)| reference["cid"] == *cid)
    };
    match record.get("reply") {
        Some(reply) if !strong(&reply["root"]) || !strong(&reply["parent"]) => Err("reply".to_owned()),
        _ => Ok(()),
    }
}

fn blob() -> Value {
    json!({ "$type": "blob", "ref": { "$link": "bafkreipicture" }, "mimeType": "image/png", "size": 8 })
}

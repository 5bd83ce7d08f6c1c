//! X: posts, the timeline, and signatures that are computed here once more, from the letter of RFC 5849.

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::hmac;
use base64::Engine as _;
use serde_json::{Value, json};
use sparky_testkit::{Received, Response};

use super::{Fake, bearer, form_field, json_of, not_get, path_of};

pub(crate) const BEARER: &str = "x-user-token";
/// Key, key's secret, token, token's secret; with signs that must be encoded.
pub(crate) const KEYS: [&str; 4] = ["ck+1", "cs/&2", "370773112-tk", "ts=%3"];

pub(crate) struct X {
    /// Text and what it replies to.
    pub(crate) posts: BTreeMap<u64, (String, Option<String>)>,
    nonces: BTreeSet<String>,
    next: u64,
    /// The plan has no reading.
    pub(crate) blind: bool,
    pub(crate) url: String,
    /// What pictures are described as.
    pub(crate) pictures: Vec<String>,
    pub(crate) pictured: usize,
}

pub(crate) fn start() -> Fake<X> {
    let state = X {
        posts: BTreeMap::new(),
        nonces: BTreeSet::new(),
        next: 1_900_000_000_000_000_001,
        blind: false,
        url: String::new(),
        pictures: Vec::new(),
        pictured: 0,
    };
    let fake = Fake::start(state, not_get, answer);
    fake.state().url = fake.url();
    fake
}

fn refusal(status: u16, title: &str, detail: &str) -> Response {
    let body = json!({ "title": title, "detail": detail, "type": "about:blank", "status": status });
    Response::json(status, &body)
}

fn answer(state: &mut X, received: &Received) -> Response {
    if bearer(received) != Some(BEARER)
        && let Err(fault) = verify(state, received)
    {
        return refusal(401, "Unauthorized", &fault);
    }
    match (received.method.as_str(), path_of(received)) {
        ("POST", "/2/tweets") => create(state, received),
        ("POST", "/2/media/upload") => {
            let field = |name| form_field(received, name).map(|(_, text)| text);
            if field("media_category").as_deref() != Some("tweet_image") || field("media").is_none() {
                return refusal(400, "Invalid Request", "media");
            }
            state.pictures.push(String::new());
            Response::json(200, &json!({ "data": { "id": "77", "media_key": "3_77" } }))
        }
        ("POST", "/2/media/metadata") => {
            let body = json_of(received).unwrap();
            assert_eq!(body["id"], "77");
            *state.pictures.last_mut().unwrap() = body["metadata"]["alt_text"]["text"].as_str().unwrap().to_owned();
            Response::json(200, &json!({ "data": { "id": "77" } }))
        }
        ("GET", _) if state.blind => refusal(403, "Forbidden", "client-not-enrolled"),
        ("GET", "/2/users/me") => {
            Response::json(200, &json!({ "data": { "id": "7", "name": "News", "username": "news" } }))
        }
        ("GET", "/2/users/7/tweets") => {
            let shown = |(id, (text, _)): (&u64, &(String, _))| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                json!({ "id": id.to_string(), "text": text, "edit_history_tweet_ids": [id.to_string()] })
            };
            let all: Vec<Value> = state.posts.iter().rev().map(shown).collect();
            let count = all.len();
            let body = if count == 0 {
                json!({ "meta": { "result_count": 0 } })
            } else {
                json!({ "data": all, "meta": { "result_count": count } })
            };
            Response::json(200, &body)
        }
        ("GET", path) if path.starts_with("/2/tweets/") => {
            let id = path.trim_start_matches("/2/tweets/").parse::<u64>().unwrap();
            match state.posts.get(&id) {
                Some((text, _)) => Response::json(200, &json!({ "data": { "id": id.to_string(), "text": text } })),
                None => {
                    Response::json(200, &json!({ "errors": [{ "title": "Not Found Error", "value": id.to_string() }] }))
                }
            }
        }
        ("DELETE", path) => match path.strip_prefix("/2/tweets/").and_then(|id| id.parse().ok()) {
            Some(id) => Response::json(200, &json!({ "data": { "deleted": state.posts.remove(&id).is_some() } })),
            None => refusal(404, "Not Found Error", "no such post"),
        },
        _ => refusal(404, "Not Found Error", "no such path"),
    }
}

fn create(state: &mut X, received: &Received) -> Response {
    let Some(body) = json_of(received) else { return refusal(400, "Invalid Request", "no JSON") };
    let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
    if keys.iter().any(|key| !["text", "reply", "media"].contains(&key.as_str())) {
        return refusal(400, "Invalid Request", "unknown field");
    }
    if let Some(media) = body.get("media") {
        if *media != json!({ "media_ids": ["77"] }) || state.pictures.is_empty() {
            return refusal(400, "Invalid Request", "Your media IDs are invalid.");
        }
        state.pictured += 1;
    }
    let text = body["text"].as_str().unwrap_or_default();
    if text.is_empty() || weight(text) > 280 {
        return refusal(403, "Forbidden", "Your Tweet text is too long. For more information, visit support.");
    }
    if state.posts.values().any(|(held, _)| held == text) {
        return refusal(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");
    }
    let reply = body["reply"]["in_reply_to_tweet_id"].as_str().map(str::to_owned);
    let id = state.next;
    state.next += 1;
    state.posts.insert(id, (text.to_owned(), reply));
    Response::json(
        201,
        &json!({ "data": { "id": id.to_string(), "text": text, "edit_history_tweet_ids": [id.to_string()] } }),
    )
}

/// Enough of the counting for texts of Latin letters and links.
fn weight(text: &str) -> usize {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            if word.starts_with("https://") {
                23 + usize::from(word.ends_with(char::is_whitespace))
            } else {
                word.chars()
                    .map(|c| {
                        if c < '\u{1100}'
                            || ('\u{2000}'..='\u{200d}').contains(&c)
                            || ('\u{2010}'..='\u{201f}').contains(&c)
                        {
                            1
                        } else {
                            2
                        }
                    })
                    .sum()
            }
        })
        .sum()
}

fn verify(state: &mut X, received: &Received) -> Result<(), String> {
    let header =
        received.headers.get("authorization").and_then(|held| held.strip_prefix("OAuth ")).ok_or("no OAuth")?;
    let mut fields = BTreeMap::new();
    for field in header.split(", ") {
        let (name, value) = field.split_once('=').ok_or("a field without value")?;
        fields.insert(name.to_owned(), decode(value.trim_matches('"')));
    }
    let known = |name: &str, value: &str| fields.get(name).is_some_and(|held| held == value);
    if !known("oauth_consumer_key", KEYS[0]) || !known("oauth_token", KEYS[2]) || !known("oauth_version", "1.0") {
        return Err("unknown key or token".to_owned());
    }
    fields["oauth_timestamp"].parse::<i64>().map_err(|e| e.to_string())?;
    let signature = fields.remove("oauth_signature").ok_or("no signature")?;
    if !state.nonces.insert(fields["oauth_nonce"].clone()) {
        return Err("a nonce is used twice".to_owned());
    }
    let url = url::Url::parse(&format!("{}{}", state.url, received.path)).unwrap();
    let query = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned()));
    let mut all: Vec<(String, String)> =
        fields.into_iter().chain(query).map(|(name, value)| (encode(&name), encode(&value))).collect();
    all.sort();
    let joined = all.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let place = format!("{}{}", state.url, path_of(received));
    let base = format!("{}&{}&{}", received.method, encode(&place), encode(&joined));
    let key = hmac::Key::new(
        hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        format!("{}&{}", encode(KEYS[1]), encode(KEYS[3])).as_bytes(),
    );
    let tag = base64::prelude::BASE64_STANDARD.decode(signature).map_err(|e| e.to_string())?;
    hmac::verify(&key, base.as_bytes(), &tag).map_err(|_| format!("wrong signature of {base}"))
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

fn decode(text: &str) -> String {
    let pairs = format!("v={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pairs.as_bytes()).next().unwrap().1.into_owned()
}

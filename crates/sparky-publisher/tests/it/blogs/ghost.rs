//! Ghost: the Admin API of version 6.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sparky_publisher::{Blog, BlogKind};
use sparky_testkit::{Received, Response};

use super::{Fake, Shelf, asked, body, only, secret};

const ID: &str = "6489d31ef5f5ba0001d5e9a1";
const SECRET: [u8; 32] = [0xab; 32];

pub(super) fn start() -> Fake {
    Fake::start(answer, configure, ("/html", "/status"), ["GHOST_KEY", "Admin API key"])
}

fn configure(url: String, blog: Blog) -> BlogKind {
    BlogKind::Ghost { url, key: secret("GHOST_KEY", &format!("{ID}:{}", "ab".repeat(32))), blog }
}

fn answer(shelf: &mut Shelf, request: &Received) -> Response {
    assert_eq!(request.headers["accept-version"], "v6.0");
    if !is_signed(&request.headers["authorization"]) {
        return error(401, "Invalid token", "UnauthorizedError");
    }
    let path = request.path.split('?').next().unwrap_or_default().strip_prefix("/ghost/api/admin").unwrap();
    match (request.method.as_str(), path) {
        ("GET", "/site/") => Response::json(200, &json!({ "site": { "title": "Octo" } })),
        ("GET", "/posts/") => Response::json(200, &json!({ "posts": shelf.posts })),
        ("GET", path) => {
            assert_eq!(asked(request, "formats").as_deref(), Some("html"));
            let name = path.strip_prefix("/posts/").unwrap().trim_end_matches('/');
            let (key, name) = name.strip_prefix("slug/").map_or(("id", name), |slug| ("slug", slug));
            match shelf.posts.iter().find(|post| post[key] == name) {
                Some(post) => Response::json(200, &json!({ "posts": [post] })),
                None => error(404, "Resource not found error, cannot read post.", "NotFoundError"),
            }
        }
        ("POST", "/posts/") => create(shelf, request),
        ("PUT", path) => update(shelf, request, path.strip_prefix("/posts/").unwrap().trim_end_matches('/')),
        _ => error(404, "Resource not found", "NotFoundError"),
    }
}

fn error(status: u16, message: &str, kind: &str) -> Response {
    Response::json(status, &json!({ "errors": [{ "message": message, "type": kind }] }))
}

fn is_signed(header: &str) -> bool {
    let token = header.strip_prefix("Ghost ").unwrap();
    let (text, signature) = token.rsplit_once('.').unwrap();
    let (head, claims) = text.split_once('.').unwrap();
    let read = |part: &str| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
    let (head, claims) = (read(head), read(claims));
    assert_eq!((&head["alg"], &head["kid"], &claims["aud"]), (&json!("HS256"), &json!(ID), &json!("/admin/")));
    assert!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap() <= 300);
    let key = hmac::Key::new(hmac::HMAC_SHA256, &SECRET);
    hmac::verify(&key, text.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).is_ok()
}

const KNOWN: &[&str] =
    &["title", "slug", "html", "status", "tags", "custom_excerpt", "canonical_url", "codeinjection_foot", "updated_at"];

fn fields(request: &Received) -> Value {
    let post = body(request)["posts"][0].clone();
    only(&post, KNOWN);
    assert!(post["html"].is_null() || asked(request, "source").as_deref() == Some("html"));
    assert!(post["tags"].as_array().into_iter().flatten().all(|tag| tag["name"].is_string()));
    post
}

/// Ghost keeps no HTML; it makes it anew, and of elements that it does not know it keeps the words. What stands in a card of
/// HTML stays, but for the way in which signs are written.
fn again(html: &str) -> String {
    const BEGIN: &str = "<!--kg-card-begin: html-->";
    const END: &str = "<!--kg-card-end: html-->";
    let mut parts = html.split(BEGIN);
    let mut made = words(parts.next().unwrap());
    for part in parts {
        let (card, rest) = part.split_once(END).unwrap();
        made += &format!("\n{BEGIN}{}{END}\n{}", card.replace("&#x2f;", "/"), words(rest));
    }
    made
}

fn words(html: &str) -> String {
    let known = ["p", "a", "h2", "h3", "ul", "li", "strong", "em", "code", "table", "tr", "th", "td", "blockquote"];
    let mut made = String::new();
    for piece in html.replace('\n', "").replace("&#x2f;", "/").replace('\'', "&#39;").split_inclusive('>') {
        let (text, tag) = piece.split_once('<').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap();
        made += text;
        if known.contains(&name) {
            made += &format!("<{}", tag.replace("p>", "p class=\"kg\">").replace("/p class=\"kg\">", "/p>"));
        }
    }
    made
}

fn create(shelf: &mut Shelf, request: &Received) -> Response {
    let mut post = fields(request);
    if post["title"].as_str().unwrap().chars().count() > 255 {
        return error(422, "Validation error, cannot save post.", "ValidationError");
    }
    let number = shelf.posts.len() + 1;
    if shelf.posts.iter().any(|other| other["slug"] == post["slug"]) {
        post["slug"] = json!(format!("{}-2", post["slug"].as_str().unwrap()));
    }
    post["id"] = json!(format!("{number:024x}"));
    post["url"] = json!(format!("https://blog.example.org/{}/", post["slug"].as_str().unwrap()));
    post["updated_at"] = json!("2026-07-09T00:00:00.000Z");
    post["html"] = json!(again(post["html"].as_str().unwrap()));
    shelf.posts.push(post.clone());
    shelf.wrote(Response::json(201, &json!({ "posts": [post] })))
}

fn update(shelf: &mut Shelf, request: &Received, id: &str) -> Response {
    let fields = fields(request);
    let index = shelf.posts.iter().position(|post| post["id"] == id).unwrap();
    if fields["updated_at"].is_null() {
        return error(422, "Validation error, cannot edit post: updated_at is required", "ValidationError");
    }
    if fields["updated_at"] != shelf.posts[index]["updated_at"] {
        return error(409, "Saving failed! Someone else is editing this post.", "UpdateCollisionError");
    }
    for (key, value) in fields.as_object().unwrap() {
        shelf.posts[index][key] = value.clone();
    }
    let post = &mut shelf.posts[index];
    post["html"] = json!(again(post["html"].as_str().unwrap()));
    post["updated_at"] = json!("2026-07-10T00:00:00.000Z");
    let post = post.clone();
    shelf.wrote(Response::json(200, &json!({ "posts": [post] })))
}

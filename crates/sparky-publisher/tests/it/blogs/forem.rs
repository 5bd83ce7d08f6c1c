//! dev.to: API v1 of Forem.

use serde_json::{Value, json};
use sparky_publisher::{Blog, BlogKind};
use sparky_testkit::{Received, Response};

use super::{Fake, Shelf, asked, body, only, secret};

pub(super) fn start() -> Fake {
    Fake::start(answer, configure, ("/body_markdown", "/published"), ["DEVTO_KEY", "API key"])
}

fn configure(url: String, blog: Blog) -> BlogKind {
    BlogKind::Devto { url, key: secret("DEVTO_KEY", "hunter2"), blog }
}

fn answer(shelf: &mut Shelf, request: &Received) -> Response {
    if request.headers.get("api-key").map(String::as_str) != Some("hunter2") {
        return Response::json(401, &json!({ "error": "unauthorized", "status": 401 }));
    }
    assert_eq!(request.headers["accept"], "application/vnd.forem.api-v1+json");
    let path = request.path.split('?').next().unwrap_or_default();
    match (request.method.as_str(), path) {
        ("GET", "/api/users/me") => Response::json(200, &json!({ "username": "octo" })),
        ("GET", "/api/articles/me/all") => {
            let page: usize = asked(request, "page").unwrap().parse().unwrap();
            let size: usize = asked(request, "per_page").unwrap().parse().unwrap();
            let posts: Vec<&Value> = shelf.posts.iter().skip((page - 1) * size).take(size).collect();
            Response::json(200, &json!(posts))
        }
        ("POST", "/api/articles") => create(shelf, &body(request)["article"]),
        ("PUT", path) => {
            let id: usize = path.strip_prefix("/api/articles/").unwrap().parse().unwrap();
            update(shelf, id, &body(request)["article"])
        }
        _ => Response::json(404, &json!({ "error": "not found", "status": 404 })),
    }
}

const KNOWN: &[&str] = &["title", "body_markdown", "description", "published", "tags", "canonical_url"];

fn wrong(article: &Value) -> Option<Response> {
    let no = |error: &str| Some(Response::json(422, &json!({ "error": error, "status": 422 })));
    only(article, KNOWN);
    article.get("title")?;
    if article["title"].as_str().unwrap().chars().count() > 128 {
        return no("Title is too long (maximum is 128 characters)");
    }
    let tags = article["tags"].as_array().unwrap();
    if tags.len() > 4 {
        return no("Tag list exceed the maximum of 4 tags");
    }
    let is_tag = |tag: &Value| tag.as_str().unwrap().chars().all(|c| c.is_ascii_alphanumeric());
    if !tags.iter().all(is_tag) {
        return no("Tag contains non-alphanumeric or prohibited unicode characters");
    }
    assert!(!article["body_markdown"].as_str().unwrap().contains("{%"), "a tag of Liquid");
    None
}

fn create(shelf: &mut Shelf, article: &Value) -> Response {
    if let Some(no) = wrong(article) {
        return no;
    }
    let url = &article["canonical_url"];
    if !url.is_null() && shelf.posts.iter().any(|post| post["canonical_url"] == *url) {
        let error = "Canonical url has already been taken";
        return Response::json(422, &json!({ "error": error, "status": 422 }));
    }
    let id = shelf.posts.len() + 1;
    let mut made = article.clone();
    (made["id"], made["url"]) = (json!(id), json!(format!("https://dev.to/octo/{id}")));
    shelf.posts.push(made.clone());
    shelf.wrote(Response::json(201, &made))
}

fn update(shelf: &mut Shelf, id: usize, article: &Value) -> Response {
    if let Some(no) = wrong(article) {
        return no;
    }
    let index = shelf.posts.iter().position(|post| post["id"] == id).unwrap();
    for (key, value) in article.as_object().unwrap() {
        shelf.posts[index][key] = value.clone();
    }
    let made = shelf.posts[index].clone();
    shelf.wrote(Response::json(200, &made))
}

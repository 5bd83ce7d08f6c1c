//! Hashnode: the GraphQL API of a paid publication.

use serde_json::{Value, json};
use sparky_publisher::{Blog, BlogKind};
use sparky_testkit::{Received, Response};

use super::{Fake, Shelf, body, only, secret};

pub(super) fn start() -> Fake {
    Fake::start(answer, configure, ("/content/markdown", "/state"), ["HASHNODE_TOKEN", "paid"])
}

fn configure(url: String, blog: Blog) -> BlogKind {
    let token = secret("HASHNODE_TOKEN", "hunter2");
    BlogKind::Hashnode { url, publication: "blog.example.org".to_owned(), token, blog }
}

fn answer(shelf: &mut Shelf, request: &Received) -> Response {
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/"));
    if request.headers.get("authorization").map(String::as_str) != Some("hunter2") {
        return error("UNAUTHENTICATED", "User not authenticated");
    }
    let body = body(request);
    let (query, variables) = (body["query"].as_str().unwrap(), &body["variables"]);
    match query.split(['(', ' ']).nth(1).unwrap() {
        "FindPost" | "FindPublication" => find(shelf, variables),
        "PublishPost" => create(shelf, &variables["input"], "publishPost", "post"),
        "CreateDraft" => create(shelf, &variables["input"], "createDraft", "draft"),
        "RemovePost" => remove(shelf, &variables["input"]),
        "UpdatePost" => update(shelf, &variables["input"]),
        other => error("BAD_USER_INPUT", other),
    }
}

fn error(code: &str, message: &str) -> Response {
    let error = json!({ "message": message, "extensions": { "code": code } });
    Response::json(200, &json!({ "data": null, "errors": [error] }))
}

fn find(shelf: &Shelf, variables: &Value) -> Response {
    if variables["host"] != "blog.example.org" {
        return Response::json(200, &json!({ "data": { "publication": null } }));
    }
    let of = |state: &str| shelf.posts.iter().filter(|post| post["state"] == state).collect::<Vec<_>>();
    let post = of("post").into_iter().find(|post| post["slug"] == variables["slug"]).cloned();
    let drafts: Vec<Value> = of("draft").into_iter().map(|draft| json!({ "node": draft })).collect();
    let publication = json!({ "id": "P", "title": "Octo", "post": post, "drafts": { "edges": drafts } });
    Response::json(200, &json!({ "data": { "publication": publication } }))
}

const KNOWN: &[&str] =
    &["title", "subtitle", "contentMarkdown", "tags", "originalArticleURL", "slug", "publicationId", "id"];

fn create(shelf: &mut Shelf, input: &Value, field: &str, state: &str) -> Response {
    only(input, KNOWN);
    assert_eq!(input["publicationId"], "P");
    assert!(input["tags"].as_array().unwrap().iter().all(|tag| tag["slug"].is_string() && tag["name"].is_string()));
    let id = format!("post{}", shelf.posts.len());
    let (title, content) = (&input["title"], json!({ "markdown": input["contentMarkdown"] }));
    let url = format!("https://blog.example.org/{id}");
    let post = json!({
        "id": id, "slug": input["slug"], "title": title, "content": content, "url": url, "state": state,
        "tags": input["tags"], "canonical_url": input["originalArticleURL"],
    });
    shelf.posts.push(post.clone());
    let data = json!({ "data": { field: { state: post } } });
    shelf.wrote(Response::json(200, &data))
}

fn remove(shelf: &mut Shelf, input: &Value) -> Response {
    let Some(post) = shelf.posts.iter_mut().find(|post| post["id"] == input["id"]) else {
        return error("NOT_FOUND", "Post not found");
    };
    post["state"] = json!("removed");
    let data = json!({ "data": { "removePost": { "post": { "id": post["id"] } } } });
    shelf.wrote(Response::json(200, &data))
}

fn update(shelf: &mut Shelf, input: &Value) -> Response {
    only(input, KNOWN);
    let post = shelf.posts.iter_mut().find(|post| post["id"] == input["id"]).unwrap();
    post["title"] = input["title"].clone();
    post["content"]["markdown"] = input["contentMarkdown"].clone();
    let data = json!({ "data": { "updatePost": { "post": post.clone() } } });
    shelf.wrote(Response::json(200, &data))
}

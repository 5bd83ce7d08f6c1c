//! WordPress: the REST API of version 6, on a site without pretty addresses.

use std::sync::Arc;

use serde_json::{Value, json};
use sparky_publisher::{Blog, BlogKind, WordPressSite};
use sparky_schema::publication::Status;
use sparky_testkit::{Received, Response};

use super::articles::{publish, scene};
use super::{Fake, Shelf, asked, body, only, secret};

pub(super) fn start() -> Fake {
    Fake::start(answer, configure, ("/content/raw", "/status"), ["WP_PASSWORD", "application password"])
}

fn configure(url: String, blog: Blog) -> BlogKind {
    let (user, password) = (secret("WP_USER", "octo"), secret("WP_PASSWORD", "abcd efgh hunter2"));
    BlogKind::WordPress { site: WordPressSite { url, user, password }, blog }
}

fn answer(shelf: &mut Shelf, request: &Received) -> Response {
    let Some(route) = asked(request, "rest_route") else {
        // WordPress leads to an address with a slash, at which is nothing either; other servers answer by themselves.
        return match request.path.contains("slug=") {
            true => Response::text(301, "").with("location", "/wp-json/wp/v2/posts/"),
            false => Response::text(404, "<html>Not Found</html>"),
        };
    };
    // octo:abcd efgh hunter2
    if request.headers["authorization"] != "Basic b2N0bzphYmNkIGVmZ2ggaHVudGVyMg==" {
        return error(401, "incorrect_password", "The provided password is an invalid application password.");
    }
    match (request.method.as_str(), route.strip_prefix("/wp/v2").unwrap()) {
        ("GET", "/users/me") => {
            let may = json!({ "publish_posts": true, "edit_posts": true });
            Response::json(200, &json!({ "name": "Octo", "capabilities": may }))
        }
        ("GET", "/tags") => tags(shelf, &asked(request, "search").unwrap()),
        ("POST", "/tags") => new_tag(shelf, only(&body(request), &["name"])),
        ("GET", "/posts") => {
            assert_eq!(
                (asked(request, "status").unwrap(), asked(request, "context").unwrap()),
                ("any".into(), "edit".into())
            );
            let slug = asked(request, "slug").unwrap();
            let found = |post: &&Value| post["slug"] == slug.as_str() && post["status"] != "trash";
            Response::json(200, &json!(shelf.posts.iter().filter(found).collect::<Vec<_>>()))
        }
        ("GET", path) => match shelf.posts.iter().find(|post| path == format!("/posts/{}", post["id"])) {
            Some(post) => Response::json(200, post),
            None => error(404, "rest_post_invalid_id", "Invalid post ID."),
        },
        ("POST", "/posts") => create(shelf, &body(request)),
        ("DELETE", path) => {
            assert_eq!(asked(request, "force").unwrap(), "true");
            shelf.posts.retain(|post| path != format!("/posts/{}", post["id"]));
            Response::json(200, &json!({ "deleted": true }))
        }
        ("POST", path) => update(shelf, path, &body(request)),
        _ => error(404, "rest_no_route", "No route was found matching the URL and request method."),
    }
}

fn error(status: u16, code: &str, message: &str) -> Response {
    Response::json(status, &json!({ "code": code, "message": message, "data": { "status": status } }))
}

fn tags(shelf: &Shelf, search: &str) -> Response {
    let tags = shelf.tags.iter().enumerate().filter(|(_, name)| name.contains(search));
    let tags: Vec<Value> = tags.map(|(index, name)| json!({ "id": index + 1, "name": name })).collect();
    Response::json(200, &json!(tags))
}

fn new_tag(shelf: &mut Shelf, tag: &Value) -> Response {
    let name = tag["name"].as_str().unwrap().to_owned();
    if shelf.tags.contains(&name) {
        return error(400, "term_exists", "A term with the name provided already exists with this parent.");
    }
    shelf.tags.push(name.clone());
    Response::json(201, &json!({ "id": shelf.tags.len(), "name": name, "link": "https://example.org/tag" }))
}

const KNOWN: &[&str] = &["title", "content", "excerpt", "slug", "status", "tags"];

fn write(post: &mut Value, fields: &Value) {
    for (key, value) in only(fields, KNOWN).as_object().unwrap() {
        let is_text = ["title", "content", "excerpt"].contains(&key.as_str());
        post[key] = if is_text { json!({ "raw": value, "rendered": value }) } else { value.clone() };
        assert!(key != "tags" || value.as_array().unwrap().iter().all(Value::is_u64), "tags are numbers: {value}");
    }
}

fn create(shelf: &mut Shelf, fields: &Value) -> Response {
    let id = shelf.posts.len() + 1;
    let mut post = json!({ "id": id, "link": format!("https://blog.example.org/?p={id}") });
    write(&mut post, fields);
    assert!(["publish", "draft"].contains(&post["status"].as_str().unwrap()));
    if shelf.posts.iter().any(|other| other["slug"] == post["slug"]) {
        post["slug"] = json!(format!("{}-2", post["slug"].as_str().unwrap()));
    }
    shelf.posts.push(post.clone());
    shelf.wrote(Response::json(201, &post))
}

fn update(shelf: &mut Shelf, path: &str, fields: &Value) -> Response {
    let index = shelf.posts.iter().position(|post| path == format!("/posts/{}", post["id"])).unwrap();
    write(&mut shelf.posts[index], fields);
    let post = shelf.posts[index].clone();
    shelf.wrote(Response::json(200, &post))
}

#[tokio::test]
async fn of_two_machines_that_know_nothing_of_each_other_one_takes_its_post_back() {
    let (fake, scene) = (start(), scene());
    let shelf = Arc::clone(&fake.shelf);
    let mut is_first = true;
    fake.service.meddle(move |request| {
        if request.method == "POST"
            && asked(request, "rest_route")?.ends_with("/posts")
            && std::mem::take(&mut is_first)
        {
            create(&mut shelf.lock().unwrap(), &body(request));
        }
        None
    });
    let result = publish(&scene, &fake).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(result.url.as_deref(), Some("https://blog.example.org/?p=1"));
    assert_eq!(fake.shelf.lock().unwrap().posts.len(), 1);
    assert_eq!(publish(&scene, &fake).await.status, Status::Unchanged);
}

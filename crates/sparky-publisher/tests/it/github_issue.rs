//! Issues on GitHub: found again by their marker, whatever was lost.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use sparky_github::{GitHub, Settings, SystemClock};
use sparky_publisher::{Config, GitHubKind, Older, TargetKind};
use sparky_schema::publication::{Status, TargetResult};
use sparky_store::Record;
use sparky_testkit::{FakeService, Received, Response};

use crate::scene::{DAILY, Scene, one};

type Answer = fn() -> Response;
type Edit = fn(&mut Value);

/// The issues of one repository, and what goes wrong at the next write.
#[derive(Default)]
struct Tracker {
    issues: Vec<Value>,
    trouble: Option<Answer>,
}

struct Hub {
    service: FakeService,
    tracker: Arc<Mutex<Tracker>>,
}

impl Hub {
    fn start() -> Self {
        let tracker = Arc::new(Mutex::new(Tracker::default()));
        let shared = Arc::clone(&tracker);
        let service = FakeService::start(move |request| shared.lock().unwrap().answer(request));
        Self { service, tracker }
    }

    fn kind(&self, rolling: bool) -> TargetKind {
        let http = reqwest::Client::builder().timeout(Duration::from_millis(500)).build().unwrap();
        let settings = Settings::of(format!("{}/graphql", self.service.url()), "t");
        let github = Arc::new(GitHub::new(&settings, http, Arc::new(SystemClock)).unwrap());
        GitHubKind::Issue { github, repo: "octo/docs".to_owned(), rolling, older: Older::default() }.into()
    }

    fn issue(&self, index: usize) -> Value {
        self.tracker.lock().unwrap().issues[index].clone()
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Value>)) {
        change(&mut self.tracker.lock().unwrap().issues);
    }

    fn count(&self) -> usize {
        self.tracker.lock().unwrap().issues.len()
    }

    fn fails(&self, trouble: Answer) {
        self.tracker.lock().unwrap().trouble = Some(trouble);
    }
}

impl Tracker {
    fn answer(&mut self, request: &Received) -> Response {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let Some(rest) = path.strip_prefix("/repos/octo/docs/issues") else { return missing() };
        let number: usize = rest.trim_start_matches('/').parse().unwrap_or_default();
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        match request.method.as_str() {
            "GET" if number == 0 => self.list(query),
            "GET" => self
                .issues
                .get(number - 1)
                .filter(|issue| !issue.is_null())
                .map_or_else(missing, |issue| Response::json(200, issue)),
            "POST" => {
                let number = self.issues.len() + 1;
                let html_url = format!("https://github.com/octo/docs/issues/{number}");
                self.issues.push(json!({
                    "number": number, "html_url": html_url, "title": body["title"], "body": body["body"],
                    "author_association": "NONE", "user": { "login": "github-actions[bot]", "type": "Bot" },
                }));
                self.trouble.take().map_or_else(|| Response::json(201, &self.issues[number - 1]), |trouble| trouble())
            }
            _ => {
                let issue = &mut self.issues[number - 1];
                (issue["title"], issue["body"]) = (body["title"].clone(), body["body"].clone());
                self.trouble.take().map_or_else(|| Response::json(200, &self.issues[number - 1]), |trouble| trouble())
            }
        }
    }

    fn list(&self, query: &str) -> Response {
        let page: usize = query.split('&').find_map(|pair| pair.strip_prefix("page=")).unwrap().parse().unwrap();
        let newest: Vec<&Value> =
            self.issues.iter().rev().filter(|issue| !issue.is_null()).skip((page - 1) * 100).take(100).collect();
        Response::json(200, &json!(newest))
    }
}

fn missing() -> Response {
    Response::json(404, &json!({ "message": "Not Found" }))
}

/// The machine is lost with its ledger.
fn lose_the_ledger(scene: &Scene) {
    std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
}

async fn publish(scene: &Scene, hub: &Hub) -> TargetResult {
    scene.publish_to(hub.kind(false)).await
}

#[tokio::test]
async fn one_issue_that_is_changed_in_place_also_without_the_ledger() {
    let mut scene = Scene::new();
    let hub = Hub::start();
    let result = publish(&scene, &hub).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(result.url.as_deref(), Some("https://github.com/octo/docs/issues/1"));
    assert_eq!(publish(&scene, &hub).await.status, Status::Unchanged);
    lose_the_ledger(&scene);
    assert_eq!(publish(&scene, &hub).await.status, Status::Unchanged);
    assert_eq!(hub.service.writes(), 1);
    scene.content.items[0].body_markdown = "Much happened.".to_owned();
    assert_eq!(publish(&scene, &hub).await.status, Status::Updated);
    assert!(hub.issue(0)["body"].as_str().unwrap().starts_with("Much happened."));
    assert_eq!((hub.service.writes(), hub.count()), (2, 1));
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_and_never_sent_twice() {
    let troubles: [Answer; 4] =
        [Response::lost, Response::silence, || Response::text(502, "gateway"), || Response::text(201, "<html>")];
    for trouble in troubles {
        let scene = Scene::new();
        let hub = Hub::start();
        hub.fails(trouble);
        let result = publish(&scene, &hub).await;
        assert_eq!((result.status, result.error), (Status::Published, None));
        assert_eq!(publish(&scene, &hub).await.status, Status::Unchanged);
        assert_eq!((hub.service.writes(), hub.count()), (1, 1));
    }
}

#[tokio::test]
async fn a_run_that_was_killed_is_finished_by_the_next() {
    let scene = Scene::new();
    let hub = Hub::start();
    // Killed after the intent and before the call.
    scene.ledger().write(&Record::intent("docs", DAILY, "0".repeat(64))).unwrap();
    assert_eq!(publish(&scene, &hub).await.status, Status::Published);
    // Killed after the call and before the result.
    scene.ledger().write(&Record::intent("docs", DAILY, "0".repeat(64))).unwrap();
    assert_eq!(publish(&scene, &hub).await.status, Status::Unchanged);
    assert_eq!(hub.service.writes(), 1);
}

#[tokio::test]
async fn what_a_person_did_to_an_issue_stays() {
    let mut scene = Scene::new();
    let hub = Hub::start();
    publish(&scene, &hub).await;
    let original = hub.issue(0);
    scene.content.items[0].body_markdown = "Much happened.".to_owned();
    let edits: [(Edit, &str); 4] = [
        (|issue| issue["body"] = json!(format!("Note.\n{}", issue["body"].as_str().unwrap())), "changed the issue"),
        (|issue| issue["title"] = json!("Mine"), "changed the issue"),
        (|issue| issue["body"] = json!("Mine"), "removed the marker"),
        (|issue| *issue = Value::Null, "deleted the issue"),
    ];
    for (edit, word) in edits {
        hub.change(|issues| {
            issues[0] = original.clone();
            edit(&mut issues[0]);
        });
        let result = publish(&scene, &hub).await;
        assert_eq!(result.status, Status::Skipped);
        assert!(result.error.unwrap().contains(word));
    }
    assert_eq!(hub.service.writes(), 1);
}

#[tokio::test]
async fn the_marker_of_a_stranger_is_not_believed() {
    let scene = Scene::new();
    let hub = Hub::start();
    publish(&scene, &hub).await;
    lose_the_ledger(&scene);
    hub.change(|issues| issues[0]["user"]["type"] = json!("User"));
    assert_eq!(publish(&scene, &hub).await.status, Status::Published);
    assert_eq!(hub.count(), 2);
}

#[tokio::test]
async fn a_rolling_issue_shows_the_newest_item_and_never_goes_back() {
    let scene = Scene::new();
    let hub = Hub::start();
    hub.change(|issues| issues.extend((1..=150).map(|number| json!({ "number": number, "title": "t", "body": null }))));
    assert_eq!(scene.publish_to(hub.kind(true)).await.status, Status::Published);
    let mut later = Scene::new();
    later.content.items[0].id = "daily/2026-07-09".to_owned();
    later.rendered.iter_mut().for_each(|file| file.item = "daily/2026-07-09".to_owned());
    assert_eq!(later.publish_to(hub.kind(true)).await.status, Status::Updated);
    let result = scene.publish_to(hub.kind(true)).await;
    assert!(result.status == Status::Skipped && result.error.unwrap().contains("daily/2026-07-09"));
    assert_eq!(hub.count(), 151);
}

#[tokio::test]
async fn the_text_notifies_nobody_closes_nothing_and_links_back_nowhere() {
    let mut scene = Scene::new();
    let hub = Hub::start();
    scene.content.items[0].body_markdown = "Fixes #12 by @octocat (mail a@b.c), closes octo/docs#7 and GH-8. \
        [octo/docs#9](https://github.com/octo/docs/pull/9) `@code #1` --> <!-- sparky key=docs/x item=x sha256=x -->"
        .to_owned();
    publish(&scene, &hub).await;
    let issue = hub.issue(0);
    let body = issue["body"].as_str().unwrap();
    for live in ["@octocat", "#12", "#7", "GH-8", "#9", "https://github.com/"] {
        assert!(!body.contains(live), "{live} in {body}");
    }
    assert!(
        body.contains("a@b.c") && body.contains("`@code #1`") && body.contains("redirect.github.com/octo/docs/pull/9")
    );
    assert_eq!(publish(&scene, &hub).await.status, Status::Unchanged);
}

#[tokio::test]
async fn a_dry_run_reads_and_writes_nothing_and_refusals_say_what_to_do() {
    let scene = Scene::new();
    let hub = Hub::start();
    let published = scene.publish_in_full(&Config { dry_run: true, ..one(hub.kind(false)) }).await;
    assert_eq!((published.requests[0].method, published.requests[0].url.as_str()), ("POST", "/repos/octo/docs/issues"));
    assert_eq!(hub.service.writes(), 0);
    let refusals: [(Answer, &str); 2] = [
        (|| Response::json(403, &json!({ "message": "Resource not accessible by integration" })), "issues: write"),
        (|| Response::json(422, &json!({ "message": "Validation Failed" })), "Validation Failed"),
    ];
    for (refusal, word) in refusals {
        hub.fails(refusal);
        let result = publish(&scene, &hub).await;
        let error = result.error.unwrap();
        assert!(result.status == Status::Failed && error.contains(word), "{error}");
        hub.change(Vec::clear);
    }
    assert_eq!(publish(&scene, &hub).await.status, Status::Published);
}

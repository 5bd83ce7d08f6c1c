//! GitHub as far as targets write to it: comments, discussions, notes of releases, issues, and commits in a bare
//! repository of real git.

mod repository;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use sparky_github::{GitHub, Settings, SystemClock};
use sparky_testkit::{FakeService, Received, Response};

pub(crate) type Answer = fn() -> Response;

/// What is there, and what goes wrong.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) comments: Vec<Value>,
    pub(crate) discussions: Vec<Value>,
    pub(crate) issues: Vec<Value>,
    pub(crate) release: Value,
    pub(crate) pulls: Vec<Value>,
    pub(crate) repository: Option<PathBuf>,
    /// The next write arrives, and this is the answer.
    pub(crate) after: Option<Answer>,
    /// So many writes come before that one.
    pub(crate) skip: usize,
    /// Every write is refused so.
    pub(crate) refusal: Option<Answer>,
    /// The next commit is made by somebody else first.
    pub(crate) race: bool,
    /// Who makes things.
    pub(crate) role: &'static str,
    pub(crate) writes: usize,
}

pub(crate) struct Forge {
    pub(crate) service: FakeService,
    pub(crate) world: Arc<Mutex<World>>,
}

impl Forge {
    pub(crate) fn start() -> Self {
        Self::changing(|answer| answer)
    }

    /// Its answers are changed on the way.
    pub(crate) fn changing(mut change: impl FnMut(Response) -> Response + Send + 'static) -> Self {
        let world = World { role: "MEMBER", ..World::default() };
        let world = Arc::new(Mutex::new(world));
        let shared = Arc::clone(&world);
        let service = FakeService::start(move |request| change(shared.lock().unwrap().answer(request)));
        Self { service, world }
    }

    pub(crate) fn client(&self) -> Arc<GitHub> {
        let http = reqwest::Client::builder().timeout(Duration::from_millis(500)).build().unwrap();
        let settings = Settings::of(format!("{}/graphql", self.service.url()), "t");
        Arc::new(GitHub::new(&settings, http, Arc::new(SystemClock)).unwrap())
    }

    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.world.lock().unwrap())
    }

    pub(crate) fn writes(&self) -> usize {
        self.change(|world| world.writes)
    }
}

impl World {
    fn answer(&mut self, request: &Received) -> Response {
        assert_eq!(request.headers["authorization"], "Bearer t");
        if request.body.contains("\\u0000") {
            return Response::json(422, &json!({ "message": "Validation Failed" }));
        }
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        if request.path == "/graphql" {
            return self.graphql(&body);
        }
        if request.method != "GET"
            && let Some(refusal) = self.refusal
        {
            return refusal();
        }
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        if path == "/user" {
            return ok(&json!({ "login": "octo" }));
        }
        let path = path.strip_prefix("/repos/octo/docs").unwrap();
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["issues", "7"]) => ok(&json!({ "number": 7, "locked": false })),
            ("GET", ["issues", "7", "comments"]) => page(&self.comments, query),
            ("POST", ["issues", "7", "comments"]) => self.comment(&body),
            ("GET", ["issues", "comments", id]) => one(&self.comments, "id", id),
            ("PATCH", ["issues", "comments", id]) => self.patch(|world| &mut world.comments, "id", id, &body),
            ("GET", ["issues"]) => self.list_issues(query),
            ("POST", ["issues"]) => self.issue(&body),
            ("GET", ["issues", number]) => one(&self.issues, "number", number),
            ("PATCH", ["issues", number]) => self.patch(|world| &mut world.issues, "number", number, &body),
            ("GET", ["releases", "tags", "v1"] | ["releases", "latest"]) if !self.release.is_null() => {
                ok(&self.release)
            }
            ("PATCH", ["releases", "5"]) => self.notes(&body),
            ("GET", ["git", "trees", oid]) => self.tree(oid),
            ("GET", ["git", "blobs", oid]) => self.blob(oid),
            ("GET", ["commits"]) => self.commits(query),
            ("POST", ["git", "refs"]) => self.new_branch(&body),
            ("GET", ["pulls"]) => self.list_pulls(query),
            ("POST", ["pulls"]) => self.pull(&body),
            ("PATCH", ["pulls", number]) => self.patch(|world| &mut world.pulls, "number", number, &body),
            ("GET", [""]) => ok(&json!({ "has_issues": true })),
            _ => missing(),
        }
    }

    fn wrote(&mut self, good: Response) -> Response {
        self.writes += 1;
        match self.skip.checked_sub(1) {
            Some(left) => self.skip = left,
            None if self.after.is_some() => return self.after.take().map_or(good, |trouble| trouble()),
            None => {}
        }
        good
    }

    fn patch(&mut self, list: fn(&mut Self) -> &mut Vec<Value>, key: &str, id: &str, body: &Value) -> Response {
        let Some(found) = list(self).iter_mut().find(|found| is_named(found, key, id)) else { return missing() };
        for (name, value) in body.as_object().unwrap() {
            found[name] = value.clone();
        }
        let found = found.clone();
        self.wrote(ok(&found))
    }

    fn made(&self, body: &Value, id: usize, path: &str) -> Value {
        let mut made = body.clone();
        (made["id"], made["number"]) = (json!(id), json!(id));
        made["html_url"] = json!(format!("https://github.com/octo/docs/{path}/{id}"));
        made["user"] = json!({ "login": "octo", "type": "User" });
        (made["author_association"], made["state"]) = (json!(self.role), json!("open"));
        made["created_at"] = json!("2026-07-09T01:00:00Z");
        made
    }

    fn comment(&mut self, body: &Value) -> Response {
        assert_eq!(body.as_object().unwrap().len(), 1);
        let made = self.made(body, self.comments.len() + 1, "issues/7#issuecomment");
        self.comments.push(made.clone());
        self.wrote(Response::json(201, &made))
    }

    fn issue(&mut self, body: &Value) -> Response {
        let made = self.made(body, self.issues.len() + 1, "issues");
        self.issues.push(made.clone());
        self.wrote(Response::json(201, &made))
    }

    fn list_issues(&self, query: &str) -> Response {
        let open = query.contains("state=open");
        let newest = self.issues.iter().rev().filter(|issue| !open || issue["state"] == "open");
        page(&newest.cloned().collect::<Vec<_>>(), query)
    }

    fn notes(&mut self, body: &Value) -> Response {
        assert_eq!(body.as_object().unwrap().len(), 1);
        self.release["body"] = body["body"].clone();
        let release = self.release.clone();
        self.wrote(ok(&release))
    }

    fn graphql(&mut self, body: &Value) -> Response {
        let (operation, variables) = (body["operationName"].as_str().unwrap(), &body["variables"]);
        let query = body["query"].as_str().unwrap();
        let is_write = query.starts_with("mutation");
        let faults = sparky_testkit::schema::validate(query);
        assert!(faults.is_empty(), "GitHub does not know this: {faults:?}\n{query}");
        if let Some(refusal) = self.refusal.filter(|_| is_write) {
            return refusal();
        }
        match operation {
            "FindCategory" => {
                let nodes = json!([{ "id": "C", "name": "Show and tell", "slug": "show-and-tell" }]);
                data(json!({ "repository": { "id": "R", "discussionCategories": { "nodes": nodes } } }))
            }
            "ListDiscussions" => {
                assert_eq!(variables["category"], "C");
                let nodes: Vec<&Value> = self.discussions.iter().rev().collect();
                let info = json!({ "hasNextPage": false, "endCursor": null });
                data(json!({ "repository": { "discussions": { "pageInfo": info, "nodes": nodes } } }))
            }
            "GetDiscussion" => {
                data(json!({ "node": self.discussions.iter().find(|found| found["id"] == variables["id"]) }))
            }
            "CreateDiscussion" => {
                let input = &variables["input"];
                assert_eq!((&input["repositoryId"], &input["categoryId"]), (&json!("R"), &json!("C")));
                let mut made = self.made(input, self.discussions.len() + 1, "discussions");
                made["id"] = json!(format!("D{}", made["number"]));
                self.discussions.push(made.clone());
                self.wrote(data(
                    json!({ "createDiscussion": { "discussion": { "id": made["id"], "url": made["html_url"] } } }),
                ))
            }
            "UpdateDiscussion" => {
                let input = &variables["input"];
                let found = self.discussions.iter_mut().find(|found| found["id"] == input["discussionId"]).unwrap();
                (found["title"], found["body"]) = (input["title"].clone(), input["body"].clone());
                let made = json!({ "id": found["id"], "url": found["html_url"] });
                self.wrote(data(json!({ "updateDiscussion": { "discussion": made } })))
            }
            "ReadDocs" => self.read(variables),
            "CreateCommit" => self.commit(&variables["input"]),
            _ => missing(),
        }
    }

    fn list_pulls(&self, query: &str) -> Response {
        let (head, base) = (asked(query, "head").unwrap(), asked(query, "base").unwrap());
        let head = head.strip_prefix("octo:").unwrap();
        let found = self.pulls.iter().rev().filter(|pull| pull["head"] == head && pull["base"] == base.as_str());
        ok(&json!(found.take(1).collect::<Vec<_>>()))
    }

    fn pull(&mut self, body: &Value) -> Response {
        let is_open = |pull: &Value| pull["head"] == body["head"] && pull["state"] == "open";
        if self.pulls.iter().any(is_open) {
            let error = json!({ "message": "A pull request already exists for octo:x." });
            return Response::json(422, &json!({ "message": "Validation Failed", "errors": [error] }));
        }
        let made = self.made(body, self.pulls.len() + 1, "pull");
        self.pulls.push(made.clone());
        self.wrote(Response::json(201, &made))
    }
}

fn ok(body: &Value) -> Response {
    Response::json(200, body)
}

fn data(body: Value) -> Response {
    ok(&json!({ "data": body }))
}

fn missing() -> Response {
    Response::json(404, &json!({ "message": "Not Found" }))
}

fn one(list: &[Value], key: &str, id: &str) -> Response {
    list.iter().find(|found| is_named(found, key, id)).map_or_else(missing, ok)
}

fn is_named(found: &Value, key: &str, id: &str) -> bool {
    found[key].as_u64().map(|number| number.to_string()).as_deref() == Some(id)
}

fn asked(query: &str, key: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes()).into_owned();
    pairs.find(|(name, _)| name == key).map(|(_, value)| value)
}

fn page(list: &[Value], query: &str) -> Response {
    let of = |name: &str| asked(query, name).unwrap().parse::<usize>().unwrap();
    let page = list.iter().skip((of("page") - 1) * of("per_page")).take(of("per_page"));
    ok(&json!(page.collect::<Vec<_>>()))
}

//! A review by pull request: what is merged is approved, and the other targets get it then; nothing else is asked of anybody.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sparky_testkit::{FakeService, Received, Response};

use crate::scene::{Ran, Scene};

const CONFIG: &str = "[publish]\nreview = true\n\
     [[targets]]\nname = \"docs\"\nkind = \"docs-github\"\nrepo = \"octo/docs\"\nreview = true\nitems = [\"daily\"]\n\
     [[targets]]\nname = \"hook\"\nkind = \"webhook\"\nurl_env = \"HOOK_URL\"\nsecret_env = \"HOOK_KEY\"\nitems = [\"daily\"]\n";

/// Files of a branch, in base64, by path.
type Files = BTreeMap<String, String>;

/// A docs repository as far as reviews go.
#[derive(Default)]
struct Hub {
    branches: BTreeMap<String, Files>,
    pulls: Vec<Value>,
}

/// The name that git gives to bytes, which are in base64.
fn oid(coded: &str) -> String {
    let mut shell = Command::new("sh");
    shell.args(["-c", "base64 -d | git hash-object --stdin"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    child.stdin.take().unwrap().write_all(coded.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

impl Hub {
    fn answer(&mut self, request: &Received) -> Response {
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let path = request.path.split('?').next().unwrap().trim_start_matches("/repos/octo/docs");
        match (request.method.as_str(), path) {
            ("POST", "/graphql") if body["operationName"] == "ReadDocs" => self.read(&body["variables"]),
            ("POST", "/graphql") => self.commit(&body["variables"]["input"]),
            ("POST", "/git/refs") => {
                let name = body["ref"].as_str().unwrap().trim_start_matches("refs/heads/").to_owned();
                self.branches.insert(name, self.branches["main"].clone());
                Response::json(201, &body)
            }
            ("GET", "/pulls") => Response::json(200, &json!(self.pulls)),
            ("POST", "/pulls") => {
                let mut pull = body;
                pull["number"] = json!(1);
                pull["state"] = json!("open");
                pull["html_url"] = json!("https://github.com/octo/docs/pull/1");
                self.pulls.push(pull.clone());
                Response::json(201, &pull)
            }
            ("GET", path) if path.starts_with("/git/trees/") => {
                let files = &self.branches[&path["/git/trees/".len()..]];
                let entry = |(path, text): (&String, &String)| json!({ "path": path, "type": "blob", "mode": "100644", "sha": oid(text) });
                Response::json(200, &json!({ "tree": files.iter().map(entry).collect::<Vec<_>>() }))
            }
            ("GET", path) if path.starts_with("/git/blobs/") => {
                let all = self.branches.values().flatten().map(|(_, text)| text);
                let text = all.into_iter().find(|text| path.ends_with(&oid(text))).unwrap();
                Response::json(200, &json!({ "content": text }))
            }
            ("GET", "/commits") => Response::json(200, &json!([{ "commit": { "message": "docs: daily digest" } }])),
            (method, path) => unreachable!("{method} {path}"),
        }
    }

    /// The newest commit of a branch is called like the branch.
    fn read(&self, variables: &Value) -> Response {
        let name = variables["ref"].as_str().unwrap().trim_start_matches("refs/heads/");
        let branch =
            |name: &str| self.branches.contains_key(name).then(|| json!({ "name": name, "target": { "oid": name } }));
        let mut repository = json!({
            "url": "https://github.com/octo/docs", "viewerPermission": "WRITE",
            "defaultBranchRef": branch("main"), "ref": branch(name),
        });
        for (key, object) in variables.as_object().unwrap().iter().filter(|(key, _)| key.starts_with("file")) {
            let (branch, path) = object.as_str().unwrap().split_once(':').unwrap();
            let files = self.branches.get(if branch == "HEAD" { "main" } else { branch });
            repository[key] =
                files.and_then(|files| files.get(path)).map_or(Value::Null, |text| json!({ "oid": oid(text) }));
        }
        Response::json(200, &json!({ "data": { "repository": repository } }))
    }

    fn commit(&mut self, input: &Value) -> Response {
        let files = self.branches.get_mut(input["branch"]["branchName"].as_str().unwrap()).unwrap();
        for addition in input["fileChanges"]["additions"].as_array().unwrap() {
            let field = |key: &str| addition[key].as_str().unwrap().to_owned();
            files.insert(field("path"), field("contents"));
        }
        let commit = json!({ "oid": "1", "url": "https://github.com/octo/docs/commit/1" });
        Response::json(200, &json!({ "data": { "createCommitOnBranch": { "commit": commit } } }))
    }

    /// A person likes it.
    fn merge(&mut self) {
        let head = self.pulls[0]["head"].as_str().unwrap().to_owned();
        self.branches.insert("main".to_owned(), self.branches[&head].clone());
        self.pulls[0]["state"] = json!("closed");
        self.pulls[0]["merged_at"] = json!("2026-07-10T00:00:00Z");
    }
}

#[test]
fn a_merged_pull_request_approves_what_the_other_targets_get() {
    let hub = Arc::new(Mutex::new(Hub::default()));
    hub.lock()
        .unwrap()
        .branches
        .insert("main".to_owned(), Files::from([("README.md".to_owned(), "RG9jcwo=".to_owned())]));
    let shared = Arc::clone(&hub);
    let github = FakeService::start(move |request| shared.lock().unwrap().answer(request));
    let hook = FakeService::start(|_| Response::text(204, ""));
    let scene = Scene::new(2);
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-08"]).code, 0);
    scene.write("sparky.toml", CONFIG);
    let publish = || -> (Ran, Vec<Value>) {
        let (api, graphql, hook) = (github.url(), format!("{}/graphql", github.url()), hook.url());
        let variables = [("GITHUB_API_URL", api.as_str()), ("GITHUB_GRAPHQL_URL", &graphql), ("GITHUB_TOKEN", "t")];
        let variables = [&variables[..], &[("HOOK_URL", hook.as_str()), ("HOOK_KEY", "k")]].concat();
        let ran = scene.run_with(&["publish", "daily", "--date", "2026-07-08"], &variables);
        let publication = scene.json("data/runs/daily/2026-07-08/publication.json");
        let items =
            publication["targets"].as_array().unwrap().iter().filter(|entry| entry["item"] == "daily/2026-07-08");
        (ran, items.map(|entry| entry["status"].clone()).collect())
    };
    let (ran, statuses) = publish();
    assert_eq!((ran.code, statuses), (0, vec![json!("published"), json!("waiting")]), "{}", ran.err);
    assert!(
        ran.err.contains("https://github.com/octo/docs/pull/1") && ran.err.contains("merge its pull request"),
        "{}",
        ran.err
    );
    let (ran, statuses) = publish();
    assert_eq!((ran.code, statuses, hook.writes()), (0, vec![json!("unchanged"), json!("waiting")], 0), "{}", ran.err);
    hub.lock().unwrap().merge();
    let (ran, statuses) = publish();
    assert_eq!(
        (ran.code, statuses, hook.writes()),
        (0, vec![json!("unchanged"), json!("published")], 1),
        "{}",
        ran.err
    );
    let (ran, statuses) = publish();
    assert_eq!(
        (ran.code, statuses, hook.writes()),
        (0, vec![json!("unchanged"), json!("unchanged")], 1),
        "{}",
        ran.err
    );
    assert_eq!(hub.lock().unwrap().pulls.len(), 1);
}

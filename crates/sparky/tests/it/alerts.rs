//! Who is told when digests do not come as they should: the one issue, and a webhook that hears of each change once.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sparky_testkit::{FakeService, Received, Response};

use crate::scene::{Ran, Scene};

/// Issues of a repository, and a webhook beside them.
pub(crate) struct Office {
    service: FakeService,
    issues: Arc<Mutex<Vec<Value>>>,
    pub(crate) scene: Scene,
}

pub(crate) const CONFIG: &str = "[alerts]\nissue_repo = \"octo/ops\"\ntargets = [\"team\"]\n\n\
                      [[targets]]\nname = \"team\"\nkind = \"webhook\"\nurl_env = \"HOOK\"\nsecret_env = \"KEY\"\n";

impl Office {
    /// The webhook answers with this status.
    pub(crate) fn new(status: u16) -> Self {
        let issues = Arc::<Mutex<Vec<Value>>>::default();
        let shared = Arc::clone(&issues);
        let service = FakeService::start(move |request| match request.path.starts_with("/hook") {
            true => Response::text(status, "ok"),
            false => answer(&mut shared.lock().unwrap(), request),
        });
        let scene = Scene::new(2);
        scene.write("sparky.toml", CONFIG);
        Self { service, issues, scene }
    }

    fn alert(&self, more: &[&str]) -> Ran {
        self.run(&[&["health", "--alert", "--offline"], more].concat(), &[])
    }

    /// Runs the command where the services can be reached.
    pub(crate) fn run(&self, words: &[&str], more: &[(&str, &str)]) -> Ran {
        let (api, hook) = (self.service.url(), format!("{}/hook", self.service.url()));
        let variables = [
            ("GITHUB_TOKEN", "t"),
            ("GITHUB_API_URL", api.as_str()),
            ("HOOK", hook.as_str()),
            ("KEY", "k"),
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_REPOSITORY", "octo/project"),
            ("GITHUB_SERVER_URL", "https://github.com"),
            ("GITHUB_RUN_ID", "42"),
        ];
        self.scene.run_with(words, &[&variables, more].concat())
    }

    fn fails(&self) {
        let strange = "./nowhere <b>[x](https://x.test) @octocat #7";
        assert_eq!(self.scene.run(&["run", "daily", "--repo", strange, "--no-backfill"]).code, 1);
    }

    fn runs_well(&self) {
        let ran = self.scene.run(&["run", "daily", "--repo", "./project"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }

    pub(crate) fn issue(&self) -> Value {
        let issues = self.issues.lock().unwrap();
        assert_eq!(issues.len(), 1, "there is never a second one");
        issues[0].clone()
    }

    fn change(&self, key: &str, value: impl Into<Value>) {
        self.issues.lock().unwrap()[0][key] = value.into();
    }

    /// The ids of the alerts that the webhook got.
    pub(crate) fn heard(&self) -> Vec<String> {
        let hooked = self.service.log().into_iter().filter(|request| request.path.starts_with("/hook"));
        let id = |request: Received| {
            let body: Value = serde_json::from_str(&request.body).unwrap();
            assert_eq!((&body["event"], request.headers["x-sparky-event"].as_str()), (&"alert".into(), "alert"));
            assert!(request.headers["x-sparky-signature-256"].starts_with("sha256="));
            body["alert"]["id"].as_str().unwrap().to_owned()
        };
        hooked.map(id).collect()
    }

    pub(crate) fn writes(&self) -> usize {
        self.service.log().iter().filter(|request| request.method != "GET" && request.path != "/graphql").count()
    }
}

fn answer(issues: &mut Vec<Value>, request: &Received) -> Response {
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    if path == "/graphql" {
        let limit = json!({ "cost": 1, "limit": 5000, "remaining": 4000, "resetAt": "2099-01-01T00:00:00Z" });
        let known = Response::json(200, &json!({ "data": { "rateLimit": limit } }));
        let known = known.with("x-ratelimit-limit", "5000").with("x-ratelimit-remaining", "4000");
        return known.with("x-ratelimit-resource", "graphql").with("x-ratelimit-reset", "4070908800");
    }
    if path == "/user" {
        return Response::json(200, &json!({ "login": "ann" }));
    }
    let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
    match (request.method.as_str(), path.rsplit('/').next().unwrap().parse::<usize>()) {
        ("GET", _) => {
            let state = if query.contains("state=open") { "open" } else { "closed" };
            Response::json(200, &issues.iter().filter(|issue| issue["state"] == state).cloned().collect())
        }
        ("POST", _) => {
            let mut issue = json!({ "number": issues.len() + 1, "state": "open", "html_url": "https://github.com/octo/ops/issues/1",
                "created_at": "2026-01-01T00:00:00Z", "author_association": "NONE", "user": { "type": "Bot" } });
            (issue["title"], issue["body"]) = (body["title"].clone(), body["body"].clone());
            issues.push(issue.clone());
            Response::json(201, &issue)
        }
        (_, Ok(number)) => {
            body.as_object().unwrap().iter().for_each(|(key, value)| issues[number - 1][key] = value.clone());
            Response::json(200, &issues[number - 1])
        }
        _ => Response::json(404, &json!({ "message": "Not Found" })),
    }
}

pub(crate) fn reasons(heard: &[String]) -> Vec<&str> {
    let mut reasons: Vec<&str> = heard.iter().map(|id| id.split('/').nth(1).unwrap()).collect();
    reasons.sort_unstable();
    reasons
}

#[test]
fn everybody_hears_of_each_change_once() {
    let office = Office::new(200);
    office.fails();
    let ran = office.alert(&[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let issue = office.issue();
    let body = issue["body"].as_str().unwrap();
    for words in [
        "**last run** (fail): ",
        "no git repository",
        "[The run in Actions](https://github.com/octo/project/actions/runs/42)",
    ] {
        assert!(body.contains(words), "`{words}` is missing in {body}");
    }
    assert!(!["<b>", "[x]", "@octocat", "#7"].iter().any(|words| body.contains(words)), "{body}");
    let first = office.heard();
    assert!(reasons(&first).contains(&"run-failed") && reasons(&first).contains(&"stale-daily"), "{first:?}");
    // Nothing has changed since, and the machine that keeps no ledger finds the issue all the same.
    let before = office.writes();
    assert_eq!((office.alert(&[]).code, office.writes()), (1, before));
    office.runs_well();
    let ran = office.alert(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let issue = office.issue();
    assert_eq!((&issue["state"], &issue["state_reason"]), (&"closed".into(), &"completed".into()));
    assert!(issue["body"].as_str().unwrap().starts_with("All is well again"));
    let over: Vec<String> = first.iter().map(|id| format!("{id}/recovered")).collect();
    let heard = office.heard();
    assert!(over.iter().all(|id| heard.contains(id)) && heard.len() == 2 * first.len(), "{heard:?}");
    let before = office.writes();
    assert_eq!((office.alert(&[]).code, office.writes()), (0, before));
    // It begins again on the same day: the same issue, and a new message.
    office.fails();
    assert_eq!(office.alert(&[]).code, 1);
    assert_eq!(office.issue()["state"], "open");
    let again = office.heard().into_iter().skip(heard.len()).collect::<Vec<_>>();
    assert!(again.iter().any(|id| id.starts_with("alert/run-failed/") && id.ends_with(".2")), "{again:?}");
}

#[test]
fn what_a_person_has_closed_stays_closed_until_something_else_is_wrong() {
    let office = Office::new(200);
    office.fails();
    office.alert(&[]);
    office.change("state", "closed");
    let ran = office.alert(&[]);
    assert_eq!((office.issue()["state"].as_str(), ran.code), (Some("closed"), 1));
    assert!(ran.err.contains("a person has closed the issue"), "{}", ran.err);
    assert_eq!(office.scene.run(&["run", "weekly", "--repo", "./project", "--no-backfill"]).code, 0);
    office.alert(&[]);
    assert_eq!(office.issue()["state"], "open", "{:?}", office.heard());
    // A stranger's issue with our marker is not ours.
    let office = Office::new(200);
    office.fails();
    office.alert(&[]);
    office.change("user", json!({ "type": "User", "login": "ann" }));
    office.alert(&[]);
    office.issue();
    office.change("user", json!({ "type": "User", "login": "mallory" }));
    office.alert(&[]);
    assert_eq!(office.issues.lock().unwrap().len(), 2);
}

#[test]
fn a_dry_run_tells_nobody_and_a_stop_holds_back_alerts_too() {
    let office = Office::new(200);
    office.fails();
    let ran = office.alert(&["--dry-run"]);
    assert_eq!((ran.code, office.writes()), (1, 0));
    for words in ["POST /repos/octo/ops/issues\n", "POST ${HOOK}\n", "\"event\":\"alert\""] {
        assert!(ran.out.contains(words), "`{words}` is missing in {}", ran.out);
    }
    assert!(!office.scene.path("data/ledger").exists());
    office.scene.write("data/STOP", "");
    let ran = office.alert(&[]);
    assert_eq!((ran.code, office.writes()), (5, 0), "{}", ran.err);
    assert!(ran.err.contains("data/STOP is there"), "{}", ran.err);
    std::fs::remove_file(office.scene.path("data/STOP")).unwrap();
    let ran = office.alert(&["--json"]);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["alerts"][0]["result"]["status"], "published", "{document:#}");
    assert_eq!(document["error_rate"], json!({ "runs": 1, "failed": 1, "degraded": 0 }));
}

#[test]
fn an_alert_that_does_not_arrive_is_said_and_tried_again() {
    let office = Office::new(403);
    office.fails();
    let ran = office.alert(&[]);
    assert_eq!((ran.code, ran.err.contains("did not reach team")), (1, true), "{}", ran.err);
    office.runs_well();
    assert_eq!(office.alert(&[]).code, 0, "nobody heard of it, so nobody need hear that it is over");
    let late = Office::new(200);
    late.fails();
    late.alert(&[]);
    late.runs_well();
    late.scene.write("sparky.toml", &CONFIG.replace("HOOK", "GONE"));
    let ran = late.alert(&[]);
    assert_eq!((ran.code, ran.err.contains("GONE")), (3, true), "{}", ran.err);
}

#[test]
fn alerts_that_could_reach_nobody_are_wrong_usage() {
    let scene = Scene::new(1);
    let ran = scene.run(&["health", "--alert", "--offline"]);
    assert_eq!((ran.code, ran.err.contains("alerts.issue_repo")), (2, true), "{}", ran.err);
    let folder = "[[targets]]\nname = \"site\"\nkind = \"folder\"\npath = \"out\"\n";
    for (config, words) in [
        (format!("[alerts]\ntargets = [\"site\"]\n{folder}"), "it is no chat, no webhook and no mail"),
        ("[alerts]\ntargets = [\"nobody\"]\n".to_owned(), "no target is called that"),
        ("[alerts]\nquota_percent = 101\n".to_owned(), "a percentage is from 1 to 100"),
        ("[alerts]\nissue_repo = \"octo\"\n".to_owned(), "sparky.toml:2:"),
    ] {
        scene.write("sparky.toml", &config);
        let ran = scene.run(&["health", "--offline"]);
        assert_eq!((ran.code, ran.err.contains(words)), (2, true), "{words}: {}", ran.err);
    }
}

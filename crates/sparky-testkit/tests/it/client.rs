//! A world, its server, and a client without any judgement.

use serde_json::{Value, json};
use sparky_testkit::world::{Commit, Issue, PullRequest, Release, Repository, Review};
use sparky_testkit::{FakeGitHub, TestClock, World};

/// A server and its clock.
pub(crate) struct Scene {
    pub(crate) github: FakeGitHub,
    pub(crate) clock: TestClock,
    http: reqwest::Client,
}

impl Scene {
    pub(crate) fn new(world: World) -> Self {
        let clock = TestClock::at("2026-07-13T06:00:00Z");
        let http = reqwest::Client::builder().no_proxy().user_agent("test").build().unwrap();
        Self { github: FakeGitHub::start(world, clock.clone()), clock, http }
    }

    pub(crate) async fn post(&self, token: Option<&str>, body: &Value) -> reqwest::Result<reqwest::Response> {
        let request = self.http.post(self.github.graphql_url()).json(body);
        match token {
            Some(token) => request.bearer_auth(token).send().await,
            None => request.send().await,
        }
    }

    /// The body of an answer to a good request.
    pub(crate) async fn ask(&self, query: &str, variables: Value) -> Value {
        let response = self.post(Some("t"), &json!({ "query": query, "variables": variables })).await.unwrap();
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }
}

/// `acme/engine` with commits at noon from the 6th to the 10th, pull requests 1 to 5, issues 6 to 8, and a release.
pub(crate) fn small() -> World {
    let mut engine = Repository::new("acme/engine");
    for day in 6..=10 {
        engine.push(Commit::new("ada", &format!("2026-07-{day:02}T12:00:00Z"), &format!("Day {day}\n\nBody")));
    }
    for number in 1..=5 {
        let time = format!("2026-07-0{number}T08:00:00Z");
        engine.pull_requests.push(PullRequest::new(number, "ada", &time, &format!("Change {number}")));
    }
    engine.pull_requests[1].reviews.push(Review::new("grace", "APPROVED", "2026-07-09T08:00:00Z"));
    engine.pull_requests[0] = engine.pull_requests[0].clone().merged("grace", "2026-07-04T08:00:00Z");
    engine.pull_requests[0].closes.push(6);
    for number in 6..=8 {
        engine.issues.push(Issue::new(number, "dependabot[bot]", "2026-07-01T08:00:00Z", &format!("Fault {number}")));
    }
    engine.issues[1].author = None;
    engine.issues[2] = engine.issues[2].clone().closed("2026-07-05T08:00:00Z");
    engine.releases.push(Release::new("v1.0.0", "ada", "2026-07-10T12:30:00Z"));
    let mut world = World::of([engine, Repository::new("ada/empty")]);
    world.organizations.push("acme".to_owned());
    world
}

/// What stands in `field` of every entry of a list, page by page.
pub(crate) async fn all(scene: &Scene, query: &str, at: &str, field: &str, variables: Value) -> Vec<Value> {
    let (mut found, mut variables) = (Vec::new(), variables);
    loop {
        let answer = scene.ask(query, variables.clone()).await;
        let list = answer.pointer(at).unwrap_or_else(|| panic!("{answer}"));
        found.extend(list["nodes"].as_array().unwrap().iter().map(|node| node[field].clone()));
        if list["pageInfo"]["hasNextPage"] == false {
            return found;
        }
        variables["after"] = list["pageInfo"]["endCursor"].clone();
    }
}

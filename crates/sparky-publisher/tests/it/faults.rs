//! A thousand runs that are killed or lose an answer at some point: never two messages, never one that nobody knows of.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use serde_json::{Value, json};
use sparky_github::{GitHub, Settings};
use sparky_publisher::{ChatKind, Config, GitHubKind, Older, TargetKind, Web};
use sparky_schema::publication::Status;
use sparky_store::RecordState;
use sparky_testkit::{FakeService, Received, Response, TestClock};
use tokio::sync::Notify;

use crate::scene::{Clock, DAILY, Scene, one};
use crate::services::secret;

const SCENARIOS: usize = 1000;

/// What happens to a request that would write.
#[derive(Clone, Copy)]
enum Fate {
    Good,
    /// Taken, and the answer is lost.
    Lost,
    /// Taken, and the one who sent it dies.
    Killed,
    /// Not taken.
    Refused,
}

/// A service that takes everything it is sent as a new message.
#[derive(Default)]
struct Taken {
    /// Of this scenario; what an earlier one left on its way counts no more.
    path: String,
    fates: Vec<Fate>,
    messages: Vec<Value>,
}

/// The same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn fates(&mut self) -> Vec<Fate> {
        let each = [Fate::Good, Fate::Lost, Fate::Killed, Fate::Refused];
        (0..2).map(|_| each[self.below(4) as usize]).collect()
    }
}

impl Taken {
    fn answer(&mut self, request: &Received, death: &Notify) -> Response {
        if request.method == "GET" {
            let number = request.path.rsplit('/').next().and_then(|name| name.parse::<usize>().ok());
            return Response::json(
                200,
                &match number {
                    Some(number) => self.messages[number - 1].clone(),
                    None => Value::Array(self.messages.clone()),
                },
            );
        }
        if !request.path.contains(&self.path) {
            return Response::text(204, "");
        }
        let fate = self.fates.pop().unwrap_or(Fate::Good);
        if matches!(fate, Fate::Refused) {
            return Response::text(400, "no");
        }
        let sent: Value = serde_json::from_str(&request.body).unwrap();
        let number = self.messages.len() + 1;
        let message = json!({ "number": number, "id": number.to_string(), "title": sent["title"], "body": sent["body"],
                              "html_url": "https://example.org/1", "author_association": "OWNER" });
        self.messages.push(message.clone());
        match fate {
            Fate::Good => Response::json(201, &message),
            Fate::Killed => {
                death.notify_one();
                Response::lost()
            }
            _ => Response::lost(),
        }
    }
}

/// Ends after so many steps, as if the machine went away.
struct Mortal<F> {
    life: Pin<Box<F>>,
    steps: u64,
}

impl<F: Future> Future for Mortal<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.steps == 0 {
            return Poll::Ready(None);
        }
        self.steps -= 1;
        self.life.as_mut().poll(context).map(Some)
    }
}

fn kind(service: &FakeService, issues: &TargetKind, scenario: usize) -> (TargetKind, String) {
    let path = format!("/hooks/{scenario}/");
    let url = secret("HOOK_URL", &format!("{}{path}", service.url()));
    match scenario % 3 {
        0 => (ChatKind::Webhook { url, key: secret("HOOK_KEY", "k") }.into(), path),
        1 => (ChatKind::Discord { url }.into(), format!("/hooks/{scenario}")),
        _ => (issues.clone(), "/repos/octo/docs/issues".to_owned()),
    }
}

fn issues(service: &FakeService) -> TargetKind {
    let http = reqwest::Client::builder().timeout(Duration::from_millis(500)).build().unwrap();
    let settings = Settings { max_wait: Duration::ZERO, ..Settings::of(format!("{}/graphql", service.url()), "t") };
    let github =
        Arc::new(GitHub::new(&settings, http, Arc::new(Clock(TestClock::at("2026-07-09T06:00:00Z")))).unwrap());
    GitHubKind::Issue { github, repo: "octo/docs".to_owned(), rolling: false, older: Older::default() }.into()
}

#[tokio::test]
async fn a_thousand_kills_and_lost_answers_make_one_message_or_a_question() {
    let (taken, death) = (Arc::new(Mutex::new(Taken::default())), Arc::new(Notify::new()));
    let (shared, bell) = (Arc::clone(&taken), Arc::clone(&death));
    let service = FakeService::start(move |request| shared.lock().unwrap().answer(request, &bell));
    let (issues, web, mut chance) = (issues(&service), Web::new(Duration::from_millis(500)).unwrap(), Chance(7));
    let mut ends = [0; 2];
    for scenario in 0..SCENARIOS {
        let (kind, path) = kind(&service, &issues, scenario);
        let (scene, config) = (Scene::fast(), one(kind));
        let can_be_asked = matches!(config.targets[0].kind, TargetKind::GitHub(_));
        *taken.lock().unwrap() = Taken { path, fates: chance.fates(), messages: Vec::new() };
        for _ in 0..2 {
            // What dies while a request is on its way to a service that is asked next would be a race of the test.
            let steps = if can_be_asked { u64::MAX } else { 1 + chance.below(30) };
            let life = Mortal { life: Box::pin(scene.publish_over(&config, &web)), steps };
            tokio::select! {
                biased;
                () = death.notified() => {}
                _ = life => {}
            }
        }
        taken.lock().unwrap().fates.clear();
        let status = end(&scene, &config, &web).await;
        let messages = taken.lock().unwrap().messages.len();
        assert!(messages <= 1, "{scenario}: {messages} messages");
        let record = scene.ledger().read("docs", DAILY).unwrap().unwrap();
        match status {
            Status::Published | Status::Unchanged => {
                assert_eq!((messages, record.state), (1, RecordState::Published), "{scenario}");
                ends[0] += 1;
            }
            Status::Uncertain => {
                assert!(record.state == RecordState::Intended && !can_be_asked, "{scenario}");
                ends[1] += 1;
            }
            other => panic!("{scenario}: {other:?}"),
        }
    }
    // Both ends are met often, or the test tests nothing.
    assert!(ends.iter().all(|count| *count > SCENARIOS / 10), "{ends:?}");
}

/// What a calm run says in the end.
async fn end(scene: &Scene, config: &Config, web: &Web) -> Status {
    scene.publish_over(config, web).await.publication.targets[0].status
}

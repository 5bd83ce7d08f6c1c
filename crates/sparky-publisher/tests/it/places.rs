//! Every kind of service at an emulation of the real one, so that a test can do the same to all of them.

mod git_http;
mod on_github;

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use sparky_publisher::{ChatKind, NetworkKind, Secret, TargetKind};
use sparky_testkit::{FakeService, Meddling, Received, Response};

pub(crate) use self::git_http::{GitHttp, TOKEN};
use crate::networks::patient;
use crate::scene::Scene;
use crate::services::secret;
use crate::storm::Reach;
use crate::{blogs, storm};

/// A service of any kind.
pub(crate) struct Place {
    pub(crate) name: String,
    /// As a new run finds it: a client remembers what a service said.
    pub(crate) kind: Box<dyn Fn() -> TargetKind>,
    pub(crate) service: Reach,
    /// How often it is there in full.
    pub(crate) copies: Box<dyn Fn() -> usize>,
}

impl Place {
    /// From now on this is asked about each request first.
    pub(crate) fn meddle(&self, meddle: impl FnMut(&Received) -> Option<Meddling> + Send + 'static) {
        let mut meddle = Some(meddle);
        (self.service)(&mut |service| meddle.take().into_iter().for_each(|meddle| service.meddle(meddle)));
    }

    /// From now on nothing goes wrong.
    pub(crate) fn calm(&self) {
        (self.service)(&mut |service| service.calm());
    }

    /// The requests of the service, for a test that fails.
    pub(crate) fn told(&self) -> String {
        let mut told = String::new();
        (self.service)(&mut |service| {
            let line = |request: &Received| format!("{} {} {}\n", request.method, request.path, request.body);
            told = service.log().iter().map(line).collect();
        });
        told
    }

    /// What was held on its way arrives.
    pub(crate) fn let_go(&self) {
        (self.service)(&mut |service| service.let_go());
    }
}

pub(crate) fn is_write(received: &Received) -> bool {
    let query = serde_json::from_str::<Value>(&received.body).unwrap_or_default();
    let is_question = query["query"].as_str().is_some_and(|query| !query.starts_with("mutation"));
    let only_reads = ["createSession", "git-upload-pack"].iter().any(|end| received.path.ends_with(end));
    received.method != "GET" && !is_question && !only_reads
}

pub(crate) fn is_read(received: &Received) -> bool {
    !is_write(received)
}

/// A hook that answers like this to everything.
fn hook(name: &str, kind: fn(Secret) -> ChatKind, answer: fn() -> Response) -> Place {
    let arrived = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&arrived);
    let service = FakeService::start(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        answer()
    });
    let kind = TargetKind::from(kind(secret("HOOK_URL", &format!("{}/hook", service.url()))));
    let posts = move || arrived.load(Ordering::SeqCst);
    let kind = Box::new(move || kind.clone());
    Place { name: name.to_owned(), kind, service: Box::new(move |act| act(&service)), copies: Box::new(posts) }
}

fn hooks() -> Vec<Place> {
    let signed = |url| ChatKind::Webhook { url, key: secret("HOOK_KEY", "k") };
    vec![
        hook("webhook", signed, || Response::text(204, "")),
        hook("slack-webhook", |url| ChatKind::SlackWebhook { url }, || Response::text(200, "ok")),
        hook("discord", |url| ChatKind::Discord { url }, || Response::json(200, &json!({ "id": "42" }))),
    ]
}

pub(crate) fn places() -> Vec<Place> {
    let mut places = hooks();
    places.extend(networks(false));
    places.extend(blogs::Fake::all().into_iter().map(blog));
    places.extend(on_github::texts());
    places
}

/// Those that hold files, which are compared with what they should hold.
pub(crate) fn docs() -> Vec<Place> {
    vec![on_github::docs(false), on_github::docs(true), git_http::place()]
}

/// Networks that take a text in several posts.
pub(crate) fn threads() -> Vec<Place> {
    networks(true)
}

/// Networks and chats; with threads, only networks that have them.
fn networks(thread: bool) -> Vec<Place> {
    let named = |place: storm::Place| {
        let name = match &place.kind {
            TargetKind::Network(NetworkKind::Mastodon(_)) => "mastodon",
            TargetKind::Network(NetworkKind::Bluesky(_)) => "bluesky",
            TargetKind::Network(NetworkKind::X(_)) => "x",
            TargetKind::Network(NetworkKind::LinkedIn(_)) => "linkedin",
            TargetKind::Chat(ChatKind::Slack(_)) => "slack",
            TargetKind::Chat(ChatKind::Teams { .. }) => "teams",
            _ => "telegram",
        };
        let (name, kind) = (if thread { format!("{name} (thread)") } else { name.to_owned() }, place.kind);
        Place { name, kind: Box::new(move || kind.clone()), service: place.service, copies: place.posts }
    };
    storm::places_of(thread).into_iter().map(named).collect()
}

fn blog(fake: blogs::Fake) -> Place {
    let (kind, fake) = (TargetKind::from(fake.kind()), Rc::new(fake));
    let meddled = Rc::clone(&fake);
    Place {
        name: fake.needs[0].to_owned(),
        kind: Box::new(move || kind.clone()),
        service: Box::new(move |act| act(&meddled.service)),
        copies: Box::new(move || fake.counts().0),
    }
}

pub(crate) fn scene() -> Scene {
    let mut scene = patient();
    scene.rendered[1].bytes =
        b"<html><body><main><h1>A quiet day</h1><p>Little happened.</p></main></body></html>".to_vec();
    scene.content.items[0].thread = storm::FOLLOWING.iter().map(ToString::to_string).collect();
    scene
}

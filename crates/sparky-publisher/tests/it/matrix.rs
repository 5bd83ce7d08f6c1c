//! Every service under every fault: the honest status, never two posts, never one that nobody knows of, and the next run
//! finishes the job.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use sparky_github::{GitHub, Settings};
use sparky_publisher::{ChatKind, GitHubKind, NetworkKind, Older, Secret, TargetKind, settle};
use sparky_schema::publication::{Status, TargetResult};
use sparky_testkit::{FakeService, Meddling, Received, Response, TestClock};

use crate::github::forge::Forge;
use crate::networks::patient;
use crate::scene::{Clock, DAILY, Scene, one};
use crate::services::secret;
use crate::storm::Reach;
use crate::{blogs, storm};

/// A service of any kind.
struct Place {
    name: String,
    /// As a new run finds it: a client remembers what a service said.
    kind: Box<dyn Fn() -> TargetKind>,
    service: Reach,
    posts: Box<dyn Fn() -> usize>,
}

impl Place {
    fn meddle(&self, wrong: Wrong, which: fn(&Received) -> bool, times: usize) {
        (self.service)(&mut |service| {
            let mut left = times;
            service.meddle(move |received| {
                if !which(received) || left == 0 {
                    return None;
                }
                left -= 1;
                Some(wrong.meddling())
            });
        });
    }

    fn calm(&self) {
        (self.service)(&mut |service| service.calm());
    }
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wrong {
    /// It is not taken, and this status comes back.
    Refused(u16),
    /// It is not taken, and a proxy says so.
    Down,
    /// It is not taken, and a page for people comes back.
    Page,
    /// It is not taken, and the connection breaks.
    ResetBefore,
    /// It is taken, and nothing, something else or half of the answer comes back.
    ResetAfter,
    EmptyAfter,
    PageAfter,
    DownAfter,
    Truncated,
    Malformed,
}

const REFUSALS: [u16; 8] = [401, 402, 403, 404, 410, 413, 422, 429];

impl Wrong {
    fn all() -> Vec<Self> {
        let refusals = REFUSALS.into_iter().map(Self::Refused);
        let others = [Self::Down, Self::Page, Self::ResetBefore, Self::ResetAfter, Self::EmptyAfter, Self::PageAfter];
        refusals.chain(others).chain([Self::DownAfter, Self::Truncated, Self::Malformed]).collect()
    }

    fn meddling(self) -> Meddling {
        let page = || Response::text(200, "<!doctype html><html><body>Welcome to the hotel</body></html>");
        match self {
            Self::Refused(429) => Meddling::Before(Response::text(429, "slow down").with("retry-after", "7")),
            Self::Refused(status) => {
                let said = json!({ "error": "no", "message": "no", "title": "no", "detail": "no", "status": status });
                Meddling::Before(Response::json(status, &said))
            }
            Self::Down => Meddling::Before(Response::text(500, "<html>oops</html>")),
            Self::Page => Meddling::Before(page()),
            Self::ResetBefore => Meddling::Before(Response::lost()),
            Self::ResetAfter => Meddling::After(Response::lost()),
            Self::EmptyAfter => Meddling::After(Response::text(200, "")),
            Self::PageAfter => Meddling::After(page()),
            Self::DownAfter => Meddling::After(Response::text(503, "<html>try later</html>")),
            Self::Truncated => Meddling::Truncated,
            Self::Malformed => Meddling::Malformed,
        }
    }
}

fn is_write(received: &Received) -> bool {
    let query = serde_json::from_str::<Value>(&received.body).unwrap_or_default();
    let is_question = query["query"].as_str().is_some_and(|query| !query.starts_with("mutation"));
    received.method != "GET" && !is_question && !received.path.ends_with("createSession")
}

fn is_read(received: &Received) -> bool {
    !is_write(received)
}

fn any(_: &Received) -> bool {
    true
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
    Place { name: name.to_owned(), kind, service: Box::new(move |act| act(&service)), posts: Box::new(posts) }
}

fn hooks() -> Vec<Place> {
    let signed = |url| ChatKind::Webhook { url, key: secret("HOOK_KEY", "k") };
    vec![
        hook("webhook", signed, || Response::text(204, "")),
        hook("slack-webhook", |url| ChatKind::SlackWebhook { url }, || Response::text(200, "ok")),
        hook("discord", |url| ChatKind::Discord { url }, || Response::json(200, &json!({ "id": "42" }))),
    ]
}

fn client(base: &str) -> Arc<GitHub> {
    let http = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
    let settings = Settings { max_wait: Duration::ZERO, ..Settings::of(format!("{base}/graphql"), "t") };
    let clock = Arc::new(Clock(TestClock::at("2026-07-09T06:00:00Z")));
    Arc::new(GitHub::new(&settings, http, clock).unwrap())
}

/// A kind by its name.
type OnGitHub = (&'static str, fn(Arc<GitHub>) -> GitHubKind);

fn on_github() -> Vec<Place> {
    let kinds: [OnGitHub; 4] = [
        ("github-issue", |github| GitHubKind::Issue {
            github,
            repo: "octo/docs".to_owned(),
            rolling: false,
            older: Older::default(),
        }),
        ("github-comment", |github| GitHubKind::Comment {
            github,
            repo: "octo/docs".to_owned(),
            issue: 7,
            rolling: false,
        }),
        ("github-discussion", |github| {
            let (repo, category) = ("octo/docs".to_owned(), "show and tell".to_owned());
            GitHubKind::Discussion { github, repo, category, rolling: false }
        }),
        ("github-release", |github| {
            let (repo, tag) = ("octo/docs".to_owned(), "v1".to_owned());
            GitHubKind::Release { github, repo, tag, rolling: false }
        }),
    ];
    let place = |(name, kind): OnGitHub| {
        let forge = Rc::new(Forge::start());
        let release = json!({ "id": 5, "tag_name": "v1", "body": "Notes.", "html_url": "https://github.com/r/v1" });
        forge.change(|world| world.release = release);
        let base = forge.service.url();
        let kind = move || kind(client(&base)).into();
        let meddled = Rc::clone(&forge);
        let posts = move || {
            forge.change(|world| {
                let sections = world.release["body"].as_str().unwrap().matches("A quiet day").count();
                world.comments.len() + world.discussions.len() + world.issues.len() + sections
            })
        };
        let service = move |act: &mut dyn FnMut(&FakeService)| act(&meddled.service);
        Place { name: name.to_owned(), kind: Box::new(kind), service: Box::new(service), posts: Box::new(posts) }
    };
    kinds.into_iter().map(place).collect()
}

fn places() -> Vec<Place> {
    let mut places = hooks();
    places.extend(storm::places().into_iter().map(|place| {
        let name = match &place.kind {
            TargetKind::Network(NetworkKind::Mastodon(_)) => "mastodon",
            TargetKind::Network(NetworkKind::Bluesky(_)) => "bluesky",
            TargetKind::Network(NetworkKind::X(_)) => "x",
            TargetKind::Network(NetworkKind::LinkedIn(_)) => "linkedin",
            TargetKind::Chat(ChatKind::Slack(_)) => "slack",
            TargetKind::Chat(ChatKind::Teams { .. }) => "teams",
            _ => "telegram",
        };
        let kind = Box::new(move || place.kind.clone());
        Place { name: name.to_owned(), kind, service: place.service, posts: place.posts }
    }));
    places.extend(blogs::Fake::all().into_iter().map(|fake| {
        let (kind, fake) = (TargetKind::from(fake.kind()), Rc::new(fake));
        let meddled = Rc::clone(&fake);
        Place {
            name: fake.needs[0].to_owned(),
            kind: Box::new(move || kind.clone()),
            service: Box::new(move |act| act(&meddled.service)),
            posts: Box::new(move || fake.counts().0),
        }
    }));
    places.extend(on_github());
    places
}

fn scene() -> Scene {
    let mut scene = patient();
    scene.rendered[1].bytes =
        b"<html><body><main><h1>A quiet day</h1><p>Little happened.</p></main></body></html>".to_vec();
    scene
}

async fn publish(scene: &Scene, place: &Place) -> TargetResult {
    scene.publish(&one((place.kind)())).await.targets.remove(0)
}

/// Runs again, with a person who settles what is uncertain by what is there, until nothing is left to do.
async fn finish(scene: &Scene, place: &Place, context: &str) {
    for _ in 0..4 {
        let result = publish(scene, place).await;
        let there = (place.posts)();
        assert!(there <= 1, "{context}: {there} posts");
        match result.status {
            Status::Unchanged => return assert_eq!(there, 1, "{context}: {result:?}"),
            Status::Published | Status::Updated => assert_eq!(there, 1, "{context}: {result:?}"),
            Status::Uncertain => drop(settle(&scene.ledger(), "docs", DAILY, there == 0)),
            _ => unreachable!("{context}: {result:?}"),
        }
    }
    unreachable!("{context}: it never ends");
}

#[tokio::test]
async fn a_write_that_fails_in_any_way_is_told_as_it_is_and_the_next_run_finishes_the_job() {
    for wrong in Wrong::all() {
        for place in places() {
            let scene = scene();
            let context = format!("{} {wrong:?}", place.name);
            place.meddle(wrong, is_write, 1);
            let result = publish(&scene, &place).await;
            let there = (place.posts)();
            let error = result.error.clone().unwrap_or_default();
            match (wrong, result.status) {
                (Wrong::Refused(status), Status::Failed) => {
                    let word = match status {
                        402 => "402",
                        429 => "7",
                        _ => "",
                    };
                    assert!(error.contains(word) && there == 0, "{context}: {error}");
                    place.calm();
                    let next = publish(&scene, &place).await;
                    assert_eq!((next.status, (place.posts)()), (Status::Published, 1), "{context}: {next:?}");
                }
                (Wrong::Refused(_), _) => panic!("{context}: {result:?}"),
                // A webhook of one's own has said all it has to say with 200.
                (Wrong::Page, Status::Published) if place.name == "webhook" => continue,
                // One that says `published` must be right.
                (_, Status::Published) => assert_eq!(there, 1, "{context}"),
                // One that says `failed` says that nothing was sent.
                (_, Status::Failed) => assert_eq!(there, 0, "{context}: {error}"),
                (_, Status::Uncertain) => assert!(there <= 1 && !error.is_empty(), "{context}"),
                _ => panic!("{context}: {result:?}"),
            }
            place.calm();
            finish(&scene, &place, &context).await;
        }
    }
}

#[tokio::test]
async fn a_service_that_is_ill_altogether_gets_the_item_when_it_is_well_again() {
    let ill =
        [Wrong::Refused(401), Wrong::Refused(410), Wrong::Refused(429), Wrong::Down, Wrong::Page, Wrong::ResetBefore];
    for wrong in ill {
        for place in places() {
            let scene = scene();
            let context = format!("{} all {wrong:?}", place.name);
            place.meddle(wrong, any, usize::MAX);
            for _ in 0..2 {
                let result = publish(&scene, &place).await;
                let told = matches!(result.status, Status::Failed | Status::Uncertain);
                // A webhook of one's own has said all it has to say with 200.
                let is_deaf = place.name == "webhook" && wrong == Wrong::Page;
                assert!(is_deaf || (told && result.error.is_some()), "{context}: {result:?}");
                if is_deaf {
                    break;
                }
            }
            place.calm();
            if place.name != "webhook" || wrong != Wrong::Page {
                finish(&scene, &place, &context).await;
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_looked_for_after_a_lost_answer_stays_uncertain() {
    // The look that follows the lost answer fails, and so does the next run's.
    for place in places() {
        let scene = scene();
        let context = format!("{} blind", place.name);
        (place.service)(&mut |service| {
            let mut has_written = false;
            service.meddle(move |received| match (is_write(received), has_written) {
                (true, false) => {
                    has_written = true;
                    Some(Meddling::After(Response::lost()))
                }
                (_, true) if is_read(received) => Some(Meddling::Before(Response::text(503, "<html>"))),
                _ => None,
            });
        });
        for _ in 0..2 {
            let result = publish(&scene, &place).await;
            assert_eq!(result.status, Status::Uncertain, "{context}: {result:?}");
            assert_eq!((place.posts)(), 1, "{context}");
        }
        place.calm();
        finish(&scene, &place, &context).await;
    }
}

//! X.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use sparky_publisher::{NetworkKind, XAccount, XCredentials, XKeys, settle};
use sparky_schema::content::{ItemKind, Platform};
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::{TEXT, checked, id, post_mut, publish, scene, status};
use crate::fakes::x::{self, BEARER, KEYS, X};
use crate::fakes::{Fake, Fault};
use crate::scene::{Clock, one};
use crate::services::secret;

fn account(fake: &Fake<X>, token: &str) -> XAccount {
    let credentials = XCredentials::Bearer(secret("X_TOKEN", token));
    XAccount { base_url: fake.url(), credentials, links: false, thread: false }
}

fn signed(fake: &Fake<X>, token_secret: &str) -> XAccount {
    let keys = XKeys {
        consumer_key: secret("X_KEY", KEYS[0]),
        consumer_secret: secret("X_KEY_SECRET", KEYS[1]),
        token: secret("X_ACCESS", KEYS[2]),
        token_secret: secret("X_ACCESS_SECRET", token_secret),
    };
    XAccount { credentials: XCredentials::Keys(Box::new(keys)), ..account(fake, "") }
}

fn texts(fake: &Fake<X>) -> Vec<String> {
    fake.state().posts.values().map(|(text, _)| text.clone()).collect()
}

#[tokio::test]
async fn a_post_has_no_link_unless_links_are_paid_for() {
    for (links, text, cost) in [(false, "Merged: a parser", 0.015), (true, TEXT, 0.2)] {
        let (scene, fake) = (scene(TEXT), x::start());
        let kind = NetworkKind::X(XAccount { links, ..account(&fake, BEARER) });
        let first = publish(&scene, &kind).await;
        assert_eq!((first.status, first.cost_usd), (Status::Published, Some(cost)), "{:?}", first.error);
        assert_eq!(first.url.unwrap(), "https://x.com/i/status/1900000000000000001");
        let again = publish(&scene, &kind).await;
        assert_eq!((again.status, again.cost_usd, fake.writes()), (Status::Unchanged, None, 1));
        assert_eq!(texts(&fake), [text]);
    }
}

#[tokio::test]
async fn every_request_is_signed_with_the_keys_of_oauth_1() {
    let (scene, fake) = (scene("Merged: a parser & more, 100 % by ann"), x::start());
    let kind = NetworkKind::X(signed(&fake, KEYS[3]));
    fake.plan(Fault::Dropped);
    assert_eq!(status(&scene, &kind).await, Status::Published, "found in the timeline, which is signed with a query");
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 1));
    let refused = publish(&super::scene("Another"), &NetworkKind::X(signed(&fake, "hunter2"))).await;
    let error = refused.error.unwrap();
    assert!(error.contains("X_ACCESS") && error.contains("Read and write") && !error.contains("hunter2"), "{error}");
}

#[tokio::test]
async fn a_request_that_had_to_wait_is_signed_anew() {
    let (scene, fake) = (scene("Merged: a parser"), x::start());
    let web = scene.web().waiting(Arc::new(Clock(scene.clock.0.clone())), Duration::from_secs(900));
    fake.plan(Fault::Instead(|| Response::text(429, "").with("retry-after", "600")));
    let mut config = one(NetworkKind::X(signed(&fake, KEYS[3])));
    config.targets[0].items = vec![ItemKind::Social];
    scene.publish_over(&config, &web).await;
    assert_eq!(texts(&fake), ["Merged: a parser"]);
    let signatures: BTreeSet<String> =
        fake.service.log().iter().map(|received| received.headers["authorization"].clone()).collect();
    assert_eq!((signatures.len(), fake.service.log().len()), (2, 2));
}

#[tokio::test]
async fn what_cannot_be_looked_up_is_left_to_a_person() {
    let (mut scene, fake) = (scene(TEXT), x::start());
    fake.state().blind = true;
    let kind = NetworkKind::X(account(&fake, BEARER));
    fake.plan(Fault::Dropped);
    for _ in 0..2 {
        let result = publish(&scene, &kind).await;
        assert!(result.status == Status::Uncertain && result.error.unwrap().contains("--settle"));
    }
    assert_eq!(fake.writes(), 1);
    settle(&scene.ledger(), "docs", &id(Platform::X), true).unwrap();
    // The person was wrong: X knows the text.
    assert_eq!((status(&scene, &kind).await, fake.state().posts.len()), (Status::Uncertain, 1));
    settle(&scene.ledger(), "docs", &id(Platform::X), false).unwrap();
    assert_eq!(status(&scene, &kind).await, Status::Unchanged);
    post_mut(&mut scene, Platform::X).text = Some("Another text".to_owned());
    let left = publish(&scene, &kind).await;
    assert!(left.status == Status::Skipped && left.error.unwrap().contains("cannot be changed"));
}

#[tokio::test]
async fn a_text_that_does_not_fit_is_refused_or_goes_on_where_a_thread_is_paid_for() {
    let long: String = (10..22).map(|n| format!("Sentence {n} of some length that says nothing at all. ")).collect();
    let (scene, fake) = (scene(&long), x::start());
    let refused = publish(&scene, &NetworkKind::X(account(&fake, BEARER))).await;
    assert!(refused.status == Status::Failed && refused.error.unwrap().contains("280"));
    assert_eq!(fake.writes(), 0);
    let kind = NetworkKind::X(XAccount { thread: true, ..account(&fake, BEARER) });
    fake.plan(Fault::None);
    fake.plan(Fault::Dropped);
    let whole = publish(&scene, &kind).await;
    assert_eq!((whole.status, whole.cost_usd.map(|cost| (cost * 1000.0).round())), (Status::Published, Some(45.0)));
    let replies: Vec<_> = fake.state().posts.values().map(|(_, reply)| reply.is_some()).collect();
    assert_eq!((replies, status(&scene, &kind).await), (vec![false, true, true], Status::Unchanged));
}

#[tokio::test]
async fn refusals_and_checks() {
    let (scene, fake) = (scene(TEXT), x::start());
    for (token, word) in [("wrong", "X_TOKEN"), ("wrong", "tweet.write")] {
        let error = publish(&scene, &NetworkKind::X(account(&fake, token))).await.error.unwrap();
        assert!(error.contains(word), "{error}");
    }
    fake.plan(Fault::Instead(|| Response::text(402, r#"{"title":"CreditsDepleted"}"#)));
    let error = publish(&scene, &NetworkKind::X(account(&fake, BEARER))).await.error.unwrap();
    assert!(error.contains("paid") && error.contains("CreditsDepleted"), "{error}");
    let notes = checked(&scene, NetworkKind::X(account(&fake, BEARER)).into()).await.unwrap();
    assert_eq!(notes[0], "posts as @news");
    assert!(fake.state().posts.is_empty());
}

//! Taking back what networks and chats show: all of it, also when an answer is lost, and where nobody can, a person is
//! told what to do.

use std::collections::BTreeSet;

use sparky_publisher::{ChatKind, Config, MastodonAccount, NetworkKind, TargetKind, TelegramChat, settle, withdraw};
use sparky_schema::content::ItemKind;
use sparky_schema::publication::{Status, TargetResult};
use sparky_store::{Record, RecordState};
use sparky_testkit::{Received, Response};

use crate::fakes::{Fault, mastodon, telegram};
use crate::networks::patient;
use crate::scene::{DAILY, Scene, one};
use crate::services::secret;
use crate::storm::{self, places};

const ID: &str = "social/2026-07-08";

fn scene() -> Scene {
    let mut scene = patient();
    scene.content.items.clear();
    scene.add(ItemKind::Social, ID, "Merged: a parser");
    scene.content.items[0].text = Some("Merged: a parser".to_owned());
    scene
}

fn config(kind: &TargetKind) -> Config {
    let mut config = one(kind.clone());
    config.targets[0].items = vec![ItemKind::Social];
    config
}

async fn publish(scene: &Scene, config: &Config) -> Status {
    scene.publish(config).await.targets.remove(0).status
}

async fn take_back(scene: &Scene, config: &Config) -> TargetResult {
    let (ledger, web) = (scene.ledger(), scene.web());
    withdraw(ID, config, scene.doors(&web, &ledger)).await.remove(0)
}

#[tokio::test]
async fn what_was_taken_back_is_gone_although_an_answer_is_lost_and_is_not_sent_again() {
    for place in places() {
        let (scene, config) = (scene(), config(&place.kind));
        assert_eq!(publish(&scene, &config).await, Status::Published);
        if matches!(place.kind, TargetKind::Chat(ChatKind::Teams { .. })) {
            let told = take_back(&scene, &config).await;
            let error = told.error.unwrap();
            assert!(told.status == Status::Failed && error.contains("delete the message in Teams"), "{error}");
            assert!(error.contains("--settle docs"), "{error}");
            settle(&scene.ledger(), "docs", ID, false).unwrap();
            assert_eq!(take_back(&scene, &config).await.status, Status::Withdrawn);
            continue;
        }
        (place.plan)(Fault::Dropped);
        let lost = take_back(&scene, &config).await;
        assert_eq!(lost.status, Status::Uncertain, "{:?}: {lost:?}", place.kind);
        let again = take_back(&scene, &config).await;
        assert_eq!((again.status, &again.error), (Status::Withdrawn, &None), "{:?}", place.kind);
        let writes = (place.writes)();
        assert_eq!(take_back(&scene, &config).await.status, Status::Withdrawn);
        assert_eq!(publish(&scene, &config).await, Status::Withdrawn);
        assert_eq!(((place.posts)(), (place.writes)()), (0, writes), "{:?}", place.kind);
    }
}

#[tokio::test]
async fn what_somebody_has_deleted_is_as_good_as_taken_back() {
    for answer in [|| Response::text(404, r#"{"error":"Record not found"}"#), || Response::text(410, "gone")] {
        let (scene, fake) = (scene(), mastodon::start());
        let config = config(&TargetKind::Network(account(&fake, false)));
        assert_eq!(publish(&scene, &config).await, Status::Published);
        fake.plan(Fault::Instead(answer));
        assert_eq!(take_back(&scene, &config).await.status, Status::Withdrawn);
    }
}

fn account(fake: &crate::fakes::Fake<mastodon::Mastodon>, thread: bool) -> NetworkKind {
    let token = secret("T", mastodon::TOKEN);
    NetworkKind::Mastodon(MastodonAccount { base_url: fake.url(), token, visibility: None, language: None, thread })
}

#[tokio::test]
async fn of_a_thread_every_part_goes_the_last_first() {
    let (mut scene, fake) = (scene(), mastodon::start());
    scene.content.items[0].thread = vec!["More.".to_owned(), "And more.".to_owned()];
    let config = config(&TargetKind::Network(account(&fake, true)));
    assert_eq!(publish(&scene, &config).await, Status::Published);
    fake.plan(Fault::None);
    fake.plan(Fault::Instead(|| Response::text(429, "").with("retry-after", "9")));
    assert_eq!(take_back(&scene, &config).await.status, Status::Failed);
    assert_eq!(fake.state().statuses.keys().copied().collect::<Vec<_>>(), [101, 102]);
    assert_eq!(take_back(&scene, &config).await.status, Status::Withdrawn);
    let deleted: Vec<String> =
        fake.service.log().iter().filter(|call| call.method == "DELETE").map(|call| call.path.clone()).collect();
    // The one that was gone already is asked for once more, which does no harm.
    let path = |id: u64| format!("/api/v1/statuses/{id}");
    assert_eq!(deleted, [103, 102, 103, 102, 101].map(path));
    assert!(fake.state().statuses.is_empty());
}

/// How many parts were deleted.
fn deletions(place: &storm::Place) -> usize {
    let mut deleted = BTreeSet::new();
    (place.service)(&mut |service| {
        let is_one = |call: &Received| call.method == "DELETE" || call.path.ends_with("deleteRecord");
        deleted.extend(service.log().into_iter().filter(is_one).map(|call| (call.path, call.body)));
    });
    deleted.len()
}

#[tokio::test]
async fn of_a_thread_that_was_found_again_every_part_goes_too() {
    for is_forgotten in [true, false] {
        for place in storm::places_of(true) {
            let mut scene = scene();
            scene.content.items[0].thread = storm::FOLLOWING.map(str::to_owned).to_vec();
            let config = config(&place.kind);
            if is_forgotten {
                assert_eq!(publish(&scene, &config).await, Status::Published);
                // All that is known is that it was to be sent: X is asked about nothing else.
                scene.ledger().write(&Record::intent("docs", ID, "0".repeat(64))).unwrap();
                assert_eq!(publish(&scene, &config).await, Status::Unchanged, "{:?}", place.kind);
            } else {
                // The answer to the last part is lost.
                [Fault::None, Fault::None, Fault::Dropped].into_iter().for_each(&place.plan);
                assert_eq!(publish(&scene, &config).await, Status::Published, "{:?}", place.kind);
            }
            assert_eq!((place.posts)(), 1);
            assert_eq!(take_back(&scene, &config).await.status, Status::Withdrawn);
            assert_eq!(deletions(&place), 3, "{:?}", place.kind);
        }
    }
}

#[tokio::test]
async fn of_what_was_cut_off_the_known_parts_go_and_a_person_looks_for_the_rest() {
    let (scene, fake) = (scene(), mastodon::start());
    let config = config(&TargetKind::Network(account(&fake, false)));
    let at = Some("2026-07-09T05:59:00Z".parse().unwrap());
    scene.ledger().write(&Record { at, ..Record::intent("docs", ID, "0".repeat(64)) }).unwrap();
    let told = take_back(&scene, &config).await;
    assert!(told.status == Status::Failed && told.error.unwrap().contains("nobody knows which one"));
    assert_eq!(scene.ledger().read("docs", ID).unwrap().unwrap().state, RecordState::Withdrawing);
    assert_eq!((publish(&scene, &config).await, fake.writes()), (Status::Withdrawn, 0));
}

#[tokio::test]
async fn what_telegram_keeps_after_two_days_a_person_deletes() {
    let (scene, fake) = (patient(), telegram::start());
    let token = secret("T", telegram::TOKEN);
    let chat = TelegramChat { base_url: fake.url(), chat_id: telegram::CHAT.to_owned(), token };
    let config = one(ChatKind::Telegram(chat));
    assert_eq!(publish(&scene, &config).await, Status::Published);
    fake.state().is_old = true;
    let told = scene.withdraw(&config).await;
    let error = told.error.unwrap();
    assert!(told.status == Status::Failed && error.contains("48 hours") && error.contains("https://t.me/"), "{error}");
    settle(&scene.ledger(), "docs", DAILY, true).unwrap();
    assert_eq!(publish(&scene, &config).await, Status::Unchanged, "a person said that it is still there");
}

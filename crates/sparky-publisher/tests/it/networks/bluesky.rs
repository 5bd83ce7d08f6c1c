//! Bluesky.

use std::time::Duration;

use sparky_publisher::{BlueskyAccount, NetworkKind};
use sparky_schema::content::Platform;
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::{checked, post_mut, publish, scene, status};
use crate::fakes::bluesky::{self, HANDLE, PASSWORD, Pds};
use crate::fakes::{Fake, Fault};
use crate::services::secret;

const TEXT: &str = "Größe 漢 👩‍👩‍👧: merged by @ann #rust #9\n\nhttps://example.org/daily";

fn account(fake: &Fake<Pds>, password: &str, thread: bool) -> NetworkKind {
    NetworkKind::Bluesky(BlueskyAccount {
        base_url: fake.url(),
        handle: HANDLE.to_owned(),
        password: secret("BLUESKY_PASSWORD", password),
        language: Some("en".to_owned()),
        thread,
    })
}

#[tokio::test]
async fn a_post_is_one_record_with_marks_and_a_card() {
    let (mut scene, fake) = (scene(TEXT), bluesky::start());
    let kind = account(&fake, PASSWORD, false);
    let first = publish(&scene, &kind).await;
    assert_eq!(first.status, Status::Published, "{first:?}");
    let (name, (record, _)) = fake.state().records.first_key_value().map(|(k, v)| (k.clone(), v.clone())).unwrap();
    assert_eq!(first.url.unwrap(), format!("https://bsky.app/profile/{HANDLE}/post/{name}"));
    assert_eq!(record["facets"].as_array().unwrap().len(), 2, "a tag and a link");
    assert_eq!(record["embed"]["external"]["uri"], "https://example.org/daily");
    assert_eq!((&record["langs"][0], &record["createdAt"]), (&"en".into(), &"2026-07-09T06:00:00.000Z".into()));
    scene.clock.0.advance(Duration::from_secs(3_600));
    let reads = fake.service.log().len();
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 1));
    assert_eq!(fake.service.log().len(), reads, "the time is not what a post is known by");
    std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 1));
    post_mut(&mut scene, Platform::Bluesky).text = Some("Another text".to_owned());
    assert_eq!((status(&scene, &kind).await, fake.state().records.len()), (Status::Updated, 1));
    assert_eq!(fake.state().sessions, 2, "one for each run that wrote");
}

#[tokio::test]
async fn a_thread_with_faults_everywhere_is_there_once() {
    let long = "A sentence of some length that says nothing at all. ".repeat(12);
    let (mut scene, fake) = (scene(&long), bluesky::start());
    post_mut(&mut scene, Platform::Bluesky).thread = vec!["A last word.".to_owned()];
    let kind = account(&fake, PASSWORD, true);
    fake.plan(Fault::Dropped);
    fake.plan(Fault::Instead(|| Response::text(502, "bad gateway")));
    assert_eq!(status(&scene, &kind).await, Status::Uncertain);
    fake.plan(Fault::Instead(|| Response::text(429, "").with("retry-after", "9")));
    assert_eq!(status(&scene, &kind).await, Status::Failed);
    assert_eq!(status(&scene, &kind).await, Status::Published);
    assert_eq!(status(&scene, &kind).await, Status::Unchanged);
    let texts: Vec<String> =
        fake.state().records.values().map(|(record, _)| record["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!((texts.len(), fake.state().commits), (4, 4));
    assert!(texts.contains(&"A last word.".to_owned()));
    let roots = fake.state().records.values().filter(|(record, _)| record.get("reply").is_none()).count();
    assert_eq!(roots, 1);
}

#[tokio::test]
async fn refusals_and_deletions() {
    let (mut scene, fake) = (scene(TEXT), bluesky::start());
    let refused = publish(&scene, &account(&fake, "wrong", false)).await;
    let error = refused.error.unwrap();
    assert!(refused.status == Status::Failed && error.contains("BLUESKY_PASSWORD") && error.contains("app password"));
    let kind = account(&fake, PASSWORD, false);
    assert_eq!(status(&scene, &kind).await, Status::Published);
    fake.state().records.clear();
    assert_eq!(status(&scene, &kind).await, Status::Unchanged, "the ledger knows");
    post_mut(&mut scene, Platform::Bluesky).text = Some("Another text".to_owned());
    let left = publish(&scene, &kind).await;
    assert!(left.status == Status::Skipped && left.error.unwrap().contains("deleted"));
    assert_eq!(checked(&scene, kind.into()).await.unwrap(), [format!("posts as @{HANDLE}")]);
    assert_eq!(fake.writes(), 1);
}

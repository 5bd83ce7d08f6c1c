//! Microsoft Teams.

use sparky_publisher::{ChatKind, settle};
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::{publish, scene, status};
use crate::fakes::Fault;
use crate::fakes::teams::{self, PATH};
use crate::scene::DAILY;
use crate::services::secret;

const LOST: &str = "Webhook message delivery failed with error:";

#[tokio::test]
async fn a_card_is_sent_once_within_what_teams_takes() {
    let (mut scene, fake) = (scene(), teams::start());
    let kind = ChatKind::Teams { url: secret("TEAMS_URL", &format!("{}{PATH}", fake.url())) };
    assert_eq!(status(&scene, &kind).await, Status::Published);
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 1));
    let texts: Vec<String> = fake.state()[0]["attachments"][0]["content"]["body"]
        .as_array()
        .unwrap()
        .iter()
        .map(|block| block["text"].as_str().unwrap().to_owned())
        .collect();
    assert!(texts[1].contains("**Parser & more**") && texts[1].contains("- **Parser**: [octo/docs#9](https://github"));
    assert!(texts[1].contains("@\u{200b}ann") && texts[1].contains("‹b›"), "{}", texts[1]);
    let key = scene.content.items[0].id.clone();
    scene.content.items[0].body_markdown = "Ein längerer Satz über \"nichts\". ".repeat(2000);
    settle(&scene.ledger(), "docs", &key, true).unwrap_err();
    std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
    assert_eq!(status(&scene, &kind).await, Status::Published);
}

#[tokio::test]
async fn refusals_and_what_nobody_knows() {
    let (scene, fake) = (scene(), teams::start());
    let wrong = ChatKind::Teams { url: secret("TEAMS_URL", &format!("{}/invoke?sig=no", fake.url())) };
    let error = publish(&scene, &wrong).await.error.unwrap();
    assert!(error.contains("TEAMS_URL") && !error.contains("sig=no"), "{error}");
    let kind = ChatKind::Teams { url: secret("TEAMS_URL", &format!("{}{PATH}", fake.url())) };
    fake.plan(Fault::Instead(|| Response::text(410, "retired")));
    assert_eq!(status(&scene, &kind).await, Status::Failed);
    // Addresses from before workflows say so with 200.
    fake.plan(Fault::Instead(|| {
        Response::text(200, &format!("{LOST} Microsoft Teams endpoint returned HTTP error 400"))
    }));
    let result = publish(&scene, &kind).await;
    assert!(result.status == Status::Failed && result.error.unwrap().contains("HTTP error 400"));
    fake.plan(Fault::Instead(|| {
        Response::text(200, &format!("{LOST} Microsoft Teams endpoint returned HTTP error 429"))
    }));
    let result = publish(&scene, &kind).await;
    assert!(result.status == Status::Failed && result.error.unwrap().contains("60 seconds"));
    fake.plan(Fault::Dropped);
    for _ in 0..2 {
        assert_eq!(status(&scene, &kind).await, Status::Uncertain);
    }
    assert_eq!(fake.state().len(), 1);
    settle(&scene.ledger(), "docs", DAILY, false).unwrap();
    assert_eq!(status(&scene, &kind).await, Status::Unchanged);
}

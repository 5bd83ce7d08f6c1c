//! What goes out when, after what and with whose consent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sparky_publisher::{ChatKind, Config, FilesKind, Keeper, Rules, Schedule, TargetConfig, approve, withdraw};
use sparky_schema::content::ItemKind;
use sparky_schema::publication::Status;
use sparky_store::RecordState;
use sparky_testkit::{FakeService, Response};

use crate::scene::{DAILY, Scene, one, statuses, target};
use crate::services::secret;

fn folder(scene: &Scene, name: &str) -> TargetConfig {
    target(name, FilesKind::Folder { path: scene.path(name) })
}

fn hook(service: &FakeService) -> ChatKind {
    ChatKind::Webhook { url: secret("HOOK_URL", &service.url()), key: secret("HOOK_KEY", "k") }
}

#[tokio::test]
async fn quiet_hours_and_dates_hold_back_what_is_new() {
    let scene = Scene::new();
    // The clock shows 06:00 UTC, which is 08:00 in Berlin; the window ended at midnight UTC.
    for (not_before, quiet, waits) in [
        ("", "05:00-07:00", true),
        ("", "22:00-07:00", true),
        ("", "22:00-06:00", false),
        ("05:30", "", false),
        ("06:30", "", true),
        ("2026-07-09T06:00:01Z", "", true),
        ("2026-07-09", "", false),
        ("2026-07-10", "", true),
    ] {
        let parse =
            Schedule { not_before: not_before.parse().ok(), quiet_hours: quiet.parse().ok(), ..Schedule::default() };
        let config = Config { schedule: parse, dry_run: true, ..one(FilesKind::Folder { path: scene.path("site") }) };
        let expected = if waits { Status::Waiting } else { Status::Published };
        assert_eq!(statuses(&scene.publish(&config).await), [expected], "{not_before} {quiet}");
    }
    let zone =
        Schedule { zone: chrono_tz::Europe::Berlin, quiet_hours: "22:00-07:30".parse().ok(), ..Schedule::default() };
    let config = Config { schedule: zone.clone(), ..one(FilesKind::Folder { path: scene.path("site") }) };
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Published]);
    // What is there already is not held back, so that nothing seems to wait.
    let quiet = Schedule { quiet_hours: "00:00-23:59".parse().ok(), ..zone };
    let config = Config { schedule: quiet, ..config };
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Unchanged]);
    assert!("25:00-1".parse::<sparky_publisher::QuietHours>().unwrap_err().contains("22:00-07:00"));
    assert!("soon".parse::<sparky_publisher::NotBefore>().unwrap_err().contains("08:30"));
}

#[tokio::test]
async fn nothing_passes_a_review_until_a_person_approves_this_very_text() {
    let mut scene = Scene::new();
    let config = Config { review: true, ..one(FilesKind::Folder { path: scene.path("site") }) };
    let publication = scene.publish(&config).await;
    assert_eq!(statuses(&publication), [Status::Waiting]);
    assert!(
        publication.targets[0].error.as_ref().unwrap().contains("sparky publish daily --date 2026-07-08 --approve")
    );
    approve(&scene.content, &config, &scene.ledger()).unwrap();
    assert_eq!(scene.ledger().read("docs", DAILY).unwrap().unwrap().state, RecordState::Approved);
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Published]);
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Unchanged]);
    scene.content.items[0].body_markdown = "Something else.".to_owned();
    scene.edit("# Something else\n");
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Waiting]);
    approve(&scene.content, &config, &scene.ledger()).unwrap();
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Updated]);
}

#[tokio::test]
async fn a_target_waits_for_the_one_that_it_comes_after() {
    let scene = Scene::new();
    let service = FakeService::start(|_| Response::text(400, "no"));
    let after = |mut target: TargetConfig, name: &str| {
        target.rules = Rules { after: Some(name.to_owned()), ..Rules::default() };
        target
    };
    let blog = target("blog", hook(&service));
    let config = Config { targets: vec![after(folder(&scene, "site"), "blog"), blog], ..Config::default() };
    let publication = scene.publish(&config).await;
    assert_eq!(statuses(&publication), [Status::Waiting, Status::Failed]);
    assert!(publication.targets[0].error.as_ref().unwrap().contains("`blog`"));
    let config =
        Config { targets: vec![after(folder(&scene, "site"), "first"), folder(&scene, "first")], ..Config::default() };
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Published, Status::Published]);
    let circle = vec![after(folder(&scene, "a"), "b"), after(folder(&scene, "b"), "a"), folder(&scene, "c")];
    let publication = scene.publish(&Config { targets: circle, ..Config::default() }).await;
    assert_eq!(publication.targets[2].status, Status::Published);
    assert!(publication.targets[0].error.as_ref().unwrap().contains("wait for each other"));
}

#[tokio::test]
async fn a_target_takes_what_its_filters_let_through() {
    let mut scene = Scene::new();
    scene.content.repositories = Some(vec!["octo/core".to_owned(), "octo/web-site".to_owned()]);
    scene.content.impact = Some(5.0);
    for (patterns, least, expected) in [
        (&["octo/*"][..], None, Status::Published),
        (&["OCTO/Core"], None, Status::Published),
        (&["*/web-*"], Some(5.0), Status::Published),
        (&["other/*", "octo/cor"], None, Status::Skipped),
        (&[], Some(5.5), Status::Skipped),
    ] {
        let mut config = Config { dry_run: true, ..one(FilesKind::Folder { path: scene.path("site") }) };
        let repositories = patterns.iter().map(ToString::to_string).collect();
        config.targets[0].rules = Rules { repositories, min_impact: least, ..Rules::default() };
        assert_eq!(statuses(&scene.publish(&config).await), [expected], "{patterns:?} {least:?}");
    }
}

#[tokio::test]
async fn what_was_taken_back_is_gone_and_stays_away() {
    let mut scene = Scene::new();
    let bare = scene.bare("docs.git");
    let service = FakeService::start(|request| match request.method.as_str() {
        "DELETE" => Response::text(204, ""),
        _ => Response::json(200, &serde_json::json!({ "id": "42" })),
    });
    let url = || secret("HOOK_URL", &service.url());
    let targets = vec![
        folder(&scene, "site"),
        target("docs", bare.target()),
        target("feed", FilesKind::Feed { path: scene.path("feed") }),
        target("hook", hook(&service)),
        target("discord", ChatKind::Discord { url: url() }),
        target("slack", ChatKind::SlackWebhook { url: url() }),
    ];
    let mut config = Config { targets, ..Config::default() };
    config.targets.remove(5);
    assert!(statuses(&scene.publish(&config).await).iter().all(|status| *status == Status::Published));
    let writes = service.writes();
    let ledger = scene.ledger();
    let web = scene.web();
    let taken = withdraw(DAILY, &config, scene.doors(&web, &ledger)).await;
    assert!(taken.len() == 5 && taken.iter().all(|result| result.status == Status::Withdrawn), "{taken:?}");
    assert!(!scene.path("site/daily/2026-07-08.md").exists() && !scene.path("site/daily/2026-07-08.html").exists());
    assert_eq!(bare.files(), ["README.md"]);
    assert!(!std::fs::read_to_string(scene.path("feed/feed.json")).unwrap().contains(DAILY));
    assert_eq!(service.writes(), writes + 2);
    scene.edit("# Changed\n");
    assert!(statuses(&scene.publish(&config).await).iter().all(|status| *status == Status::Withdrawn));
    let again = withdraw(DAILY, &config, scene.doors(&web, &ledger)).await;
    assert!(again.iter().all(|result| result.status == Status::Withdrawn));
    assert_eq!(service.writes(), writes + 2);
}

#[tokio::test]
async fn where_nothing_can_be_taken_back_a_person_is_told() {
    let scene = Scene::new();
    let service = FakeService::start(|_| Response::text(200, "ok"));
    let config = one(ChatKind::SlackWebhook { url: secret("HOOK_URL", &service.url()) });
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Published]);
    let (ledger, web) = (scene.ledger(), scene.web());
    let taken = withdraw(DAILY, &config, scene.doors(&web, &ledger)).await;
    let error = taken[0].error.as_ref().unwrap();
    assert!(
        taken[0].status == Status::Failed && error.contains("by hand") && error.contains("--settle docs"),
        "{error}"
    );
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Withdrawn]);
    sparky_publisher::settle(&ledger, "docs", DAILY, false).unwrap();
    let publication = scene.publish(&config).await;
    assert_eq!((publication.targets[0].status, &publication.targets[0].error), (Status::Withdrawn, &None));
    assert_eq!(service.writes(), 1);
    assert!(withdraw("daily/2020-01-01", &config, scene.doors(&web, &ledger)).await.is_empty());
}

#[tokio::test]
async fn intents_are_stored_before_the_first_call_and_nothing_is_sent_when_they_cannot_be() {
    let mut scene = Scene::new();
    scene.add(ItemKind::Weekly, "weekly/2026-W28", "# A week\n");
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let service = FakeService::start(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        Response::text(400, "no")
    });
    let ledger = scene.ledger();
    let seen = ledger.clone();
    let keeper = Keeper::new(move || {
        let both = [DAILY, "weekly/2026-W28"].map(|item| seen.read("docs", item).unwrap().unwrap());
        assert!(both.iter().all(|record| record.state == RecordState::Intended && record.ahead));
        assert_eq!(calls.load(Ordering::SeqCst), 0);
        Ok(())
    });
    let config = Config { keeper: Some(keeper), ..one(hook(&service)) };
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Failed, Status::Failed]);
    // What was refused for certain leaves nothing behind.
    assert_eq!((service.writes(), ledger.read("docs", DAILY).unwrap()), (2, None));
    let broken = Config { keeper: Some(Keeper::new(|| Err("the branch is protected".to_owned()))), ..config.clone() };
    let publication = scene.publish(&broken).await;
    assert_eq!((statuses(&publication), service.writes()), (vec![Status::Failed; 2], 2));
    assert!(publication.targets[0].error.as_ref().unwrap().contains("the branch is protected"));
    assert_eq!(ledger.read("docs", DAILY).unwrap(), None);
}

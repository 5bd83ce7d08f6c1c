//! Services that take a message twice if they are sent it twice: whatever happens in between, there is one, or a person
//! is asked.

use sparky_publisher::{ChatKind, Config, FilesKind, Secret, Stop, TargetKind, settle};
use sparky_schema::publication::Status;
use sparky_store::Record;
use sparky_testkit::{FakeService, Response};

use crate::scene::{DAILY, Scene, one, statuses, target};

const KEY: &str = "hunter2";

type Answer = fn() -> Response;

pub(crate) fn secret(variable: &str, value: &str) -> Secret {
    Secret { variable: variable.to_owned(), value: value.into() }
}

/// Every service that cannot be asked, and a good answer of each.
fn services(url: &str) -> Vec<(TargetKind, Answer)> {
    let url = || secret("HOOK_URL", &format!("{url}/hooks/{KEY}"));
    vec![
        (ChatKind::Webhook { url: url(), key: secret("HOOK_KEY", KEY) }.into(), || Response::text(204, "")),
        (ChatKind::SlackWebhook { url: url() }.into(), || Response::text(200, "ok")),
        (ChatKind::Discord { url: url() }.into(), || Response::json(200, &serde_json::json!({ "id": "42" }))),
    ]
}

/// A service that answers first like this, then well.
fn first(answer: Answer, then: Answer) -> FakeService {
    let mut answers = 0;
    FakeService::start(move |_| {
        answers += 1;
        if answers == 1 { answer() } else { then() }
    })
}

#[tokio::test]
async fn one_message_however_often_it_is_published() {
    for index in 0..3 {
        let scene = Scene::new();
        let good = services("")[index].1;
        let service = FakeService::start(move |_| good());
        let kind = services(&service.url())[index].0.clone();
        assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Published);
        assert_eq!(scene.publish_to(kind).await.status, Status::Unchanged);
        assert_eq!(service.writes(), 1);
    }
}

#[tokio::test]
async fn what_nobody_knows_is_never_sent_again_until_a_person_says_so() {
    let troubles: [Answer; 4] =
        [Response::lost, Response::silence, || Response::text(502, "gateway"), || Response::text(500, "oops")];
    for trouble in troubles {
        for index in 0..3 {
            let scene = Scene::new();
            let service = first(trouble, services("")[index].1);
            let kind = services(&service.url())[index].0.clone();
            for _ in 0..2 {
                let result = scene.publish_to(kind.clone()).await;
                let error = result.error.unwrap();
                assert_eq!(result.status, Status::Uncertain, "{error}");
                assert!(error.contains("sparky publish daily --settle docs daily/2026-07-08"), "{error}");
                assert!(!error.contains(KEY), "{error}");
            }
            assert_eq!(service.writes(), 1);
            settle(&scene.ledger(), "docs", DAILY, index == 0).unwrap();
            let expected = if index == 0 { (Status::Published, 2) } else { (Status::Unchanged, 1) };
            assert_eq!((scene.publish_to(kind).await.status, service.writes()), expected);
            assert!(settle(&scene.ledger(), "docs", DAILY, true).is_err());
        }
    }
}

#[tokio::test]
async fn a_run_that_was_killed_before_or_after_the_call_leaves_one_message_or_none() {
    for index in 0..3 {
        let scene = Scene::new();
        let service = FakeService::start(|_| Response::lost());
        scene.ledger().write(&Record::intent("docs", DAILY, "0".repeat(64))).unwrap();
        let result = scene.publish_to(services(&service.url())[index].0.clone()).await;
        assert_eq!((result.status, service.writes()), (Status::Uncertain, 0));
    }
}

#[tokio::test]
async fn what_was_refused_for_certain_is_sent_again_by_the_next_run() {
    let refusals: [(Answer, &str); 6] = [
        (|| Response::text(400, "no"), "status 400"),
        (|| Response::text(403, "invalid_token hunter2"), "secret is valid"),
        (|| Response::text(404, "no_service"), "does not exist"),
        (|| Response::text(410, "gone"), "no longer"),
        (|| Response::text(429, "slow down").with("retry-after", "7"), "7 seconds"),
        (|| Response::text(307, "").with("location", "http://127.0.0.1:9/"), "not followed"),
    ];
    for (refusal, word) in refusals {
        for index in 0..3 {
            let scene = Scene::new();
            let service = first(refusal, services("")[index].1);
            let kind = services(&service.url())[index].0.clone();
            let result = scene.publish_to(kind.clone()).await;
            let error = result.error.unwrap();
            assert!(result.status == Status::Failed && error.contains(word), "{error}");
            assert_eq!(scene.publish_to(kind).await.status, Status::Published);
            assert_eq!(service.writes(), 2);
        }
    }
}

#[tokio::test]
async fn a_page_of_somebody_else_is_no_answer_of_slack_or_discord() {
    for index in 1..3 {
        let scene = Scene::new();
        let service = FakeService::start(|_| Response::text(200, "<html>Welcome to the hotel</html>"));
        let result = scene.publish_to(services(&service.url())[index].0.clone()).await;
        assert_eq!((result.status, service.writes()), (Status::Uncertain, 1));
    }
}

#[tokio::test]
async fn nothing_goes_out_without_encryption_or_to_nobody() {
    let scene = Scene::new();
    for (url, word) in [
        ("http://hooks.invalid/x", "use https"),
        ("nonsense", "cannot be read"),
        ("http://127.0.0.1:1", "cannot be reached"),
    ] {
        let result = scene.publish_to(ChatKind::SlackWebhook { url: secret("HOOK_URL", url) }).await;
        let error = result.error.unwrap();
        assert!(result.status == Status::Failed && error.contains(word) && error.contains("${HOOK_URL}"), "{error}");
    }
    assert_eq!(scene.ledger().read("docs", DAILY).unwrap(), None);
}

#[tokio::test]
async fn one_that_fails_holds_back_no_other() {
    let scene = Scene::new();
    let (bad, good) = (FakeService::start(|_| Response::silence()), FakeService::start(|_| Response::text(200, "ok")));
    let hook = |service: &FakeService| ChatKind::SlackWebhook { url: secret("HOOK_URL", &service.url()) };
    let unusable = TargetKind::Unusable("set TOKEN".to_owned());
    let targets = vec![target("bad", hook(&bad)), target("none", unusable), target("good", hook(&good))];
    let config = Config { targets, ..Config::default() };
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Uncertain, Status::Failed, Status::Published]);
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Uncertain, Status::Failed, Status::Unchanged]);
    assert_eq!((bad.writes(), good.writes()), (1, 1));
}

#[tokio::test]
async fn a_dry_run_shows_the_request_without_secrets_and_sends_nothing() {
    for index in 0..3 {
        let scene = Scene::new();
        let service = FakeService::start(|_| Response::text(200, "ok"));
        let config = Config { dry_run: true, ..one(services(&service.url())[index].0.clone()) };
        let published = scene.publish_in_full(&config).await;
        let shown = format!("{:?}", published.requests);
        assert!(shown.contains("${HOOK_URL}") && shown.contains("A quiet day") && !shown.contains(KEY), "{shown}");
        assert_eq!((service.log().len(), scene.ledger().read("docs", DAILY).unwrap()), (0, None));
    }
}

#[tokio::test]
async fn the_stop_holds_back_everything() {
    let scene = Scene::new();
    let service = FakeService::start(|_| Response::text(200, "ok"));
    let file = scene.path("STOP");
    let mut config = one(ChatKind::SlackWebhook { url: secret("HOOK_URL", &service.url()) });
    config.targets.push(target("site", FilesKind::Folder { path: scene.path("site") }));
    config.stop = Stop { thrown: true, files: vec![file.clone()] };
    for thrown in [true, false] {
        std::fs::write(&file, "").unwrap();
        config.stop.thrown = thrown;
        let published = scene.publish_in_full(&config).await;
        assert_eq!(statuses(&published.publication), [Status::Waiting, Status::Waiting]);
        assert!(published.stopped.unwrap().contains(if thrown { "publish.stop" } else { "STOP" }));
    }
    assert!(service.log().is_empty() && !scene.path("site").exists());
    std::fs::remove_file(&file).unwrap();
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Published, Status::Published]);
}

#[tokio::test]
async fn a_discord_message_is_changed_in_place() {
    let mut scene = Scene::new();
    let service = FakeService::start(|_| Response::json(200, &serde_json::json!({ "id": "42" })));
    let kind = ChatKind::Discord { url: secret("HOOK_URL", &format!("{}/hook", service.url())) };
    assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Published);
    scene.content.items[0].body_markdown = "@everyone, much happened.".to_owned();
    assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Updated);
    assert_eq!(scene.publish_to(kind).await.status, Status::Unchanged);
    let log = service.log();
    let calls: Vec<_> = log.iter().map(|request| (request.method.as_str(), request.path.as_str())).collect();
    assert_eq!(calls, [("POST", "/hook?wait=true"), ("PATCH", "/hook/messages/42")]);
    assert!(log[1].body.contains(r#""allowed_mentions":{"parse":[]}"#) && !log[1].body.contains("@everyone"));
}

#[tokio::test]
async fn a_run_that_is_cut_off_anywhere_leaves_at_most_one_message() {
    for index in 0..3 {
        for moment in 0..40 {
            let scene = Scene::new();
            let good = services("")[index].1;
            let service = FakeService::start(move |_| good());
            let kind = services(&service.url())[index].0.clone();
            let run = scene.publish_to(kind.clone());
            // What a dropped future had sent and written is what a killed process leaves behind.
            let _ = tokio::time::timeout(std::time::Duration::from_micros(moment * 100), run).await;
            let status = scene.publish_to(kind.clone()).await.status;
            assert!(matches!(status, Status::Published | Status::Unchanged | Status::Uncertain), "{status:?}");
            if status == Status::Uncertain {
                settle(&scene.ledger(), "docs", DAILY, false).unwrap();
            }
            assert_eq!(scene.publish_to(kind).await.status, Status::Unchanged);
            assert!(service.writes() <= 1);
        }
    }
}

#[tokio::test]
async fn slack_gets_its_own_way_of_writing_in_pieces_that_it_takes() {
    let mut scene = Scene::new();
    let service = FakeService::start(|_| Response::text(200, "ok"));
    let long = "A sentence of some length that says nothing at all. ".repeat(400);
    scene.content.items[0].body_markdown = format!(
        "## Merged & done\n\n- **Parser**: [octo/docs#9](https://github.com/octo/docs/pull/9) by \\_ann\\_ <!channel>\n\n{long}"
    );
    let url = secret("HOOK_URL", &service.url());
    assert_eq!(scene.publish_to(ChatKind::SlackWebhook { url }).await.status, Status::Published);
    let body: serde_json::Value = serde_json::from_str(&service.log()[0].body).unwrap();
    let blocks = body["blocks"].as_array().unwrap();
    let texts: Vec<&str> = blocks.iter().map(|block| block["text"]["text"].as_str().unwrap()).collect();
    assert!(texts[1].starts_with("*Merged &amp; done*\n\n• *Parser*: <https://github.com/octo/docs/pull/9|octo/docs#"));
    assert!(texts[1].contains("by _ann_ &lt;!channel&gt;") && !texts[1].contains("#9"), "{}", texts[1]);
    assert!(texts[1..].iter().all(|text| text.len() <= 3000), "{texts:?}");
    assert!(texts[1..].iter().map(|text| text.len()).sum::<usize>() <= 12_000 && texts.last().unwrap().ends_with('…'));
}

#[tokio::test]
async fn a_webhook_is_signed_so_that_its_receiver_can_check_it() {
    let scene = Scene::new();
    let service = FakeService::start(|_| Response::text(204, ""));
    let (url, key) = (secret("HOOK_URL", &service.url()), secret("HOOK_KEY", KEY));
    scene.publish_to(ChatKind::Webhook { url, key }).await;
    let request = &service.log()[0];
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, KEY.as_bytes());
    let digits = request.headers["x-sparky-signature-256"].strip_prefix("sha256=").unwrap();
    let tag: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap()).collect();
    aws_lc_rs::hmac::verify(&key, request.body.as_bytes(), &tag).unwrap();
    assert_eq!(request.headers["idempotency-key"], "docs/daily/2026-07-08");
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!((&body["item"]["id"], &body["event"]), (&DAILY.into(), &"published".into()));
}

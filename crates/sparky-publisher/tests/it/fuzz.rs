//! Whatever a service answers: the item is there, or is not, or nobody knows; never a panic, and never a second post where
//! the first may have arrived.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use sparky_github::{GitHub, Settings};
use sparky_publisher::{
    BlueskyAccount, ChatKind, GitHubKind, LinkedInAccount, MastodonAccount, NetworkKind, Older, SlackChannel,
    TargetKind, TelegramChat, XAccount, XCredentials,
};
use sparky_testkit::{FakeService, Response, reshaped};

use crate::scene::{Clock, Scene, one};
use crate::services::secret;

/// Strange answers for each service.
const CASES: u64 = 5;

fn kinds(url: &str) -> Vec<TargetKind> {
    let (base_url, token, hook) = (url.to_owned(), secret("T", "t"), secret("U", &format!("{url}/hook")));
    let (language, thread) = (None, false);
    let http = reqwest::Client::builder().timeout(Duration::from_millis(500)).build().unwrap();
    let settings = Settings { max_wait: Duration::ZERO, ..Settings::of(format!("{url}/graphql"), "t") };
    let github = Arc::new(GitHub::new(&settings, http, Arc::new(Clock::new())).unwrap());
    vec![
        ChatKind::Webhook { url: hook.clone(), key: token.clone() }.into(),
        ChatKind::SlackWebhook { url: hook.clone() }.into(),
        ChatKind::Discord { url: hook.clone() }.into(),
        ChatKind::Teams { url: hook }.into(),
        ChatKind::Slack(SlackChannel { base_url: base_url.clone(), channel: "C1".to_owned(), token: token.clone() })
            .into(),
        ChatKind::Telegram(TelegramChat { base_url: base_url.clone(), chat_id: "1".to_owned(), token: token.clone() })
            .into(),
        NetworkKind::Mastodon(MastodonAccount {
            base_url: base_url.clone(),
            token: token.clone(),
            visibility: None,
            language: language.clone(),
            thread,
        })
        .into(),
        NetworkKind::Bluesky(BlueskyAccount {
            base_url: base_url.clone(),
            handle: "a.example".to_owned(),
            password: token.clone(),
            language,
            thread,
        })
        .into(),
        NetworkKind::X(XAccount {
            base_url: base_url.clone(),
            credentials: XCredentials::Bearer(token.clone()),
            links: false,
            thread,
        })
        .into(),
        NetworkKind::LinkedIn(LinkedInAccount {
            base_url,
            author: "urn:li:person:a".to_owned(),
            token,
            version: "202606".to_owned(),
            visibility: "PUBLIC".to_owned(),
        })
        .into(),
        GitHubKind::Issue { github, repo: "octo/docs".to_owned(), rolling: true, older: Older::default() }.into(),
    ]
}

#[tokio::test]
async fn strange_answers_are_no_news_of_an_item() {
    let sample = json!({
        "ok": true, "channel": "C1", "ts": "1.2", "id": "42", "result": { "message_id": 7, "username": "bot" },
        "messages": [{ "ts": "1.2", "metadata": { "event_type": "sparky_item", "event_payload": { "key": "docs/daily/2026-07-08" } } }],
        "data": { "id": "9", "text": "x", "username": "me" }, "url": "https://x.example/1", "uri": "at://a/b/c", "cid": "d",
        "accessJwt": "a.b.c", "did": "did:plc:a", "number": 3, "html_url": "https://github.com/octo/docs/issues/3",
        "body": "<!-- sparky key=docs/daily item=x sha256=y -->", "title": "t", "configuration": { "statuses": { "max_characters": 500 } },
    });
    for index in 0..kinds("http://127.0.0.1:9").len() {
        let (sample, mut seed) = (sample.clone(), 0);
        let service = FakeService::start(move |_| {
            seed += 1;
            let shape = if seed % 3 == 0 { json!([sample.clone()]) } else { sample.clone() };
            Response::json([200, 200, 201, 404][usize::try_from(seed % 4).unwrap()], &reshaped(&shape, seed))
        });
        let kind = kinds(&service.url())[index].clone();
        for _ in 0..CASES {
            let scene = Scene::fast();
            let publication = scene.publish(&one(kind.clone())).await;
            assert_eq!(publication.targets.len(), 1);
            let _ = scene.check(&one(kind.clone())).await;
            let before = posts(&service);
            scene.publish(&one(kind.clone())).await;
            let after = posts(&service);
            assert!(after - before <= 1, "{index}");
        }
    }
}

/// Messages that were sent.
fn posts(service: &FakeService) -> usize {
    let log = service.log();
    let is_post = |path: &str| !["getChat", "createSession", "refreshSession"].iter().any(|call| path.contains(call));
    log.iter().filter(|request| request.method == "POST" && is_post(&request.path)).count()
}

//! Slack's Web API.

use sparky_publisher::{ChatKind, SlackChannel};
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::{publish, scene, status};
use crate::fakes::slack::{self, CHANNEL, Slack, TOKEN};
use crate::fakes::{Answer, Fake, Fault};
use crate::networks::checked;
use crate::services::secret;

fn channel(fake: &Fake<Slack>, token: &str, channel: &str) -> ChatKind {
    let token = secret("SLACK_TOKEN", token);
    ChatKind::Slack(SlackChannel { base_url: fake.url(), channel: channel.to_owned(), token })
}

#[tokio::test]
async fn a_message_is_there_once_and_is_changed_in_place() {
    let (mut scene, fake) = (scene(), slack::start());
    let kind = channel(&fake, TOKEN, CHANNEL);
    assert_eq!(status(&scene, &kind).await, Status::Published);
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 1));
    scene.content.items[0].body_markdown = "A sentence of some length. ".repeat(900) + "<!channel> @everyone";
    assert_eq!(status(&scene, &kind).await, Status::Updated);
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 2));
    assert_eq!(fake.state().messages.len(), 1);
}

#[tokio::test]
async fn a_lost_answer_and_a_lost_ledger_make_no_second_message() {
    for blind in [false, true] {
        let (mut scene, fake) = (scene(), slack::start());
        fake.state().blind = blind;
        let kind = channel(&fake, TOKEN, CHANNEL);
        fake.plan(Fault::Dropped);
        let expected =
            if blind { (Status::Uncertain, Status::Uncertain) } else { (Status::Published, Status::Unchanged) };
        assert_eq!((status(&scene, &kind).await, status(&scene, &kind).await), expected);
        if !blind {
            std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
            assert_eq!(status(&scene, &kind).await, Status::Unchanged);
            std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
            scene.content.items[0].title = "Anew".to_owned();
            assert_eq!(status(&scene, &kind).await, Status::Updated);
        }
        assert_eq!(fake.state().messages.len(), 1);
    }
}

#[tokio::test]
async fn an_answer_of_200_is_not_yet_a_good_one() {
    let (scene, fake) = (scene(), slack::start());
    let cases: [(&str, &str, &str); 2] = [("wrong", CHANNEL, "SLACK_TOKEN"), (TOKEN, "C404", "channel_not_found")];
    for (token, name, word) in cases {
        let result = publish(&scene, &channel(&fake, token, name)).await;
        let error = result.error.unwrap();
        assert!(result.status == Status::Failed && error.contains(word), "{error}");
    }
    let answers: [(Answer, Status, &str); 4] = [
        (
            || Response::text(200, r#"{"ok":false,"error":"missing_scope","needed":"chat:write"}"#),
            Status::Failed,
            "chat:write",
        ),
        (|| Response::text(200, r#"{"ok":false,"error":"ratelimited"}"#), Status::Failed, "60 seconds"),
        (|| Response::text(200, r#"{"ok":false,"error":"is_archived"}"#), Status::Failed, "is_archived"),
        (|| Response::text(200, "<html>"), Status::Uncertain, "no JSON"),
    ];
    for (answer, expected, word) in answers {
        fake.plan(Fault::Instead(answer));
        let result = publish(&scene, &channel(&fake, TOKEN, CHANNEL)).await;
        let error = result.error.unwrap();
        assert!(result.status == expected && error.contains(word), "{error}");
    }
    assert_eq!(status(&scene, &channel(&fake, TOKEN, CHANNEL)).await, Status::Published);
    assert_eq!(
        checked(&scene, channel(&fake, TOKEN, CHANNEL).into()).await.unwrap(),
        ["posts as news in T", "scopes: chat:write"]
    );
    assert!(checked(&scene, channel(&fake, "wrong", CHANNEL).into()).await.unwrap_err().contains("SLACK_TOKEN"));
}

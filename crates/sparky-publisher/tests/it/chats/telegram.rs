//! Telegram.

use sparky_publisher::{ChatKind, TelegramChat, settle};
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::{publish, scene, status};
use crate::fakes::telegram::{self, CHAT, TOKEN, Telegram};
use crate::fakes::{Answer, Fake, Fault};
use crate::networks::checked;
use crate::scene::DAILY;
use crate::services::secret;

fn chat(fake: &Fake<Telegram>, token: &str, chat: &str) -> ChatKind {
    let token = secret("TELEGRAM_TOKEN", token);
    ChatKind::Telegram(TelegramChat { base_url: fake.url(), chat_id: chat.to_owned(), token })
}

#[tokio::test]
async fn a_message_is_there_once_and_is_changed_in_place() {
    let (mut scene, fake) = (scene(), telegram::start());
    let kind = chat(&fake, TOKEN, CHAT);
    let first = publish(&scene, &kind).await;
    assert_eq!((first.status, first.url.as_deref()), (Status::Published, Some("https://t.me/news_channel/51")));
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 1));
    scene.content.items[0].body_markdown = "Anew, <b> & @all".to_owned();
    assert_eq!(status(&scene, &kind).await, Status::Updated);
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 2));
    let held: Vec<String> = fake.state().messages.values().cloned().collect();
    assert_eq!(held, ["<b>A quiet day</b>\n\nAnew, &lt;b&gt; &amp; @\u{200b}all"]);
}

#[tokio::test]
async fn a_long_text_is_several_messages_that_are_changed_one_by_one() {
    let (mut scene, fake) = (scene(), telegram::start());
    let kind = chat(&fake, TOKEN, CHAT);
    let paragraph = "A **sentence** of some length that says [nothing](https://example.org/x) & all. ".repeat(20);
    scene.content.items[0].body_markdown = [paragraph.as_str(); 8].join("\n\n");
    fake.plan(Fault::None);
    fake.plan(Fault::Instead(|| {
        Response::text(429, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":9}}"#)
    }));
    let cut = publish(&scene, &kind).await;
    assert!(cut.status == Status::Failed && cut.error.unwrap().contains("9 seconds"));
    assert_eq!(status(&scene, &kind).await, Status::Published);
    let many = fake.state().messages.len();
    assert!(many > 1 && fake.writes() == many + 1, "{many}");
    scene.content.items[0].body_markdown = scene.content.items[0].body_markdown.replace("says", "said");
    // The change is cut off in the middle: it is made again from the start, which does no harm.
    fake.plan(Fault::None);
    fake.plan(Fault::Dropped);
    assert_eq!(status(&scene, &kind).await, Status::Uncertain);
    assert_eq!(status(&scene, &kind).await, Status::Updated);
    assert_eq!(status(&scene, &kind).await, Status::Unchanged);
    let held: Vec<String> = fake.state().messages.values().cloned().collect();
    assert!(held.len() == many && held.iter().all(|text| !text.contains("says")));
}

#[tokio::test]
async fn refusals_and_what_nobody_knows_never_show_the_token() {
    let (scene, fake) = (scene(), telegram::start());
    for (token, name, word) in [("1:wrong", CHAT, "TELEGRAM_TOKEN"), (TOKEN, "@nobody", "chat not found")] {
        let result = publish(&scene, &chat(&fake, token, name)).await;
        let error = result.error.unwrap();
        assert!(result.status == Status::Failed && error.contains(word) && !error.contains(token), "{error}");
    }
    let kind = chat(&fake, TOKEN, CHAT);
    let refusals: [(Answer, &str); 3] = [
        (
            || Response::text(200, r#"{"ok":false,"error_code":400,"description":"can't parse entities"}"#),
            "can't parse",
        ),
        (|| Response::text(200, r#"{"ok":false,"error_code":403,"description":"bot was kicked"}"#), "TELEGRAM_TOKEN"),
        (|| Response::text(200, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":9}}"#), "9 seconds"),
    ];
    for (refusal, word) in refusals {
        fake.plan(Fault::Instead(refusal));
        let result = publish(&scene, &kind).await;
        assert!(result.status == Status::Failed && result.error.unwrap().contains(word));
    }
    fake.plan(Fault::Dropped);
    for _ in 0..2 {
        let result = publish(&scene, &kind).await;
        assert!(result.status == Status::Uncertain && !result.error.unwrap().contains("hunter2"));
    }
    assert_eq!(fake.state().messages.len(), 1);
    settle(&scene.ledger(), "docs", DAILY, false).unwrap();
    assert_eq!(status(&scene, &kind).await, Status::Unchanged);
    assert_eq!(checked(&scene, kind.into()).await.unwrap(), ["posts as @news_bot"]);
    assert!(checked(&scene, chat(&fake, TOKEN, "@nobody").into()).await.unwrap_err().contains("chat not found"));
}

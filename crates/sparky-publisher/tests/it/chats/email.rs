//! Mail.

use std::time::Duration;

use sparky_publisher::{ChatKind, MailList, settle};
use sparky_schema::publication::Status;

use super::{publish, scene, status};
use crate::fakes::smtp::{self, PASSWORD, USER};
use crate::networks::checked;
use crate::scene::DAILY;
use crate::services::secret;

fn list(url: &str, to: &[&str]) -> MailList {
    MailList {
        url: secret("SMTP_URL", url),
        from: format!("The News <{USER}>"),
        to: to.iter().map(|to| (*to).to_owned()).collect(),
        list_id: None,
        unsubscribe: Some("https://example.org/leave".to_owned()),
    }
}

fn kind(url: &str) -> ChatKind {
    ChatKind::Email(list(url, &["Ann <ann@example.org>", "bob@example.net"]))
}

#[tokio::test]
async fn a_mail_goes_out_once_with_both_parts_and_the_headers_of_a_list() {
    let (mut scene, server) = (scene(), smtp::start());
    scene.content.items[0].title = "A day\r\nBcc: eve@example.org — Größe".to_owned();
    let kind = kind(&server.url(PASSWORD));
    assert_eq!(status(&scene, &kind).await, Status::Published);
    assert_eq!(status(&scene, &kind).await, Status::Unchanged);
    let mails = server.state().mails.clone();
    assert_eq!((mails.len(), mails[0].from.as_str()), (1, USER));
    assert_eq!(mails[0].to, ["ann@example.org", "bob@example.net"]);
    let text = &mails[0].text;
    for header in [
        "Auto-Submitted: auto-generated\n",
        "List-Id: <sparky.example.org>\n",
        "List-Unsubscribe: <https://example.org/leave>\n",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n",
        "Content-Type: multipart/alternative",
        "Content-Type: text/plain; charset=utf-8\n",
        "Content-Type: text/html; charset=utf-8\n",
        "MIME-Version: 1.0\n",
        "PARSER & MORE\n",
        "- Parser: octo/docs#9 <https://github.com/octo/docs/pull/9> by",
        "Date: Thu, 9 Jul 2026 06:00:00 +0000\n",
        "@example.org>\n",
    ] {
        assert!(text.contains(header), "{header} in {text}");
    }
    assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("Date:")).count(), 1, "{text}");
    scene.clock.0.advance(Duration::from_secs(3_600));
    assert_eq!(status(&scene, &kind).await, Status::Unchanged, "the date is not what a mail is known by");
    assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 998));
    scene.content.items[0].body_markdown = "Anew".to_owned();
    let left = publish(&scene, &kind).await;
    assert!(left.status == Status::Skipped && left.error.unwrap().contains("cannot be changed"));
}

#[tokio::test]
async fn the_same_item_is_the_same_mail_after_a_person_said_that_it_was_lost() {
    let (scene, server) = (scene(), smtp::start());
    let kind = kind(&server.url(PASSWORD));
    server.state().drop_next = true;
    for _ in 0..2 {
        let result = publish(&scene, &kind).await;
        assert!(result.status == Status::Uncertain && result.error.unwrap().contains("--settle"));
    }
    assert_eq!(server.state().mails.len(), 1);
    settle(&scene.ledger(), "docs", DAILY, true).unwrap();
    assert_eq!(status(&scene, &kind).await, Status::Published);
    let mails = server.state().mails.clone();
    assert_eq!(mails[0].text, mails[1].text, "with the same Message-ID");
}

#[tokio::test]
async fn what_is_refused_for_certain_is_sent_by_the_next_run() {
    let (scene, server) = (scene(), smtp::start());
    let url = server.url(PASSWORD);
    let nobody = ChatKind::Email(list(&url, &["ann@example.org", "nobody@example.org"]));
    let nonsense = ChatKind::Email(list(&url, &["ann at example.org"]));
    let cases = [
        (kind(&server.url("wrong")), "SMTP_URL"),
        (nobody, "nobody@example.org"),
        (nonsense, "`ann at example.org` is no address"),
        (kind("smtp://127.0.0.1:1"), "cannot be reached"),
        (kind("https://127.0.0.1:1"), "smtps://"),
    ];
    for (kind, word) in cases {
        let result = publish(&scene, &kind).await;
        let error = result.error.unwrap();
        assert!(result.status == Status::Failed && error.contains(word) && !error.contains("wrong"), "{error}");
    }
    server.state().refuse_next = Some("451 4.7.1 Greylisted, try again");
    let error = publish(&scene, &kind(&url)).await.error.unwrap();
    assert!(error.contains("451") || error.contains("Greylisted"), "{error}");
    assert!(server.state().mails.is_empty());
    assert_eq!(status(&scene, &kind(&url)).await, Status::Published);
}

#[tokio::test]
async fn a_check_logs_in_and_sends_nothing() {
    let (scene, server) = (scene(), smtp::start());
    let notes = checked(&scene, kind(&server.url(PASSWORD)).into()).await.unwrap();
    assert_eq!(notes, ["the server takes mail for 2 recipients"]);
    assert!(checked(&scene, kind(&server.url("wrong")).into()).await.unwrap_err().contains("SMTP_URL"));
    assert!(server.state().mails.is_empty());
}

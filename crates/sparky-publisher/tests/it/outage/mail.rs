//! Mail under faults: one mail, or a person is asked, who looks.

use std::sync::Arc;

use sparky_publisher::{ChatKind, MailList, settle};
use sparky_schema::publication::Status;
use sparky_testkit::Dice;
use tokio::sync::Notify;

use super::text;
use crate::fakes::smtp::{self, FakeSmtp, PASSWORD, USER};
use crate::scene::{DAILY, one};
use crate::services::secret;

const SEEDS: u64 = 24;

fn list(server: &FakeSmtp) -> ChatKind {
    let (url, to) = (secret("SMTP_URL", &server.url(PASSWORD)), vec!["ann@example.org".to_owned()]);
    ChatKind::Email(MailList { url, from: USER.to_owned(), to, list_id: None, unsubscribe: None })
}

/// What goes wrong with the next mail.
fn fate(server: &FakeSmtp, dice: &mut Dice, death: &Arc<Notify>) {
    let mut state = server.state();
    match dice.roll(6) {
        0 => state.refuse_next = Some("451 4.7.1 Greylisted, try again"),
        1 => state.refuse_next = Some("554 5.7.1 Looks like spam"),
        2 => state.drop_next = true,
        3 => state.death = Some((Arc::clone(death), true)),
        4 => state.death = Some((Arc::clone(death), false)),
        _ => {}
    }
}

#[tokio::test]
async fn after_any_outage_a_mail_was_sent_once() {
    for seed in 0..SEEDS {
        let (server, scene, mut dice) = (smtp::start(), text(), Dice::new(seed));
        let config = one(list(&server));
        for _ in 0..1 + dice.roll(3) {
            let death = Arc::new(Notify::new());
            fate(&server, &mut dice, &death);
            let end = tokio::select! {
                biased;
                () = death.notified() => None,
                publication = scene.publish(&config) => Some(publication.targets[0].status),
            };
            let there = server.state().mails.len();
            assert!(there <= 1 && (end != Some(Status::Published) || there == 1), "{seed}: {there} {end:?}");
            (server.state().refuse_next, server.state().drop_next) = (None, false);
            server.state().death = None;
        }
        for _ in 0..4 {
            let status = scene.publish(&config).await.targets[0].status;
            let there = server.state().mails.len();
            match status {
                Status::Unchanged => break,
                Status::Uncertain => settle(&scene.ledger(), "docs", DAILY, there == 0).unwrap(),
                other => assert!(other == Status::Published && there == 1, "{seed}: {other:?}"),
            }
        }
        assert_eq!(server.state().mails.len(), 1, "{seed}");
        assert!(scene.ledger().read("docs", DAILY).unwrap().unwrap().is_published());
    }
}

//! Mastodon.

use sparky_publisher::{MastodonAccount, NetworkKind, settle};
use sparky_schema::content::Platform;
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::{TEXT, checked, id, post_mut, publish, scene, status};
use crate::fakes::mastodon::{self, Age, Mastodon, TOKEN};
use crate::fakes::{Answer, Fake, Fault};
use crate::services::secret;

fn account(fake: &Fake<Mastodon>, token: &str) -> NetworkKind {
    NetworkKind::Mastodon(MastodonAccount {
        base_url: format!("{}/", fake.url()),
        token: secret("MASTODON_TOKEN", token),
        visibility: Some("unlisted".to_owned()),
        language: Some("en".to_owned()),
        thread: false,
    })
}

fn texts(fake: &Fake<Mastodon>) -> Vec<String> {
    fake.state().statuses.values().map(|status| status.text.clone()).collect()
}

#[tokio::test]
async fn a_post_is_there_once_and_is_changed_in_place() {
    let (mut scene, fake) = (scene(TEXT), mastodon::start());
    let kind = account(&fake, TOKEN);
    let first = publish(&scene, &kind).await;
    assert_eq!((first.status, first.url.as_deref()), (Status::Published, Some("https://social.example/@news/101")));
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 1));
    post_mut(&mut scene, Platform::Mastodon).text = Some("Merged: two parsers by @ann".to_owned());
    assert_eq!(status(&scene, &kind).await, Status::Updated);
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 2));
    assert_eq!(texts(&fake), ["Merged: two parsers by @\u{200b}ann"]);
    let held = fake.state().statuses[&101].clone();
    assert_eq!((held.visibility.as_str(), held.language.as_deref()), ("unlisted", Some("en")));
}

#[tokio::test]
async fn a_lost_answer_a_lost_ledger_and_a_token_that_may_not_read_make_no_second_post() {
    for blind in [false, true] {
        let (scene, fake) = (scene(TEXT), mastodon::start());
        let kind = account(&fake, TOKEN);
        fake.state().blind = blind;
        fake.plan(Fault::Dropped);
        let expected = if blind { Status::Uncertain } else { Status::Published };
        assert_eq!(status(&scene, &kind).await, expected);
        // The key is good for an hour, so that the next run may ask again with the same post.
        let expected = if blind { Status::Published } else { Status::Unchanged };
        assert_eq!(status(&scene, &kind).await, expected);
        if !blind {
            std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
            assert_eq!(status(&scene, &kind).await, Status::Unchanged);
        }
        assert_eq!(texts(&fake), [TEXT]);
    }
}

#[tokio::test]
async fn a_thread_replies_to_itself_and_goes_on_where_it_was_cut_off() {
    let long = "A sentence of some length that says nothing at all. ".repeat(22);
    let (mut scene, fake) = (scene(&long), mastodon::start());
    let NetworkKind::Mastodon(account) = account(&fake, TOKEN) else { unreachable!() };
    let kind = NetworkKind::Mastodon(MastodonAccount { thread: true, ..account });
    post_mut(&mut scene, Platform::Mastodon).thread = vec!["And a last word.".to_owned()];
    for fault in [Fault::None, Fault::Instead(|| Response::text(422, r#"{"error":"no"}"#))] {
        fake.plan(fault);
    }
    assert_eq!(status(&scene, &kind).await, Status::Failed);
    fake.plan(Fault::Dropped);
    assert_eq!(status(&scene, &kind).await, Status::Published);
    assert_eq!(status(&scene, &kind).await, Status::Unchanged);
    let replies: Vec<_> = fake.state().statuses.values().map(|status| status.reply_to.clone()).collect();
    assert_eq!(replies, [None, Some("101".to_owned()), Some("102".to_owned()), Some("103".to_owned())]);
    assert_eq!(texts(&fake)[3], "And a last word.");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&texts(&fake)[..3].join(" ")), words(&long));

    post_mut(&mut scene, Platform::Mastodon).thread = vec!["Another last word.".to_owned(), "One more.".to_owned()];
    fake.plan(Fault::None);
    fake.plan(Fault::Dropped);
    status(&scene, &kind).await;
    assert_eq!(status(&scene, &kind).await, Status::Updated);
    assert_eq!(status(&scene, &kind).await, Status::Unchanged);
    assert_eq!(texts(&fake)[3..], ["Another last word.", "One more."]);
    assert_eq!(fake.state().statuses[&105].reply_to.as_deref(), Some("104"));
}

#[tokio::test]
async fn what_a_person_has_changed_or_deleted_is_left_alone() {
    let (mut scene, fake) = (scene(TEXT), mastodon::start());
    let kind = account(&fake, TOKEN);
    status(&scene, &kind).await;
    fake.state().statuses.get_mut(&101).unwrap().text = "By hand".to_owned();
    post_mut(&mut scene, Platform::Mastodon).text = Some("Anew".to_owned());
    let left = publish(&scene, &kind).await;
    assert!(left.status == Status::Skipped && left.error.unwrap().contains("a person has changed"));
    fake.state().statuses.clear();
    let left = publish(&scene, &kind).await;
    assert!(left.status == Status::Skipped && left.error.unwrap().contains("deleted"));
    assert_eq!(fake.writes(), 1);
    settle(&scene.ledger(), "docs", &id(Platform::Mastodon), true).unwrap_err();
}

#[tokio::test]
async fn refusals_name_the_variable_and_the_scope() {
    let (scene, fake) = (scene(TEXT), mastodon::start());
    let refused = publish(&scene, &account(&fake, "wrong")).await;
    let error = refused.error.unwrap();
    assert_eq!(refused.status, Status::Failed);
    assert!(
        error.contains("MASTODON_TOKEN") && error.contains("write:statuses") && !error.contains("wrong"),
        "{error}"
    );
    let answers: [(Answer, Status, &str); 5] = [
        (|| Response::text(402, "pay"), Status::Failed, "paid"),
        (|| Response::text(404, "<html>"), Status::Failed, "does not exist"),
        (|| Response::text(410, "gone"), Status::Failed, "no longer"),
        (|| Response::text(429, "slow").with("retry-after", "7"), Status::Failed, "7 seconds"),
        (|| Response::text(200, "<html>hotel</html>"), Status::Uncertain, "no JSON"),
    ];
    for (answer, expected, word) in answers {
        fake.plan(Fault::Instead(answer));
        let result = publish(&scene, &account(&fake, TOKEN)).await;
        let error = result.error.unwrap();
        assert!(result.status == expected && error.contains(word), "{error}");
    }
    assert!(fake.state().statuses.is_empty());
    assert_eq!(status(&scene, &account(&fake, TOKEN)).await, Status::Published);
}

#[tokio::test]
async fn a_post_is_as_long_as_the_server_takes_it() {
    let long = "A sentence of some length that says nothing at all. ".repeat(22);
    for (limit, posts) in [(5000, 1), (500, 3), (300, 5)] {
        let (scene, fake) = (scene(&long), mastodon::start());
        fake.state().limit = limit;
        assert_eq!(status(&scene, &account(&fake, TOKEN)).await, Status::Published);
        assert_eq!((texts(&fake).len(), fake.writes()), (posts, posts));
    }
    // A link counts what the server says.
    let (scene, fake) =
        (scene(&format!("{}https://example.org/{}", "A word ".repeat(10), "x".repeat(60))), mastodon::start());
    (fake.state().limit, fake.state().link) = (100, 30);
    assert_eq!(status(&scene, &account(&fake, TOKEN)).await, Status::Published);
    assert_eq!(texts(&fake).len(), 1);
}

#[tokio::test]
async fn a_server_that_does_not_say_how_long_is_asked_the_old_way_or_taken_for_a_usual_one() {
    let long = "A sentence of some length that says nothing at all. ".repeat(12);
    for (age, posts) in [(Age::Old, 1), (Age::Mute, 2)] {
        let (scene, fake) = (scene(&long), mastodon::start());
        (fake.state().age, fake.state().limit) = (age, 1000);
        assert_eq!(status(&scene, &account(&fake, TOKEN)).await, Status::Published);
        assert_eq!(texts(&fake).len(), posts);
    }
    // Of one that says nothing now nobody knows; the next run asks again.
    let (scene, fake) = (scene(&long), mastodon::start());
    fake.state().age = Age::Ill;
    let result = publish(&scene, &account(&fake, TOKEN)).await;
    assert!(result.status == Status::Failed && result.error.unwrap().contains("nothing was sent"));
    fake.state().age = Age::New;
    assert_eq!((status(&scene, &account(&fake, TOKEN)).await, fake.writes()), (Status::Published, 2));
}

#[tokio::test]
async fn a_check_writes_nothing() {
    let (scene, fake) = (scene(TEXT), mastodon::start());
    let notes = checked(&scene, account(&fake, TOKEN).into()).await.unwrap();
    assert_eq!(notes, ["posts as @news", "takes 500 characters a post"]);
    assert!(checked(&scene, account(&fake, "wrong").into()).await.unwrap_err().contains("MASTODON_TOKEN"));
    assert_eq!(fake.writes(), 0);
}

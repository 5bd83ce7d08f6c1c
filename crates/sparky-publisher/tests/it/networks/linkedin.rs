//! LinkedIn.

use sparky_publisher::{LinkedInAccount, NetworkKind, settle};
use sparky_schema::content::Platform;
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::{checked, id, post_mut, publish, scene, status};
use crate::fakes::linkedin::{self, AUTHOR, LinkedIn, TOKEN};
use crate::fakes::{Fake, Fault};
use crate::services::secret;

const TEXT: &str = "C# (v1.2_3) by @ann: {a|b} <c> [d] *e* ~f\n\nhttps://example.org/daily";

fn account(fake: &Fake<LinkedIn>, token: &str) -> NetworkKind {
    NetworkKind::LinkedIn(LinkedInAccount {
        base_url: fake.url(),
        author: AUTHOR.to_owned(),
        token: secret("LINKEDIN_TOKEN", token),
        version: "202606".to_owned(),
        visibility: "PUBLIC".to_owned(),
    })
}

#[tokio::test]
async fn a_post_is_there_once_in_little_text_and_is_changed_in_place() {
    let (mut scene, fake) = (scene(TEXT), linkedin::start());
    let kind = account(&fake, TOKEN);
    let first = publish(&scene, &kind).await;
    assert_eq!(first.status, Status::Published, "{:?}", first.error);
    assert_eq!(first.url.unwrap(), "https://www.linkedin.com/feed/update/urn:li:share:7000");
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 1));
    let held = fake.state().posts["urn:li:share:7000"].clone();
    assert!(held["commentary"].as_str().unwrap().starts_with("C\\# \\(v1.2\\_3\\) by \\@\u{200b}ann: \\{a\\|b\\}"));
    assert_eq!(held["content"]["article"]["source"], "https://example.org/daily");
    post_mut(&mut scene, Platform::LinkedIn).text = Some("Another text (2)".to_owned());
    assert_eq!(status(&scene, &kind).await, Status::Updated);
    assert_eq!((status(&scene, &kind).await, fake.writes()), (Status::Unchanged, 2));
    assert_eq!(fake.state().posts["urn:li:share:7000"]["commentary"], "Another text \\(2\\)");
}

#[tokio::test]
async fn a_lost_answer_is_left_to_a_person_and_a_second_post_is_known_for_the_first() {
    let (scene, fake) = (scene(TEXT), linkedin::start());
    let kind = account(&fake, TOKEN);
    fake.plan(Fault::Dropped);
    for _ in 0..2 {
        assert_eq!(status(&scene, &kind).await, Status::Uncertain);
    }
    assert_eq!(fake.writes(), 1);
    settle(&scene.ledger(), "docs", &id(Platform::LinkedIn), true).unwrap();
    fake.plan(Fault::Instead(|| {
        let body = r#"{"status":422,"code":"DUPLICATE_POST","message":"Content is a duplicate of urn:li:share:7000"}"#;
        Response::text(422, body)
    }));
    let result = publish(&scene, &kind).await;
    assert_eq!(result.url.unwrap(), "https://www.linkedin.com/feed/update/urn:li:share:7000");
    assert_eq!((result.status, fake.state().posts.len()), (Status::Published, 1));
}

#[tokio::test]
async fn refusals_and_checks() {
    let (mut scene, fake) = (scene(TEXT), linkedin::start());
    let error = publish(&scene, &account(&fake, "wrong")).await.error.unwrap();
    assert!(error.contains("LINKEDIN_TOKEN") && error.contains("w_organization_social"), "{error}");
    let NetworkKind::LinkedIn(good) = account(&fake, TOKEN) else { unreachable!() };
    let old = NetworkKind::LinkedIn(LinkedInAccount { version: "2026".to_owned(), ..good });
    let error = publish(&scene, &old).await.error.unwrap();
    assert!(error.contains("426") && error.contains("set `version`") && error.contains("about a year"), "{error}");
    post_mut(&mut scene, Platform::LinkedIn).text = Some("(".repeat(1501));
    let error = publish(&scene, &account(&fake, TOKEN)).await.error.unwrap();
    assert!(error.contains("3002") && error.contains("3000"), "{error}");
    assert_eq!(checked(&scene, account(&fake, TOKEN).into()).await.unwrap(), ["the token is News's"]);
    assert!(checked(&scene, account(&fake, "wrong").into()).await.unwrap_err().contains("LINKEDIN_TOKEN"));
    assert!(fake.state().posts.is_empty());
}

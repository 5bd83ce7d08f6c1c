//! What holds for every blog: one article however often it is published, changed in place, never over a person's words.

use sparky_publisher::{Blog, Config, Site, TargetConfig};
use sparky_schema::publication::{Status, TargetResult};
use sparky_testkit::Response;

use super::{Answer, Fake};
use crate::scene::{DAILY, Scene, one};

const PAGE: &str = "<!doctype html><html><body><main>\n<h1>A quiet day</h1>\n<p>It's quiet.</p>\n<p><a \
                    href=\"https://example.org/a?b&amp;c\">More</a></p>\n</main><footer>x</footer></body></html>";

pub(super) fn scene() -> Scene {
    let mut scene = Scene::new();
    scene.rendered[1].bytes = PAGE.as_bytes().to_vec();
    let item = &mut scene.content.items[0];
    item.body_markdown = "It's quiet. [More](https://example.org/a?b&c) {% embed x %} by @octocat".to_owned();
    item.tags = ["daily", "dtls13-spec", "digest", "c++", "a", "b"].map(str::to_owned).to_vec();
    scene
}

fn change(scene: &mut Scene) {
    scene.rendered[1].bytes = PAGE.replace("It's quiet.", "It's loud.").into_bytes();
    scene.content.items[0].body_markdown = "It's loud.".to_owned();
}

fn with_site(fake: &Fake) -> Config {
    let url = Some("https://news.example.org/".to_owned());
    let site = Site { url, ..Site::default() };
    Config { site, ..one(fake.kind()) }
}

pub(super) async fn publish(scene: &Scene, fake: &Fake) -> TargetResult {
    scene.publish(&with_site(fake)).await.targets.remove(0)
}

fn lose_the_ledger(scene: &Scene) {
    std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
}

#[tokio::test]
async fn one_article_that_is_changed_in_place_also_without_the_ledger() {
    for fake in Fake::all() {
        let mut scene = scene();
        let result = publish(&scene, &fake).await;
        assert_eq!((result.status, result.error), (Status::Published, None));
        assert!(result.url.unwrap().starts_with("https://"));
        assert_eq!(publish(&scene, &fake).await.status, Status::Unchanged);
        lose_the_ledger(&scene);
        assert_eq!(publish(&scene, &fake).await.status, Status::Unchanged);
        assert_eq!(fake.counts(), (1, 1));
        change(&mut scene);
        let result = publish(&scene, &fake).await;
        assert_eq!((result.status, result.error), (Status::Updated, None));
        assert!(fake.text(0).contains("loud"), "{}", fake.text(0));
        assert_eq!(publish(&scene, &fake).await.status, Status::Unchanged);
        assert_eq!(fake.counts(), (1, 2));
    }
}

const DRAWING: &str = "<p>Below.</p>\n<figure>\n<svg viewBox=\"0 0 1 1\"><style>.x text{fill:red}</style><text>Mon</text>\
                       </svg>\n<figcaption>Days.</figcaption>\n<details><summary>Numbers</summary><table><tr><td>\
                       crates&#x2f;a</td></tr></table></details>\n</figure>\n<p>After.</p>";

/// The style sheet of a drawing is no text.
#[tokio::test]
async fn a_drawing_is_shown_as_one_or_left_out() {
    for fake in Fake::all() {
        let mut scene = scene();
        scene.rendered[1].bytes = PAGE.replace("<p>It's quiet.</p>", DRAWING).into_bytes();
        assert_eq!(publish(&scene, &fake).await.status, Status::Published);
        lose_the_ledger(&scene);
        let again = publish(&scene, &fake).await;
        assert_eq!((again.status, again.error, fake.counts()), (Status::Unchanged, None, (1, 1)));
        let text = fake.text(0);
        let is_whole = text.contains("<svg viewBox") && text.contains("</style><text>");
        assert!(!text.contains("fill:red") || is_whole, "{text}");
        assert!(!text.contains("After.") || text.contains("Days.") && text.contains("crates"), "{text}");
        fake.edit(|text| text.replace("After", "Afterwards").replace("quiet", "loud"));
        assert_eq!(publish(&scene, &fake).await.status, Status::Skipped);
    }
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_and_never_sent_twice() {
    let troubles: [Answer; 4] =
        [Response::lost, Response::silence, || Response::text(502, "gateway"), || Response::text(200, "<html>")];
    for trouble in troubles {
        for fake in Fake::all() {
            let mut scene = scene();
            fake.shelf.lock().unwrap().after = Some(trouble);
            let result = publish(&scene, &fake).await;
            assert_eq!((result.status, result.error), (Status::Published, None));
            assert_eq!(publish(&scene, &fake).await.status, Status::Unchanged);
            change(&mut scene);
            fake.shelf.lock().unwrap().after = Some(trouble);
            assert_eq!(publish(&scene, &fake).await.status, Status::Updated);
            assert_eq!(fake.counts(), (1, 2));
        }
    }
}

#[tokio::test]
async fn what_a_person_did_stays() {
    for fake in Fake::all() {
        let mut scene = scene();
        publish(&scene, &fake).await;
        fake.edit(|text| text.replace("quiet", "very quiet"));
        change(&mut scene);
        let result = publish(&scene, &fake).await;
        assert_eq!(result.status, Status::Skipped);
        assert!(result.error.unwrap().contains("a person has changed the"));
        fake.shelf.lock().unwrap().posts.clear();
        let result = publish(&scene, &fake).await;
        assert_eq!(result.status, Status::Skipped);
        assert!(result.error.unwrap().contains("a person has deleted"));
        assert_eq!(fake.counts(), (0, 1));
    }
}

#[tokio::test]
async fn somebody_elses_article_in_the_same_place_is_left_alone() {
    for fake in Fake::all() {
        let mut scene = scene();
        publish(&scene, &fake).await;
        lose_the_ledger(&scene);
        fake.edit(|_| "<p>Mine</p>".to_owned());
        fake.shelf.lock().unwrap().posts[0]["codeinjection_foot"] = "".into();
        change(&mut scene);
        let result = publish(&scene, &fake).await;
        assert_eq!(result.status, Status::Skipped, "{:?}", result.error);
        assert!(result.error.unwrap().contains("left alone"));
        assert_eq!(fake.counts(), (1, 1));
    }
}

#[tokio::test]
async fn a_draft_stays_a_draft_and_tags_fit() {
    for fake in Fake::all() {
        let mut scene = scene();
        let blog = Blog { draft: true, tags: vec!["Rust".to_owned()] };
        let result = scene.publish_to(fake.with(blog.clone())).await;
        assert_eq!((result.status, result.error), (Status::Published, None));
        let before = fake.post(0).pointer(fake.state).unwrap().clone();
        assert!([false.into(), "draft".into()].contains(&before), "{before}");
        assert!(!fake.post(0)["tags"].as_array().unwrap().is_empty());
        change(&mut scene);
        // A person has made it public; or has not, and wants it live from now on.
        let result = scene.publish_to(fake.with(Blog { draft: false, ..blog })).await;
        assert!([Status::Updated, Status::Skipped].contains(&result.status), "{:?}", result.error);
        assert_eq!(*fake.post(0).pointer(fake.state).unwrap(), before);
    }
}

#[tokio::test]
async fn the_text_is_safe_the_title_is_no_part_of_it_and_the_first_place_is_named() {
    for fake in Fake::all() {
        let scene = scene();
        publish(&scene, &fake).await;
        let text = fake.text(0);
        for bad in ["<h1", "footer", "by @octocat"] {
            assert!(!text.contains(bad), "{bad} in {text}");
        }
        let all = fake.post(0).to_string();
        assert!(all.contains(&format!("https://news.example.org/{DAILY}.html")), "{all}");
    }
}

#[tokio::test]
async fn refusals_name_the_variable_and_what_it_must_hold() {
    let refusals: [(Answer, &str); 8] = [
        (|| Response::text(401, "who are you?"), "NEED"),
        (|| Response::text(403, "no"), "NEED"),
        (|| Response::text(402, "pay"), "paid"),
        (|| Response::text(410, "gone"), "no longer"),
        (|| Response::text(422, "bad"), "status 422"),
        (|| Response::text(200, "<html>hello"), "no JSON"),
        (|| Response::text(429, "slow").with("retry-after", "30"), "30 seconds"),
        (|| Response::text(301, "").with("location", "https://example.org"), "another address"),
    ];
    for (refusal, word) in refusals {
        for fake in Fake::all() {
            let scene = scene();
            fake.shelf.lock().unwrap().refusal = Some(refusal);
            let result = publish(&scene, &fake).await;
            let error = result.error.unwrap();
            assert_eq!(result.status, Status::Failed, "{error}");
            let words = if word == "NEED" { fake.needs.to_vec() } else { vec![word] };
            assert!(words.iter().all(|word| error.contains(word)) && !error.contains("hunter2"), "{error}");
            fake.shelf.lock().unwrap().refusal = None;
            assert_eq!(publish(&scene, &fake).await.status, Status::Published);
        }
    }
}

#[tokio::test]
async fn a_dry_run_shows_the_requests_without_secrets_and_writes_nothing() {
    for fake in Fake::all() {
        let scene = scene();
        let published = scene.publish_in_full(&Config { dry_run: true, ..with_site(&fake) }).await;
        let shown = format!("{:?}", published.requests);
        assert!(shown.contains(fake.needs[0]) && !shown.contains("hunter2") && !shown.contains("abab"), "{shown}");
        assert_eq!(fake.counts(), (0, 0));
        assert!(fake.shelf.lock().unwrap().tags.is_empty());
    }
}

#[tokio::test]
async fn what_is_withdrawn_is_hidden_and_stays_so() {
    for fake in Fake::all() {
        let scene = scene();
        publish(&scene, &fake).await;
        let result = scene.withdraw(&with_site(&fake)).await;
        assert_eq!((result.status, result.error), (Status::Withdrawn, None));
        let state = fake.post(0).pointer(fake.state).unwrap().clone();
        assert!([false.into(), "draft".into(), "removed".into()].contains(&state), "{state}");
        assert_eq!(publish(&scene, &fake).await.status, Status::Withdrawn);
        assert_eq!(fake.counts(), (1, 2));
    }
}

#[tokio::test]
async fn a_look_writes_nothing_and_says_what_is_missing() {
    for fake in Fake::all() {
        let scene = scene();
        let config = one(fake.kind());
        let checked = scene.check(&config).await.unwrap();
        assert!(checked.told, "{checked:?}");
        fake.shelf.lock().unwrap().refusal = Some(|| Response::text(401, "no"));
        let error = scene.check(&config).await.unwrap_err().to_string();
        assert!(fake.needs.iter().all(|need| error.contains(need)), "{error}");
        assert_eq!(fake.counts(), (0, 0));
    }
}

#[tokio::test]
async fn a_key_that_is_none_of_ghosts_is_not_sent_anywhere() {
    let fake = super::ghost::start();
    let scene = scene();
    let key = super::secret("GHOST_KEY", "hunter2");
    let kind = sparky_publisher::BlogKind::Ghost { url: fake.service.url(), key, blog: Blog::default() };
    let error = scene.publish_to(kind).await.error.unwrap();
    assert!(error.contains("`GHOST_KEY` holds no Admin API key") && !error.contains("hunter2"), "{error}");
    assert!(fake.service.log().is_empty());
}

#[tokio::test]
async fn a_title_that_is_too_long_is_cut_and_a_page_without_a_text_is_an_error() {
    for fake in Fake::all() {
        let mut scene = scene();
        scene.content.items[0].title = "word ".repeat(100);
        assert_eq!(publish(&scene, &fake).await.status, Status::Published);
    }
    let fake = super::ghost::start();
    let mut scene = scene();
    scene.rendered[1].bytes = b"<html><body>mine</body></html>".to_vec();
    let error = publish(&scene, &fake).await.error.unwrap();
    assert!(error.contains("<main>"), "{error}");
}

#[tokio::test]
async fn files_for_people_who_paste() {
    let mut scene = scene();
    let path = scene.path("paste");
    let kind = sparky_publisher::BlogKind::Export { path: path.clone(), blog: Blog::default() };
    let fake = super::forem::start();
    let targets = vec![TargetConfig { kind: kind.into(), ..with_site(&fake).targets.remove(0) }];
    let config = Config { targets, ..with_site(&fake) };
    let statuses = async |scene: &Scene| scene.publish(&config).await.targets.remove(0).status;
    assert_eq!(statuses(&scene).await, Status::Published);
    assert_eq!(statuses(&scene).await, Status::Unchanged);
    let html = std::fs::read_to_string(path.join(format!("{DAILY}.html"))).unwrap();
    assert!(html.contains("<h1>A quiet day</h1>\n<p>It's quiet.</p>") && html.contains("rel=\"canonical\""), "{html}");
    let markdown = std::fs::read_to_string(path.join(format!("{DAILY}.md"))).unwrap();
    assert!(markdown.starts_with("# A quiet day\n\nIt's quiet."), "{markdown}");
    change(&mut scene);
    assert_eq!(statuses(&scene).await, Status::Updated);
}

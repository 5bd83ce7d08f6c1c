//! Feeds and the summary of a job.

use std::fs;
use std::time::Duration;

use serde_json::Value;
use sparky_publisher::{Config, Feeds, FilesKind, Site};
use sparky_schema::Language;
use sparky_schema::content::ItemKind;
use sparky_schema::publication::Status;
use sparky_schema::window::{Period, Window};

use crate::scene::{Scene, one, statuses};

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn config(scene: &Scene) -> Config {
    let site = Site {
        url: Some("https://docs.example.org".to_owned()),
        title: Some("R & D".to_owned()),
        author: None,
        ..Site::default()
    };
    Config { site, ..one(FilesKind::Feed { path: scene.path("feeds") }) }
}

async fn status(scene: &Scene) -> Status {
    statuses(&scene.publish(&config(scene)).await)[0]
}

fn json(scene: &Scene) -> Value {
    serde_json::from_slice(&fs::read(scene.path("feeds/feed.json")).unwrap()).unwrap()
}

/// When all windows of these tests have ended.
fn later() -> Scene {
    let scene = Scene::new();
    scene.clock.0.advance(A_DAY * 30);
    scene
}

fn day(scene: &mut Scene, day: u32) {
    let id = format!("daily/2026-07-{day:02}");
    scene.content.items.clear();
    scene.rendered.clear();
    scene.add(ItemKind::Daily, &id, "# A day\n");
    let date = format!("2026-07-{day:02}").parse().unwrap();
    scene.content.window = Window::containing(Period::Daily, date, chrono_tz::UTC).unwrap();
}

#[tokio::test]
async fn feeds_say_their_language_unless_it_is_english() {
    for (language, told) in [(Language::En, false), (Language::Es, true)] {
        let mut scene = Scene::new();
        day(&mut scene, 8);
        let mut config = config(&scene);
        config.site.language = language;
        scene.publish(&config).await;
        let atom = fs::read_to_string(scene.path("feeds/atom.xml")).unwrap();
        assert_eq!(atom.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"es\">"), told, "{atom}");
        assert_eq!(json(&scene).get("language").is_some_and(|code| code == "es"), told);
    }
}

#[tokio::test]
async fn feeds_keep_earlier_windows_newest_first_and_change_only_when_something_does() {
    let mut scene = later();
    for number in [8, 10, 9] {
        day(&mut scene, number);
        assert_eq!(status(&scene).await, Status::Published);
        assert_eq!(status(&scene).await, Status::Unchanged);
    }
    let feed = json(&scene);
    let ids: Vec<_> = feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    let id = |day| format!("tag:docs.example.org,2026:daily/2026-07-{day}");
    assert_eq!(ids, [id("10"), id("09"), id("08")]);
    assert_eq!(feed["items"][0]["date_published"], "2026-07-11T00:00:00Z");
    scene.content.items[0].title = "Another <title>".to_owned();
    assert_eq!(status(&scene).await, Status::Updated);
    let atom = fs::read_to_string(scene.path("feeds/atom.xml")).unwrap();
    assert_eq!(atom.matches("<entry>").count(), 3);
    assert!(atom.contains("<title>R &amp; D</title>") && atom.contains("Another &lt;title&gt;"), "{atom}");
    assert!(atom.contains("<updated>2026-07-11T00:00:00Z</updated>"));
}

#[tokio::test]
async fn what_is_told_before_its_window_has_ended_does_not_come_from_the_future() {
    let mut scene = Scene::new();
    day(&mut scene, 9);
    let date = |scene: &Scene| json(scene)["items"][0]["date_published"].clone();
    assert_eq!((status(&scene).await, date(&scene)), (Status::Published, "2026-07-09T06:00:00Z".into()));
    scene.clock.0.advance(A_DAY / 2);
    assert_eq!((status(&scene).await, date(&scene)), (Status::Unchanged, "2026-07-09T06:00:00Z".into()));
    scene.clock.0.advance(A_DAY / 2);
    assert_eq!((status(&scene).await, date(&scene)), (Status::Updated, "2026-07-10T00:00:00Z".into()));
    assert_eq!(status(&scene).await, Status::Unchanged);
}

#[tokio::test]
async fn a_feed_shows_the_main_part_of_the_page() {
    let mut scene = Scene::new();
    scene.rendered[1].bytes = b"<html><body><nav>x</nav><main>\n<h1>Day</h1>\n</main></body></html>".to_vec();
    assert_eq!(status(&scene).await, Status::Published);
    assert_eq!(json(&scene)["items"][0]["content_html"], "<h1>Day</h1>");
    assert!(fs::read_to_string(scene.path("feeds/atom.xml")).unwrap().contains("&lt;h1&gt;Day&lt;/h1&gt;"));
}

#[tokio::test]
async fn a_feed_has_an_end() {
    let mut scene = later();
    for number in 1..=26 {
        day(&mut scene, number);
        let earlier = scene.content.items[0].id.replace("daily", "weekly");
        scene.add(ItemKind::Weekly, &earlier, "# A week\n");
        assert_eq!(statuses(&scene.publish(&config(&scene)).await), [Status::Published, Status::Published]);
    }
    assert_eq!(json(&scene)["items"].as_array().unwrap().len(), 50);
    day(&mut scene, 1);
    assert_eq!(status(&scene).await, Status::Unchanged);
}

#[tokio::test]
async fn a_file_that_is_no_feed_is_left_alone() {
    let scene = Scene::new();
    fs::create_dir(scene.path("feeds")).unwrap();
    fs::write(scene.path("feeds/feed.json"), "mine").unwrap();
    let result = scene.publish(&config(&scene)).await.targets.remove(0);
    assert!(result.status == Status::Failed && result.error.unwrap().contains("move it away"));
    assert_eq!(fs::read_to_string(scene.path("feeds/feed.json")).unwrap(), "mine");
    assert!(!scene.path("feeds/atom.xml").exists());
}

#[tokio::test]
async fn a_summary_holds_each_item_once_beside_the_text_of_others() {
    let mut scene = Scene::new();
    let file = scene.path("summary.md");
    fs::write(&file, "Theirs\n").unwrap();
    let kind = FilesKind::StepSummary { file: Some(file.clone()) };
    assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Published);
    assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Unchanged);
    fs::write(&file, fs::read_to_string(&file).unwrap() + "Theirs too\n").unwrap();
    scene.content.items[0].body_markdown = "Thanks @octocat, it fixes #12.".to_owned();
    assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Updated);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("Theirs\n") && text.ends_with("Theirs too\n"), "{text}");
    assert_eq!(
        (text.matches("# A quiet day").count(), text.contains("@octocat"), text.contains("#12")),
        (1, false, false)
    );
    // Each job has a summary of its own.
    fs::remove_file(&file).unwrap();
    assert_eq!(scene.publish_to(kind).await.status, Status::Published);
}

#[tokio::test]
async fn a_summary_where_there_is_none_is_skipped_and_one_that_is_too_long_fails() {
    let mut scene = Scene::new();
    assert_eq!(scene.publish_to(FilesKind::StepSummary { file: None }).await.status, Status::Skipped);
    scene.content.items[0].body_markdown = "x".repeat(1024 * 1024);
    let result = scene.publish_to(FilesKind::StepSummary { file: Some(scene.path("summary.md")) }).await;
    assert!(result.status == Status::Failed && result.error.unwrap().contains("1048576 bytes"));
    assert!(!scene.path("summary.md").exists());
}

/// What RFC 4287 asks of a feed and of each entry.
#[tokio::test]
async fn the_atom_feed_is_what_its_standard_asks_for() {
    let mut scene = later();
    day(&mut scene, 8);
    scene.content.items[0].title = "R & D <b>\"\u{1}\u{ffff} ‏تحسين 🚀".to_owned();
    let mut config = config(&scene);
    config.site.feeds = Feeds::at("https://docs.example.org/feeds/");
    scene.publish(&config).await;
    day(&mut scene, 9);
    scene.publish(&config).await;
    let text = fs::read_to_string(scene.path("feeds/atom.xml")).unwrap();
    let xml = roxmltree::Document::parse(&text).unwrap();
    let feed = xml.root_element();
    assert_eq!(feed.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    let all = |node: roxmltree::Node<'_, '_>, name: &str| -> Vec<String> {
        let found = node.children().filter(|child| child.has_tag_name(("http://www.w3.org/2005/Atom", name)));
        found.map(|child| child.text().or(child.attribute("href")).unwrap_or_default().to_owned()).collect()
    };
    let date = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!(all(feed, "author").len(), 1, "entries without an author need that of the feed");
    let links = ["https://docs.example.org", "https://docs.example.org/feeds/atom.xml"];
    assert_eq!(all(feed, "link"), links.map(str::to_owned));
    let entries: Vec<_> = feed.children().filter(|child| child.tag_name().name() == "entry").collect();
    assert_eq!(entries.len(), 2);
    let mut ids = vec![all(feed, "id")[0].clone()];
    for node in entries.into_iter().chain([feed]) {
        for name in ["id", "title", "updated"] {
            assert_eq!(all(node, name).len(), 1, "{name}: {text}");
        }
        date(&all(node, "updated")[0]);
        ids.extend(all(node, "id").into_iter().filter(|_| node != feed));
    }
    let day = |number| format!("tag:docs.example.org,2026:daily/2026-07-0{number}");
    assert_eq!(ids, ["tag:docs.example.org,2026:feed".to_owned(), day(9), day(8)]);
    assert!(text.contains("href=\"https://docs.example.org/daily/2026-07-08.html\""), "{text}");
    assert_eq!(json(&scene)["items"][0]["url"], "https://docs.example.org/daily/2026-07-09.html");
    assert_eq!(json(&scene)["feed_url"], "https://docs.example.org/feeds/feed.json");
}

//! Posts for social networks: limits, links, truth.

use sparky_generator::{Config, generate, verify};
use sparky_schema::content::{Item, ItemKind, Platform};
use sparky_schema::document::Input;
use sparky_schema::window::Period;

use crate::cases::{analysis, generated, read};

const WEEK: &str = include_str!("../golden/week/analysis.json");

fn posts(items: Vec<Item>) -> Vec<Item> {
    items.into_iter().filter(|item| item.kind == ItemKind::Social).collect()
}

/// Characters as the network counts them when there is nothing but Latin and one link.
fn simple_length(platform: Platform, text: &str) -> usize {
    let length = |word: &str| match platform {
        Platform::X | Platform::Mastodon if word.starts_with("https://") => 23,
        _ => word.chars().count(),
    };
    text.split(' ').flat_map(|line| line.split('\n')).map(length).sum::<usize>() + text.matches([' ', '\n']).count()
}

const fn limit(platform: Platform) -> usize {
    match platform {
        Platform::X => 280,
        Platform::Bluesky => 300,
        Platform::Mastodon => 500,
        Platform::LinkedIn => 1300,
    }
}

#[test]
fn there_is_one_post_for_each_network_within_its_limit() {
    let items = posts(generated(&read(WEEK)).content.items);
    assert_eq!(items.iter().filter_map(|item| item.platform).collect::<Vec<_>>(), Platform::ALL);
    for item in items {
        let platform = item.platform.unwrap();
        assert_eq!(item.id, format!("social/{}/{}", "2020-W50", platform.name()));
        for text in item.text.iter().chain(&item.thread) {
            assert!(simple_length(platform, text) <= limit(platform), "{text}");
            assert!(!text.is_empty() && !text.contains("]("), "{text}");
        }
    }
}

#[test]
fn posts_link_the_digest_where_there_is_a_site_and_else_the_story() {
    let facts = read(WEEK);
    let input = || Input { path: "analysis.json".to_owned(), sha256: "0".repeat(64) };
    let config = Config { site_url: Some("https://acme.dev/updates/".to_owned()), ..Config::default() };
    let with_site = posts(generate(&facts, input(), &config).unwrap().content.items);
    for item in with_site {
        assert!(item.text.unwrap().ends_with("\n\nhttps://acme.dev/updates/weekly/2020-W50.html"));
    }
    for item in posts(generated(&facts).content.items) {
        let text = item.text.unwrap();
        let link = text.rsplit_once('\n').unwrap().1;
        assert!(facts.happenings.iter().any(|h| h.url.as_deref() == Some(link)), "{text}");
        assert_eq!(verify(&item.body_markdown, &facts), []);
    }
}

#[test]
fn hostile_titles_make_no_links_mentions_or_hashtags() {
    let title = "Thanks @octocat #awesome fixes #1, see evil.test and https://evil.test/x {{ x }} **b**";
    for item in posts(generated(&analysis(Period::Daily, "merged", 9, title)).content.items) {
        let text = item.text.unwrap();
        let own = text.lines().filter(|line| !line.starts_with("https://github.com/acme/"));
        let own = own.collect::<Vec<_>>().join("\n");
        for live in ["@octocat", "#awesome", "#1", "evil.test", "https://"] {
            assert!(!own.contains(live), "{live} is live in {text}");
        }
    }
}

#[test]
fn wide_titles_and_long_ones_fit_too() {
    for title in ["漢".repeat(300), "a".repeat(10_000), "👩‍👩‍👧 ".repeat(200), String::new()] {
        for item in posts(generated(&analysis(Period::Daily, "merged", 9, &title)).content.items) {
            let text = item.text.unwrap();
            let weight = text.chars().count();
            assert!(weight > 20 && weight <= limit(item.platform.unwrap()) + 60, "{text}");
        }
    }
}

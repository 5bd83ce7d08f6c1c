//! Cards: what they say can be traced, what the font cannot show is not there, and the same card has the same bytes.

use sparky_generator::{Config, Generated, Profile, generate, verify};
use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Card, ItemKind};
use sparky_schema::document::Input;
use sparky_schema::window::Period;

use crate::cases::{analysis, generated, read};

const WEEK: &str = include_str!("../../../../docs/examples/recorded/week.json");

fn with_cards(facts: &Analysis, profile: Profile) -> Generated {
    let site_url = Some("https://news.example.org/digests/".to_owned());
    let config = Config { card: true, front_matter: profile, site_url, ..Config::default() };
    generate(facts, Input { path: "analysis.json".to_owned(), sha256: "0".repeat(64) }, &config).unwrap()
}

fn bytes<'a>(made: &'a Generated, path: &str) -> &'a [u8] {
    let found: Vec<_> = made.files.iter().filter(|file| file.path == path).collect();
    assert_eq!(found.len(), 1, "{path} is made once");
    &found[0].bytes
}

fn text(made: &Generated, path: &str) -> String {
    String::from_utf8(bytes(made, path).to_vec()).unwrap()
}

fn card_of(made: &Generated, kind: ItemKind) -> Card {
    made.content.items.iter().find(|item| item.kind == kind).unwrap().card.clone().unwrap()
}

#[test]
fn a_card_is_a_picture_of_the_size_that_networks_show_and_always_the_same() {
    let facts: Analysis = read(WEEK);
    let made = with_cards(&facts, Profile::Plain);
    let png = bytes(&made, "weekly/2020-W50.card.png");
    assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!((&png[16..20], &png[20..24]), (&1200_u32.to_be_bytes()[..], &630_u32.to_be_bytes()[..]));
    assert!(png.len() > 10_000, "letters are drawn: {} bytes", png.len());
    assert!(png.len() < 300_000, "{} bytes", png.len());
    assert_eq!(png, bytes(&with_cards(&facts, Profile::Plain), "weekly/2020-W50.card.png"));
}

#[test]
fn what_a_card_says_is_in_the_document_and_can_be_traced() {
    let facts: Analysis = read(WEEK);
    let card = card_of(&with_cards(&facts, Profile::Plain), ItemKind::Weekly);
    assert!(card.alternative.starts_with("Week 50, 2020. "), "{card:?}");
    assert!(card.alternative.contains("tlswg/dtls13-spec"), "{card:?}");
    assert!(card.alternative.contains("9 pull requests merged, 45 commits, "), "{card:?}");
    assert_eq!(verify(&card.alternative, &facts, None), []);
    assert_ne!(verify(&card.alternative.replace("45 commits", "4511 commits"), &facts, None), []);
}

#[test]
fn posts_share_the_card_of_their_digest() {
    let made = with_cards(&read(WEEK), Profile::Plain);
    let posts = made.content.items.iter().filter(|item| item.kind == ItemKind::Social);
    for post in posts {
        assert_eq!(post.card.as_ref().unwrap().file, "weekly/2020-W50.card.png");
        assert!(post.files.contains(&"weekly/2020-W50.card.png".to_owned()), "{:?}", post.files);
    }
}

#[test]
fn without_the_wish_there_is_no_card() {
    let made = generated(&read(WEEK));
    assert!(made.content.items.iter().all(|item| item.card.is_none()));
    assert!(!made.files.iter().any(|file| file.path.ends_with(".png")));
}

#[test]
fn links_to_the_page_show_the_card() {
    let made = with_cards(&read(WEEK), Profile::Hugo);
    let page = text(&made, "weekly/2020-W50.html");
    let url = "https://news.example.org/digests/weekly/2020-W50.card.png";
    assert!(
        page.contains(&format!("<meta property=\"og:image\" content=\"{}\">", url.replace('/', "&#x2f;"))),
        "{page}"
    );
    assert!(page.contains("og:image:alt") && page.contains("summary_large_image"), "{page}");
    assert!(text(&made, "weekly/2020-W50.md").contains(&format!("images: [\"{url}\"]")));
    assert!(text(&with_cards(&read(WEEK), Profile::Mdbook), "weekly/2020-W50.md").starts_with("# "));
}

#[test]
fn what_the_font_cannot_show_is_not_on_the_card() {
    let alternative = |title: &str| {
        let made = with_cards(&analysis(Period::Daily, "merged", 12, title), Profile::Plain);
        card_of(&made, ItemKind::Daily).alternative
    };
    assert!(alternative("Fix the parser 🚀").contains("Fix the parser."), "{}", alternative("Fix the parser 🚀"));
    let other = alternative("تحسين المحلل");
    assert!(!other.contains("المحلل") && other.contains("A busy day"), "{other}");
    assert!(alternative("Größe ändern: Ünïcode, Ελληνικά, Кириллица").contains("Кириллица"));
}

#[test]
fn long_titles_are_cut_and_markup_is_letters() {
    for title in ["x".repeat(10_000), "word ".repeat(2_000), "</text><script>&{{ 1 }}".to_owned()] {
        let made = with_cards(&analysis(Period::Daily, "merged", 12, &title), Profile::Plain);
        assert!(bytes(&made, "daily/2026-07-08.card.png").len() > 5_000, "{title:.40}");
    }
}

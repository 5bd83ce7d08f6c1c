//! How long posts are. The cases of X are those that twitter-text publishes.

use proptest::prelude::*;
use sparky_schema::content::Platform;
use sparky_schema::post_length::{LINK, fits, graphemes, on_mastodon, on_x};

#[test]
fn links_count_the_same_on_x_however_they_are_written() {
    let cases = [
        ("This is a test.", 15),
        ("http://test.com", 23),
        ("https://test.com", 23),
        ("test.com", 23),
        ("Test https://test.com test https://test.com test.com test", 86),
        ("HTTPS://www.ExaMPLE.COM/index.html", 23),
        ("(https://example.org/a?b=c&d=e#f).", 26),
        ("https://en.wikipedia.org/wiki/Rust_(language)", 23),
        ("https://例え.example", 8 + 4 + 8),
        ("https://localhost/a", 19),
        ("ann@example.org", 15),
        ("README.\u{2060}md", 11),
        ("v1.2.3, next.js", 15),
        ("v1.2.3, lib.rs", 31),
        ("http://example.com/漢字", 23 + 4),
    ];
    let counted: Vec<_> = cases.map(|(text, _)| (text, on_x(text))).into();
    assert_eq!(counted, cases);
}

#[test]
fn x_counts_scripts_and_emoji_by_weight() {
    let cases = [
        ("A lié géts halfway arøünd thé wørld", 35),
        ("저찀쯿쿿", 8),
        ("漢字のの", 8),
        ("H🐱☺", 5),
        ("\u{10000}\u{10ffff}", 4),
        ("👩‍👩‍👧👍🏽🇩🇪1️⃣❤️☺️", 12),
        ("⛹🏻‍♀️🏴󠁧󠁢󠁥󠁮󠁧󠁿", 4),
        ("é–’…", 5),
        ("cafe\u{301}", 4),
        ("a\u{30A}ngstro\u{308}m", 8),
        ("ガ\u{3099}", 4),
        ("カ\u{3099}", 2),
        ("\u{1112}\u{1161}\u{11AB}", 2),
    ];
    let counted: Vec<_> = cases.map(|(text, _)| (text, on_x(text))).into();
    assert_eq!(counted, cases);
}

#[test]
fn mastodon_counts_no_server_of_a_person() {
    let link = format!("https://example.org/{}", "a".repeat(300));
    assert_eq!(on_mastodon(&format!("{link} ok"), LINK), 26);
    assert_eq!(on_mastodon(&format!("{link} ok"), 30), 33);
    assert_eq!(on_mastodon("by @ann@social.example, yes", LINK), "by @ann, yes".len());
    assert_eq!(on_mastodon("(@ann@social.example)", LINK), "(@ann)".len());
    assert_eq!(on_mastodon("by ann@social.example and test.com", LINK), "by ann@social.example and test.com".len());
    assert_eq!(on_mastodon("@a@b/https://example.org/a", LINK), 2 + 1 + LINK);
}

#[test]
fn each_network_has_its_own_limit() {
    let link = format!("https://example.org/{}", "a".repeat(300));
    assert!(fits(Platform::X, &format!("{}\n{link}", "a".repeat(256))));
    assert!(!fits(Platform::X, &format!("{}\n{link}", "a".repeat(257))));
    assert!(fits(Platform::X, &"漢".repeat(140)) && !fits(Platform::X, &"漢".repeat(141)));
    assert!(fits(Platform::X, &"👩‍👩‍👧".repeat(140)) && !fits(Platform::X, &"👩‍👩‍👧".repeat(141)));
    assert!(fits(Platform::Bluesky, &"e\u{301}".repeat(300)) && !fits(Platform::Bluesky, &"a".repeat(301)));
    assert!(!fits(Platform::Bluesky, &"👩‍👩‍👧".repeat(200)), "more than 3000 bytes");
    assert!(!fits(Platform::Bluesky, &link));
    assert!(fits(Platform::Mastodon, &format!("{} {link}", "a".repeat(476))));
    assert!(!fits(Platform::Mastodon, &format!("{} {link}", "a".repeat(477))));
    assert!(fits(Platform::LinkedIn, &"a".repeat(1300)) && !fits(Platform::LinkedIn, &"a".repeat(1301)));
}

proptest! {
    #[test]
    fn no_text_is_shorter_than_what_people_see_of_it(text in "[a-z .@/():漢é👍\u{301}]{0,60}") {
        let seen = text.split_whitespace().filter(|word| !word.contains('.') && !word.contains('@'));
        let seen: usize = seen.map(graphemes).sum();
        prop_assert!(on_x(&text) >= seen && on_mastodon(&text, LINK) >= seen);
    }
}

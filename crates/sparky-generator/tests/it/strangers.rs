//! Titles by strangers, in every kind of text and every file.

use proptest::prelude::*;
use sparky_generator::verify;
use sparky_schema::window::Period;

use crate::cases::{analysis, generated};

fn long() -> String {
    "long ".repeat(2_000)
}

/// Every text of a window whose titles are all this one.
fn texts(period: Period, count: u64, title: &str) -> Vec<(String, String)> {
    let facts = analysis(period, "merged", count, title);
    let made = generated(&facts);
    let texts: Vec<(String, String)> =
        made.files.into_iter().map(|file| (file.path, String::from_utf8(file.bytes).unwrap())).collect();
    for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".md") || path.ends_with(".html")) {
        assert_eq!(verify(text, &facts, None), [], "{path}: {title}");
    }
    texts
}

#[test]
fn odd_titles_reach_no_page_as_more_than_text() {
    let titles = [
        "**bold** [x](https://evil.test) ![i](http://e.test/i.png) `c` | <b>h</b> <script>alert(1)</script>",
        "{{ 7 * 7 }} {% for x in y %} {# c #} ${{ secrets.TOKEN }}",
        "\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{627}\u{644}\u{633}\u{644}\u{627}\u{645}\u{2066}",
        "🎉🎉 👩‍👩‍👧 é e\u{301} 漢字 \u{0}\u{7}",
        "]]> --- \"quoted: yaml\" \n# heading\n\n---\ntitle: x",
        &long(),
    ];
    for title in titles {
        for (path, text) in texts(Period::Daily, 9, title) {
            let inert = !text.contains("<script") && !text.contains("<b>") && !text.contains("<img");
            assert!(inert || !path.ends_with(".html"), "{path}: {text}");
            assert!(!text.contains('\u{202e}') && !text.contains("href=\"https://evil"), "{path}: {text}");
            assert!(text.len() < 60_000, "{path}: {} bytes", text.len());
        }
    }
}

#[test]
fn addresses_and_credentials_of_titles_reach_no_file() {
    let title = "Ask ada@example.org about ghp_0123456789abcdefghij0123";
    for (period, count) in [(Period::Daily, 9), (Period::Weekly, 40)] {
        for (path, text) in texts(period, count, title) {
            assert!(!text.contains("ada@example.org") && !text.contains("ghp_"), "{path}: {text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_title_is_text_and_nothing_else(title in "\\PC{0,60}|[\\[\\]()<>*_`~#|!&{}%$@:/ \\\\\"'\n\u{0}-\u{1f}a-c]{0,60}") {
        for (path, text) in texts(Period::Daily, 3, &title) {
            let lower = text.to_lowercase();
            if path.ends_with(".html") {
                prop_assert!(!lower.contains("<script") && !lower.contains("onerror=") && !lower.contains("javascript:"), "{path}: {title}");
            }
            prop_assert!(!text.contains('\u{0}') && !text.contains('\u{202e}'), "{path}: {title:?}");
        }
    }
}

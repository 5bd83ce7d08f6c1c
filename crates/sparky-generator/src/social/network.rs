//! What fits into a post, counted as each network counts. It must not know what a post says.

use sparky_schema::content::Platform;
use unicode_segmentation::UnicodeSegmentation as _;

/// What X and Mastodon count for a link, however long it is.
const LINK: usize = 23;

/// Bytes of a post on Bluesky.
const MOST_BYTES: usize = 3_000;

/// Whether a network takes the text.
pub(crate) fn fits(platform: Platform, text: &str) -> bool {
    match platform {
        Platform::X => weighted(text) <= 280,
        Platform::Bluesky => text.graphemes(true).count() <= 300 && text.len() <= MOST_BYTES,
        Platform::Mastodon => with_links(text, |part| part.graphemes(true).count()) <= 500,
        Platform::LinkedIn => text.encode_utf16().count() <= 1_300,
    }
}

/// Whether posts follow each other there.
pub(crate) const fn has_threads(platform: Platform) -> bool {
    !matches!(platform, Platform::LinkedIn)
}

/// Latin and its like count one, emoji and everything else two.
fn weighted(text: &str) -> usize {
    with_links(text, |part| part.graphemes(true).map(weight).sum())
}

fn weight(grapheme: &str) -> usize {
    let is_light = |c: char| matches!(c, '\0'..='\u{10FF}' | '\u{2000}'..='\u{200D}' | '\u{2010}'..='\u{201F}' | '\u{2032}'..='\u{2037}');
    let is_emoji =
        grapheme.contains(['\u{FE0F}', '\u{20E3}']) || grapheme.starts_with(|c| matches!(c, '\u{1F000}'..='\u{1FAFF}'));
    if is_emoji { 2 } else { grapheme.chars().map(|c| if is_light(c) { 1 } else { 2 }).sum() }
}

/// Counts the text around links, and each link as the same.
fn with_links(text: &str, count: impl Fn(&str) -> usize) -> usize {
    let pieces = text.split_inclusive(char::is_whitespace);
    let each = pieces.map(|piece| match piece.starts_with("https://") || piece.starts_with("http://") {
        true => LINK + count(piece.trim_start_matches(|c: char| !c.is_whitespace())),
        false => count(piece),
    });
    each.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_network_counts_in_its_own_way() {
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
}

//! How long a text is, counted as each network counts. It must not know what is done with a text that is too long.

use unicode_segmentation::UnicodeSegmentation as _;

/// What X counts for a link, however long it is.
const LINK_ON_X: usize = 23;

/// Signs as people see them.
pub(crate) fn graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// What X counts: Latin and its like one, emoji and everything else two, a link 23.
pub(crate) fn weighted(text: &str) -> usize {
    with_links(text, LINK_ON_X, |part| part.graphemes(true).map(weight).sum())
}

/// What Mastodon counts: graphemes, a link as much as the server says, a person of another server without the server.
pub(crate) fn on_mastodon(text: &str, link: usize) -> usize {
    with_links(text, link, |part| match part.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@') {
        person if person.starts_with('@') => {
            let server = person.get(1..).and_then(|rest| rest.split_once('@')).map_or("", |(_, server)| server);
            let server = server.trim_end_matches(|c: char| !c.is_alphanumeric());
            graphemes(part) - if server.is_empty() { 0 } else { graphemes(server) + 1 }
        }
        _ => graphemes(part),
    })
}

/// Counts the text around links, and each link as the same.
fn with_links(text: &str, link: usize, count: impl Fn(&str) -> usize) -> usize {
    let pieces = text.split_inclusive(char::is_whitespace);
    let each = pieces.map(|piece| match is_link(piece) {
        true => link + count(piece.trim_start_matches(|c: char| !c.is_whitespace())),
        false => count(piece),
    });
    each.sum()
}

/// Whether a word is a web address.
pub(crate) fn is_link(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

fn weight(grapheme: &str) -> usize {
    let is_light = |c: char| matches!(c, '\0'..='\u{10FF}' | '\u{2000}'..='\u{200D}' | '\u{2010}'..='\u{201F}' | '\u{2032}'..='\u{2037}');
    let is_emoji =
        grapheme.contains(['\u{FE0F}', '\u{20E3}']) || grapheme.starts_with(|c| matches!(c, '\u{1F000}'..='\u{1FAFF}'));
    if is_emoji { 2 } else { grapheme.chars().map(|c| if is_light(c) { 1 } else { 2 }).sum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_network_counts_in_its_own_way() {
        let link = format!("https://example.org/{}", "a".repeat(300));
        assert_eq!(weighted(&format!("{}\n{link}", "a".repeat(10))), 34);
        assert_eq!((weighted("漢字"), weighted("👩‍👩‍👧"), weighted("é–’")), (4, 2, 3));
        assert_eq!((graphemes("e\u{301}👩‍👩‍👧"), on_mastodon(&format!("{link} ok"), 23)), (2, 26));
        assert_eq!(on_mastodon("by @ann@social.example, yes", 23), "by @ann, yes".len());
        assert_eq!(on_mastodon("by ann@social.example", 23), "by ann@social.example".len());
    }
}

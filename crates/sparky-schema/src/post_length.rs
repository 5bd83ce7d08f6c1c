//! How long a post is, counted as each network counts. It must not know what a post says, nor what is done with one
//! that is too long.

mod links;

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::content::Platform;
use links::{Piece, pieces};

/// What X counts for a link, however long it is; Mastodon's own servers count the same.
pub const LINK: usize = 23;

/// Bytes of a post on Bluesky.
const MOST_BYTES: usize = 3_000;

/// Whether a network takes the text as one post.
pub fn fits(platform: Platform, text: &str) -> bool {
    match platform {
        Platform::X => on_x(text) <= 280,
        Platform::Bluesky => graphemes(text) <= 300 && text.len() <= MOST_BYTES,
        Platform::Mastodon => on_mastodon(text, LINK) <= 500,
        Platform::LinkedIn => text.encode_utf16().count() <= 1_300,
    }
}

/// Signs as people see them.
pub fn graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// What X counts, in the composed form of the text: Latin and its like one, an emoji two whatever it is made of,
/// everything else two, a link 23.
pub fn on_x(text: &str) -> usize {
    let composed: String = text.nfc().collect();
    let each = pieces(&composed).map(|piece| match piece {
        Piece::Link(_) => LINK,
        // Whether X takes it for a link depends on a list of domains that grows: the larger count is safe.
        Piece::Domain(domain) => LINK.max(weighted(domain)),
        Piece::Text(text) => weighted(text),
    });
    each.sum()
}

/// What Mastodon counts: graphemes, a link as much as the server says, a person of another server without the server.
pub fn on_mastodon(text: &str, link: usize) -> usize {
    let each = pieces(text).map(|piece| match piece {
        Piece::Link(_) => link,
        Piece::Domain(text) | Piece::Text(text) => graphemes(text),
    });
    each.sum::<usize>() - text.split_whitespace().map(server).sum::<usize>()
}

/// How much of `@name@server` is the server.
fn server(word: &str) -> usize {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    let Some((_, server)) = word.strip_prefix('@').and_then(|rest| rest.split_once('@')) else { return 0 };
    let host = server.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').unwrap_or(server.len());
    let server = server.get(..host).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric());
    if server.is_empty() { 0 } else { graphemes(server) + 1 }
}

/// Whether a word is a web address.
pub fn is_link(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

fn weighted(text: &str) -> usize {
    text.graphemes(true).map(weight).sum()
}

fn weight(grapheme: &str) -> usize {
    let is_light = |c: char| matches!(c, '\0'..='\u{10FF}' | '\u{2000}'..='\u{200D}' | '\u{2010}'..='\u{201F}' | '\u{2032}'..='\u{2037}');
    if is_emoji(grapheme) { 2 } else { grapheme.chars().map(|c| if is_light(c) { 1 } else { 2 }).sum() }
}

fn is_emoji(grapheme: &str) -> bool {
    let is_picture = |c| matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}');
    let is_joined = grapheme.contains(|c| matches!(c, '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}'));
    grapheme.contains(['\u{FE0F}', '\u{20E3}'])
        || grapheme.starts_with(|c| matches!(c, '\u{1F000}'..='\u{1FAFF}'))
        || is_joined && grapheme.starts_with(is_picture)
}

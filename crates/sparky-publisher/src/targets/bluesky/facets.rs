//! Which bytes of a post are links and tags; on Bluesky nothing is one unless it is said so, and nobody is mentioned. It
//! must not know how a post is sent.

use serde_json::{Value, json};

/// The facets of a text: places are counted in bytes of UTF-8.
pub(super) fn facets(text: &str) -> Vec<Value> {
    words(text).filter_map(|(start, word)| link(start, word).or_else(|| tag(start, word))).collect()
}

/// The first link of a text.
pub(super) fn first_link(text: &str) -> Option<&str> {
    words(text).find_map(|(_, word)| address(word).map(|(_, url)| url))
}

/// The words and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).map(move |piece| {
        let start = at;
        at += piece.len();
        (start, piece.trim_end())
    })
}

fn link(start: usize, word: &str) -> Option<Value> {
    let (from, url) = address(word)?;
    Some(facet(start + from, url.len(), &json!({ "$type": "app.bsky.richtext.facet#link", "uri": url })))
}

/// A web address in a word, without the brackets and the punctuation around it.
fn address(word: &str) -> Option<(usize, &str)> {
    let from = word.find("https://").or_else(|| word.find("http://"))?;
    let before = word.get(..from)?;
    if before.chars().any(char::is_alphanumeric) {
        return None;
    }
    let mut url = word.get(from..)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '\'', '>', ']', '”', '…']);
    while url.ends_with(')') && url.matches(')').count() > url.matches('(').count() {
        url = url.strip_suffix(')').unwrap_or(url).trim_end_matches(['.', ',']);
    }
    url.contains('.').then_some((from, url)).or_else(|| url.contains("localhost").then_some((from, url)))
}

/// `#word`; a number after the sign is a reference, not a tag.
fn tag(start: usize, word: &str) -> Option<Value> {
    let name = word.strip_prefix('#')?.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let is_tag = name.chars().all(|c| c.is_alphanumeric() || c == '_') && name.chars().any(char::is_alphabetic);
    // The lexicon takes 64 graphemes.
    let fits = !name.is_empty() && name.chars().count() <= 64;
    (is_tag && fits && !name.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| facet(start, name.len() + 1, &json!({ "$type": "app.bsky.richtext.facet#tag", "tag": name })))
}

fn facet(start: usize, length: usize, feature: &Value) -> Value {
    json!({ "index": { "byteStart": start, "byteEnd": start + length }, "features": [feature] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes_and_only_links_and_tags_are_marked() {
        let text =
            "Größe 漢 👩‍👩‍👧 (https://example.org/a_(b)), see https://example.org/c. #rust, #9 @ann a#b #1st\nhttp://x.org";
        let marked: Vec<&str> = facets(text)
            .iter()
            .map(|facet| {
                let at = |name: &str| facet["index"][name].as_u64().unwrap() as usize;
                &text[at("byteStart")..at("byteEnd")]
            })
            .collect();
        assert_eq!(marked, ["https://example.org/a_(b)", "https://example.org/c", "#rust", "http://x.org"]);
        assert_eq!(first_link("see (https://example.org/c)."), Some("https://example.org/c"));
        assert!(facets("nothing https:// here").is_empty());
    }
}

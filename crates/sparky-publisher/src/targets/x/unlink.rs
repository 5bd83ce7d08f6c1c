//! A text without links, for X charges more for a post with one. It must not know what a post costs.

use sparky_schema::post_length::is_link;

/// Keeps a name from being read as an address; nobody sees it.
const JOINER: char = '\u{2060}';

/// The text without its addresses and the lines that held nothing else; what merely looks like one is none.
pub(super) fn without_links(text: &str) -> String {
    let lines = text.lines().filter_map(|line| {
        let words: Vec<&str> = line.split(' ').filter(|word| !is_link(word)).collect();
        let left = words.join(" ");
        (line.trim().is_empty() || !left.trim().is_empty()).then(|| unlinked(left.trim_end()))
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut text = text.trim().to_owned();
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}

/// `example.com` and `lib.rs` become links unless something stands in between.
fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once('.') {
        out.push_str(head);
        out.push('.');
        let letters = tail.chars().take_while(char::is_ascii_alphabetic).count();
        if head.ends_with(char::is_alphanumeric) && letters > 1 {
            out.push(JOINER);
        }
        rest = tail;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_is_left() {
        let text = "Merged in lib.rs v1.2.3\n\nhttps://example.org/a\n\nBy ann https://example.org/b.";
        assert_eq!(without_links(text), "Merged in lib.\u{2060}rs v1.2.3\n\nBy ann");
        assert_eq!(without_links("https://example.org"), "");
    }
}

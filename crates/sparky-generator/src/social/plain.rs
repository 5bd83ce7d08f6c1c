//! Markdown as the plain text of a post, in which nothing becomes a link, a mention or a hashtag by accident. It must
//! not know networks.

use crate::escape::JOINER;
use crate::words::all_blocks;

/// Endings of files that no network takes for the end of a domain.
const NO_DOMAINS: [&str; 8] = ["js", "ts", "json", "toml", "yaml", "yml", "txt", "html"];

/// The text as people read it.
pub(crate) fn plain(markdown: &str) -> String {
    let blocks = all_blocks(markdown);
    let texts: Vec<String> = blocks.into_iter().map(|block| block.text).collect();
    unlinked(&texts.join("\n\n"))
}

/// Networks make links of `README.md` and `crates.io`; a character of no width keeps them from it.
fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once('.') {
        out.push_str(head);
        out.push('.');
        let label: String = tail.chars().take_while(char::is_ascii_alphabetic).collect();
        let inside = head.ends_with(|c: char| c.is_alphanumeric()) && label.len() > 1;
        if inside && !NO_DOMAINS.contains(&label.to_lowercase().as_str()) {
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
    fn what_looks_like_a_domain_is_none_and_markdown_is_gone() {
        assert_eq!(plain("[ada](https://github.com/ada) wrote README.md."), "ada wrote README.\u{2060}md.");
        assert_eq!(plain("next.js v1.2.3. Then\\_this"), "next.js v1.2.3. Then_this");
    }
}

//! Cuts a sentence of ours into links, quotations and words. It must not know what they mean.

/// A piece of a Markdown sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A link: its label, its address, and both as they stand.
    Link { label: String, url: String, source: String },
    /// A title or a sentence of somebody else, with its quotation marks.
    Quote(String),
    /// A word: punctuation before it, itself, punctuation after it.
    Word { before: String, core: String, after: String },
}

/// Every piece, in order. White space is what lies between words; a piece that follows another without any is `glued`.
pub(super) fn pieces(markdown: &str) -> Vec<(bool, Piece)> {
    let mut found = Vec::new();
    let (mut rest, mut glued) = (markdown, false);
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = rest.trim_start();
            glued = false;
            continue;
        }
        let (piece, length) = link(rest).or_else(|| quote(rest)).unwrap_or_else(|| word(rest));
        found.push((glued, piece));
        rest = rest.get(length..).unwrap_or_default();
        glued = true;
    }
    found
}

fn link(text: &str) -> Option<(Piece, usize)> {
    let inner = text.strip_prefix('[')?;
    let end = unescaped(inner, ']')?;
    let (label, rest) = inner.split_at_checked(end)?;
    let target = rest.strip_prefix("](")?;
    let (url, length) = match target.strip_prefix('<') {
        Some(target) => target.split_once(">)").map(|(url, _)| (url, url.len() + 3))?,
        None => target.split_once(')').map(|(url, _)| (url, url.len() + 1))?,
    };
    let length = 1 + label.len() + 2 + length;
    let source = text.get(..length)?.to_owned();
    Some((Piece::Link { label: label.to_owned(), url: url.to_owned(), source }, length))
}

/// Where a character is that no backslash stands before.
fn unescaped(text: &str, wanted: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == wanted => return Some(at),
            _ => {}
        }
    }
    None
}

fn quote(text: &str) -> Option<(Piece, usize)> {
    let length = text.strip_prefix('“')?.find('”')? + 2 * '“'.len_utf8();
    Some((Piece::Quote(text.get(..length)?.to_owned()), length))
}

fn word(text: &str) -> (Piece, usize) {
    let ends = |(at, c): &(usize, char)| c.is_whitespace() || (*at > 0 && *c == '“') || (*at > 0 && is_link(text, *at));
    let length = text.char_indices().find(ends).map_or(text.len(), |(at, _)| at);
    let whole = text.get(..length).unwrap_or(text);
    let start = whole.find(|c| c != '(').unwrap_or(whole.len());
    let (before, rest) = whole.split_at_checked(start).unwrap_or(("", whole));
    let core = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
    let after = rest.get(core.len()..).unwrap_or_default();
    let own = |text: &str| text.to_owned();
    (Piece::Word { before: own(before), core: own(core), after: own(after) }, length)
}

fn is_link(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with('[') && link(rest).is_some())
        && !text.get(..at).is_some_and(|before| before.ends_with('\\'))
}

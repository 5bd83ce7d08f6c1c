//! The links of a plain text, as networks find them. It must not know how they are counted.

/// Domains with more than two letters at the end that people write in texts; every one of two letters is taken for a
/// country's.
const ENDINGS: [&str; 22] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "dev", "app", "page", "zip", "mov", "cloud",
    "software", "tools", "systems", "network", "online", "site", "tech",
];

/// No country's, but those of files.
const FILES: [&str; 2] = ["js", "ts"];

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A web address with its scheme.
    Link(&'a str),
    /// What may be one without.
    Domain(&'a str),
    /// Anything else.
    Text(&'a str),
}

/// The text in parts, nothing left out.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let before = text.get(..text.len() - rest.len()).and_then(|done| done.chars().next_back());
        let length = link(before, rest).or_else(|| domain(before, rest));
        let (piece, after) = rest.split_at(length.unwrap_or_else(|| run(rest)));
        rest = after;
        Some(match (length, has_scheme(piece)) {
            (Some(_), true) => Piece::Link(piece),
            (Some(_), false) => Piece::Domain(piece),
            (None, _) => Piece::Text(piece),
        })
    })
}

/// Up to where the next link could begin: behind a word and the signs that follow it.
fn run(rest: &str) -> usize {
    let word = rest.find(|c: char| !is_of_host(c)).unwrap_or(rest.len());
    // What combines with a sign stays with it.
    let signs = rest.get(word..).unwrap_or_default();
    word + signs.find(|c: char| c.is_ascii_alphanumeric()).unwrap_or(signs.len())
}

fn has_scheme(text: &str) -> bool {
    let is = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    is("https://") || is("http://")
}

/// How long the link with a scheme is that begins here.
fn link(before: Option<char>, text: &str) -> Option<usize> {
    if !has_scheme(text) || before.is_some_and(|c| c.is_ascii_alphanumeric() || "@＠$#＃".contains(c)) {
        return None;
    }
    let start = text.find("://")? + 3;
    let behind = text.get(start..)?;
    let length = behind.find(|c: char| !is_of_link(c)).unwrap_or(behind.len());
    let whole = behind.get(..length)?.trim_end_matches(|c: char| ".,;:!?'\"…".contains(c));
    let whole = if whole.contains('(') { whole } else { whole.trim_end_matches(|c: char| ".,;:!?)'\"…".contains(c)) };
    let host = whole.split(['/', '?', '#', ':']).next()?;
    has_domain(host).then_some(start + whole.len())
}

/// How long the domain is that begins here without a scheme.
fn domain(before: Option<char>, text: &str) -> Option<usize> {
    if before.is_some_and(|c| c.is_alphanumeric() || "@＠$#＃-_./".contains(c)) {
        return None;
    }
    let length = text.find(|c: char| !is_of_host(c)).unwrap_or(text.len());
    let host = text.get(..length)?.trim_end_matches(['.', '-']);
    let ending = host.rsplit('.').next()?.to_ascii_lowercase();
    let is_country = ending.len() == 2 && !FILES.contains(&ending.as_str());
    (has_domain(host) && (is_country || ENDINGS.contains(&ending.as_str()))).then_some(host.len())
}

/// Whether it has a domain's end behind a dot.
fn has_domain(host: &str) -> bool {
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    name.ends_with(char::is_alphanumeric) && ending.len() > 1 && ending.chars().all(|c| c.is_alphabetic())
}

const fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

/// Latin and Cyrillic letters are taken in a path, other scripts end it.
fn is_of_link(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c, '<' | '>' | '"' | '`' | '«' | '»')
        && matches!(c, '!'..='\u{24F}' | '\u{400}'..='\u{52F}')
}

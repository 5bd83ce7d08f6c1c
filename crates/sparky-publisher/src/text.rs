//! Texts made safe and short for the place they go to: nobody is notified, nothing is closed or linked back, and a cut
//! falls between sentences. It must not know any service.

pub(crate) mod spans;
pub(crate) mod thread;

/// Stands between a sign and what would make it act; nobody sees it.
const NOTHING: char = '\u{200b}';

/// Markdown without live mentions, references and keywords. Code and addresses stay as they are.
pub(crate) fn quiet(markdown: &str) -> String {
    let mut quiet = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(first) = rest.chars().next() {
        let verbatim = code(rest).or_else(|| address(rest));
        let taken = verbatim.unwrap_or(first.len_utf8());
        let (part, after) = rest.split_at(taken);
        let before = quiet.chars().last();
        quiet.push_str(part);
        if verbatim.is_none() && acts(before, first, after) {
            quiet.push(NOTHING);
        }
        rest = after;
    }
    quiet
}

/// Plain text without live mentions, for networks that know no code. Addresses stay as they are.
pub(crate) fn mute(text: &str) -> String {
    let mut muted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let in_word = muted.chars().next_back().is_some_and(char::is_alphanumeric);
        let (part, after) = rest.split_at(address(rest).unwrap_or(sign.len_utf8()));
        muted.push_str(part);
        let named = after.chars().next().is_some_and(|next| next.is_alphanumeric() || next == '_');
        if matches!(part, "@" | "＠") && !in_word && named {
            muted.push(NOTHING);
        }
        rest = after;
    }
    muted
}

/// The same for GitHub, where a link to an issue shows up in that issue unless it takes a detour.
pub(crate) fn quiet_on_github(markdown: &str) -> String {
    quiet(markdown).replace("https://github.com/", "https://redirect.github.com/")
}

/// Whether this character and what follows it would notify somebody or refer to something.
fn acts(before: Option<char>, sign: char, after: &str) -> bool {
    let next = after.chars().next();
    let in_word = before.is_some_and(char::is_alphanumeric);
    match sign {
        '@' => !in_word && next.is_some_and(char::is_alphanumeric),
        '#' => next.is_some_and(|next| next.is_ascii_digit()),
        '-' => {
            before.is_some_and(|before| before.eq_ignore_ascii_case(&'h'))
                && next.is_some_and(|next| next.is_ascii_digit())
        }
        _ => false,
    }
}

/// How long the code is that begins here: it ends with as many ticks as it begins with.
fn code(text: &str) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let fence = text.get(..ticks).filter(|fence| !fence.is_empty())?;
    let length = text.get(ticks..)?.find(fence).map_or(0, |end| end + ticks);
    Some(ticks + length)
}

/// How long the web address is that begins here.
fn address(text: &str) -> Option<usize> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    Some(text.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | '"' | '`')).unwrap_or(text.len()))
}

/// At most so many units of UTF-16, which is how most services count; cut after a paragraph, a line, a sentence or a word.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let (head, _) = cut(text, limit.saturating_sub(2));
    format!("{} …", head.trim_end())
}

/// The text in pieces of at most so many units each.
pub(crate) fn pieces(text: &str, limit: usize) -> Vec<String> {
    let (mut pieces, mut rest) = (Vec::new(), text.trim());
    while length(rest) > limit {
        let (head, tail) = cut(rest, limit);
        pieces.push(head.trim_end().to_owned());
        rest = tail.trim_start();
    }
    pieces.push(rest.to_owned());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

pub(crate) fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// What fits, up to the last good place, and the rest.
fn cut(text: &str, limit: usize) -> (&str, &str) {
    let mut units = 0;
    let fits = text.char_indices().take_while(|(_, c)| {
        units += c.len_utf16();
        units <= limit
    });
    let end = fits.last().map_or(0, |(at, c)| at + c.len_utf8());
    let head = text.get(..end).unwrap_or_default();
    let good = ["\n\n", "\n", ". ", " "].iter().find_map(|mark| {
        let at = head.rfind(mark)? + mark.len();
        // A good place that leaves most of the room empty is none.
        (at * 2 > end).then_some(at)
    });
    text.split_at(good.unwrap_or(end))
}

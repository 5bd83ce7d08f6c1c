//! The first sentence of a commit's body that is prose. It must not know what the sentence is used for.

/// Longer sentences are no detail.
const LONGEST: usize = 200;

/// The first sentence of the first paragraph that is prose: no list, trailer, code, quote, heading or address. Empty
/// when there is none.
pub(crate) fn first_sentence(body: &str) -> String {
    let body = body.replace("\r\n", "\n");
    let mut in_code = false;
    for paragraph in body.split("\n\n") {
        let fences = paragraph.lines().filter(|line| line.trim_start().starts_with("```")).count();
        let prose = !in_code && fences == 0 && is_prose(paragraph);
        in_code ^= fences % 2 == 1;
        if prose {
            return sentence(paragraph);
        }
    }
    String::new()
}

fn is_prose(paragraph: &str) -> bool {
    let Some(first) = paragraph.lines().find(|line| !line.trim().is_empty()) else { return false };
    let indented = first.starts_with("    ") || first.starts_with('\t');
    let text = first.trim();
    let starts_as_word = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '`' | '('));
    let numbered =
        text.split_once(['.', ')']).is_some_and(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let trailer = text.split_once(": ").is_some_and(|(key, _)| key.contains('-') && !key.contains(' '));
    let closing = text.split_once(" #").is_some_and(|(key, _)| !key.contains(' '));
    let two_words = text.split_whitespace().count() >= 2;
    starts_as_word && two_words && !indented && !numbered && !trailer && !closing && !paragraph.contains("://")
}

fn sentence(paragraph: &str) -> String {
    let text = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1).find(|end| ends_sentence(&text, *end));
    let sentence = end.and_then(|end| text.get(..end)).unwrap_or(&text);
    if sentence.chars().count() <= LONGEST && !sentence.ends_with(':') { sentence.to_owned() } else { String::new() }
}

/// A sentence ends at a mark that is followed by nothing or by a blank, and that ends no abbreviation and is in no code:
/// between backticks, or the mark of a macro, after which the sentence goes on in lower case.
fn ends_sentence(text: &str, end: usize) -> bool {
    let (before, after) = (text.get(..end).unwrap_or(""), text.get(end..).unwrap_or(""));
    let abbreviated = ["e.g.", "i.e.", "etc.", "vs.", "cf."].iter().any(|short| before.ends_with(short));
    let quoted = before.matches('`').count() % 2 == 1 && after.contains('`');
    let goes_on = before.ends_with('!') && after.trim_start().starts_with(char::is_lowercase);
    after.is_empty() || (after.starts_with(' ') && !abbreviated && !quoted && !goes_on)
}

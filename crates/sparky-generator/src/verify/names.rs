//! Names in a text: words that look like somebody's or something's name and that nothing known holds. Words of the
//! built-in templates are no names. It must not know who is who.

use super::known::Known;
use crate::escape::JOINER;

/// Capitalised words within a sentence, the doer at its beginning and whoever something is by, unless known.
pub(super) fn wrong_names(known: &Known, text: &str) -> Vec<String> {
    let text = text.replace(JOINER, "");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut wrong = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|n| words.get(n)).copied();
        let after = words.get(at + 1).copied().unwrap_or_default();
        if is_name(known, word, before, after) && !is_known(known, word) {
            wrong.push(format!("the name `{}` is not in the analysis", bare(word)));
        }
    }
    wrong
}

fn is_name(known: &Known, word: &str, before: Option<&str>, after: &str) -> bool {
    // An emoji before a heading is no word.
    let is_mark = |text: &str| text.chars().all(|c| c >= '\u{2190}' && !c.is_alphanumeric());
    let begins = before.is_none_or(|before| is_mark(before) || before.ends_with(['.', '!', '?', ':', '”', '"', '(']));
    let plain = word.starts_with(char::is_alphabetic);
    let capital = plain && bare(word).starts_with(char::is_uppercase);
    let reading = known.wording.reading();
    let is_by = |before: &str| reading.by.iter().any(|by| bare(before).eq_ignore_ascii_case(by));
    let by = before.is_some_and(is_by) && !reading.after_by.contains(&bare(word));
    let by = by && known.wording.word_value(bare(word)).is_none();
    by || if begins { plain && reading.deeds.contains(&bare(after)) } else { capital }
}

fn is_known(known: &Known, word: &str) -> bool {
    let is_word =
        |part: &String| known.words.contains(part) || known.ours.contains(part) || part.len() == 1 || part == "s";
    // A title that was cut ends in half a word.
    word.contains('…') || crate::words::lower_words(word).all(|part| is_word(&part))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

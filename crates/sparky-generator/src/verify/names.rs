//! Names in a text: words that look like somebody's or something's name and that nothing known holds. Words of the
//! built-in templates are no names. It must not know who is who.

use super::known::Known;
use crate::escape::JOINER;
use crate::templates::built_in_words;

/// What people are said to have done, after a name at the beginning of a sentence.
const DEEDS: [&str; 24] = [
    "added",
    "also",
    "and",
    "approved",
    "brought",
    "closed",
    "committed",
    "contributed",
    "fixed",
    "got",
    "had",
    "has",
    "landed",
    "made",
    "merged",
    "opened",
    "proposed",
    "published",
    "released",
    "reported",
    "reviewed",
    "shared",
    "submitted",
    "wrote",
];

/// Words that follow `by` without being a name.
const AFTER_BY: [&str; 12] =
    ["a", "an", "the", "then", "hand", "default", "this", "that", "its", "their", "being", "now"];

/// Capitalised words within a sentence, the doer at its beginning and whoever something is by, unless known.
pub(super) fn wrong_names(known: &Known, text: &str) -> Vec<String> {
    let text = text.replace(JOINER, "");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut wrong = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|n| words.get(n)).copied();
        let after = words.get(at + 1).copied().unwrap_or_default();
        if is_name(word, before, after) && !is_known(known, word) {
            wrong.push(format!("the name `{}` is not in the analysis", bare(word)));
        }
    }
    wrong
}

fn is_name(word: &str, before: Option<&str>, after: &str) -> bool {
    // An emoji before a heading is no word.
    let is_mark = |text: &str| text.chars().all(|c| c >= '\u{2190}' && !c.is_alphanumeric());
    let begins = before.is_none_or(|before| is_mark(before) || before.ends_with(['.', '!', '?', ':', '”', '"', '(']));
    let plain = word.starts_with(char::is_alphabetic);
    let capital = plain && bare(word).starts_with(char::is_uppercase);
    let by = before.is_some_and(|before| bare(before).eq_ignore_ascii_case("by")) && !AFTER_BY.contains(&bare(word));
    let by = by && crate::language::word_value(bare(word)).is_none();
    by || if begins { plain && DEEDS.contains(&bare(after)) } else { capital }
}

fn is_known(known: &Known, word: &str) -> bool {
    let ours = built_in_words();
    let is_word = |part: &String| known.words.contains(part) || ours.contains(part) || part.len() == 1 || part == "s";
    // A title that was cut ends in half a word.
    word.contains('…') || crate::words::lower_words(word).all(|part| is_word(&part))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

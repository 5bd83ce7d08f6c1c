//! Days and counts in a sentence of ours: how many of its pieces say one. It must not know slots.

use sparky_schema::Language;

use super::pieces::Piece;
use crate::language::english::word_value;

/// Words that end what a number counts.
const ENDS: [&str; 27] = [
    "a", "after", "an", "and", "at", "before", "beside", "but", "by", "for", "from", "in", "of", "on", "or", "so",
    "than", "that", "the", "to", "too", "when", "which", "while", "who", "with", "within",
];

/// Words after a number that can say what it counts.
const LONGEST_COUNT: usize = 4;

fn core(piece: Option<&(bool, Piece)>) -> &str {
    if let Some((_, Piece::Word { core, .. })) = piece { core } else { "" }
}

fn closed(piece: Option<&(bool, Piece)>) -> bool {
    !matches!(piece, Some((_, Piece::Word { after, .. })) if after.is_empty())
}

/// The pieces of a day: `Monday`, `Monday, 7 December`, `7 December 2026`.
pub(super) fn day(rest: &[(bool, Piece)]) -> Option<usize> {
    let number = |at: usize| core(rest.get(at)).parse::<u32>().is_ok_and(|n| n <= 31);
    let month = |at: usize| Language::En.months().contains(&core(rest.get(at)));
    let start = usize::from(Language::En.weekdays().contains(&core(rest.first())));
    if number(start) && month(start + 1) && !closed(rest.get(start)) {
        let year = !closed(rest.get(start + 1)) && core(rest.get(start + 2)).parse::<u32>().is_ok_and(|n| n > 1_900);
        return Some(start + 2 + usize::from(year));
    }
    (start == 1).then_some(1)
}

fn is_number(core: &str) -> bool {
    let digits = core.starts_with(|c: char| c.is_ascii_digit())
        && core.bytes().all(|b| b.is_ascii_digit() || b",.%".contains(&b));
    digits || word_value(core).is_some()
}

/// The pieces of a number with what it counts: `nine pull requests`, `eight of the nine pull requests`.
pub(super) fn count(first: &str, rest: &[(bool, Piece)]) -> Option<usize> {
    if !is_number(first) {
        return None;
    }
    let mut length = 1;
    while length <= LONGEST_COUNT && !closed(rest.get(length - 1)) {
        let of = |at: usize| core(rest.get(at)) == "of";
        let skip = if of(length) { 1 + usize::from(core(rest.get(length + 1)) == "the") } else { 0 };
        if skip > 0 && is_number(core(rest.get(length + skip))) {
            return Some(length + skip + count(core(rest.get(length + skip)), rest.get(length + skip..)?)?);
        }
        let Some(next) = rest.get(length) else { break };
        if ends(next) {
            break;
        }
        length += 1;
    }
    Some(length)
}

/// Whether a piece cannot belong to what a number counts.
pub(super) fn ends((glued, piece): &(bool, Piece)) -> bool {
    let Piece::Word { before, core, .. } = piece else { return true };
    let plain = core.chars().all(|c| c.is_alphabetic() || c == '-');
    *glued || !before.is_empty() || core.is_empty() || !plain || ENDS.contains(&core.as_str()) || is_number(core)
}

pub(super) fn phrase(taken: &[(bool, Piece)]) -> String {
    let texts = taken.iter().enumerate().map(|(n, (_, piece))| match piece {
        // What stands before the first word stays outside.
        Piece::Word { before, core, after } => format!("{}{core}{after}", if n == 0 { "" } else { before.as_str() }),
        Piece::Quote(text) | Piece::Link { source: text, .. } => text.clone(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Whether a word can say what a number after it is: `removes 10`.
pub(super) fn names_number(word: &str) -> bool {
    !word.is_empty() && !ENDS.contains(&word) && word.chars().all(char::is_alphabetic)
}

//! English: numbers, plurals, lists and dates. It must not know the analysis.

use chrono::NaiveDate;

const WORDS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The value of a number word from two to twelve.
pub(crate) fn word_value(word: &str) -> Option<u64> {
    WORDS.iter().skip(2).position(|known| known.eq_ignore_ascii_case(word)).map(|at| at as u64 + 2)
}

/// Small numbers in words, others in digits with separators.
pub(crate) fn number(value: u64) -> String {
    usize::try_from(value).ok().and_then(|at| WORDS.get(at)).map_or_else(|| digits(value), |word| (*word).to_owned())
}

/// Digits with a comma between thousands.
pub(crate) fn digits(value: u64) -> String {
    let plain = value.to_string();
    let mut out = String::new();
    for (at, c) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `one issue`, `two issues`.
pub(crate) fn counted(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// `Tuesday, 7 July`.
pub(crate) fn date(date: NaiveDate) -> String {
    date.format("%A, %-d %B").to_string()
}

/// The first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

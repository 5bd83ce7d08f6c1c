//! English: numbers, plurals, lists and dates. It must not know the analysis.

use chrono::NaiveDate;

const WORDS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Number words that texts of others may hold; ours stop at twelve.
const LARGER: [(&str, u64); 21] = [
    ("once", 1),
    ("dozen", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
];

/// The value of a number word.
pub(crate) fn word_value(word: &str) -> Option<u64> {
    if !(3..=9).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let small = WORDS.iter().skip(1).position(|known| known.eq_ignore_ascii_case(word)).map(|at| at as u64 + 1);
    small.or_else(|| LARGER.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, value)| *value))
}

/// Small numbers in words, others in digits with separators.
pub(crate) fn number(value: u64) -> String {
    usize::try_from(value).ok().and_then(|at| WORDS.get(at)).map_or_else(|| digits(value), |word| (*word).to_owned())
}

/// `once`, `twice`, `three times`.
pub(crate) fn times(value: u64) -> String {
    match value {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{} times", number(value)),
    }
}

/// `first` for 0, up to `twelfth`.
pub(crate) fn ordinal(before: usize) -> Option<&'static str> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    ORDINALS.get(before).copied()
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

/// `issue` and `issues`, `fix` and `fixes`.
pub(crate) fn plural(one: &str) -> String {
    let hisses = ["s", "x", "ch", "sh"].iter().any(|end| one.ends_with(end));
    format!("{one}{}", if hisses { "es" } else { "s" })
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

/// `a`, `a, and b`: for clauses, which hold an `and` of their own.
pub(crate) fn clauses(parts: &[String]) -> String {
    match parts {
        [head @ .., last] if !head.is_empty() => format!("{}, and {last}", head.join(", ")),
        _ => list(parts),
    }
}

/// `Tuesday, 7 July`.
pub(crate) fn date(date: NaiveDate) -> String {
    date.format("%A, %-d %B").to_string()
}

/// The first letter in upper case, unless the first word has a spelling of its own.
pub(crate) fn capital(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    let plain = word.trim_end_matches([',', ':', '.', ';']);
    if !plain.chars().all(|c| c.is_lowercase() || matches!(c, '’' | '\'')) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

//! What a model must not write itself: numbers, comparisons, absolutes, days, markup. It must not know facts.

use crate::language::english::{ordinal, word_value};

/// Amounts and absolutes.
const AMOUNTS: [&str; 34] = [
    "all",
    "always",
    "countless",
    "couple",
    "double",
    "dozens",
    "every",
    "everyone",
    "everything",
    "few",
    "half",
    "hundreds",
    "majority",
    "many",
    "millions",
    "multiple",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "nothing",
    "numerous",
    "pair",
    "percent",
    "quarter",
    "several",
    "single",
    "thousands",
    "thrice",
    "triple",
    "twice",
    "zero",
];

/// Comparisons.
const COMPARISONS: [&str; 63] = [
    "best",
    "better",
    "bigger",
    "biggest",
    "busier",
    "busiest",
    "compared",
    "decrease",
    "decreased",
    "decreases",
    "doubled",
    "earlier",
    "earliest",
    "exceeded",
    "fastest",
    "faster",
    "fell",
    "fewer",
    "grew",
    "grown",
    "growth",
    "halved",
    "higher",
    "highest",
    "increase",
    "increased",
    "increases",
    "larger",
    "largest",
    "later",
    "latest",
    "least",
    "less",
    "longer",
    "longest",
    "lower",
    "lowest",
    "more",
    "most",
    "mostly",
    "newer",
    "newest",
    "older",
    "oldest",
    "outpaced",
    "peak",
    "quieter",
    "quietest",
    "record",
    "rose",
    "shorter",
    "shortest",
    "shrank",
    "slower",
    "slowest",
    "smaller",
    "smallest",
    "than",
    "tripled",
    "unprecedented",
    "versus",
    "worse",
    "worst",
];

/// Days.
const DAYS: [&str; 22] = [
    "ago",
    "april",
    "august",
    "december",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "today",
    "tomorrow",
    "tonight",
    "tuesday",
    "wednesday",
    "yesterday",
];

/// The longest word that may be in capitals: `JSON` is a word, `FREE MONEY` is not.
const LONGEST_CAPITALS: usize = 4;

/// Why words cannot be printed; none when they can.
pub(super) fn fault(own: &str) -> Option<String> {
    if let Some(c) = own.chars().find(|c| !is_plain(*c)) {
        return Some(if c.is_numeric() { format!("the digit {c}") } else { format!("the character {c}") });
    }
    words(own).find_map(|word| {
        let lower = word.to_lowercase();
        let is = |list: &[&str]| list.contains(&lower.as_str());
        if word_value(&lower).is_some() || is_ordinal(&lower) {
            return Some(format!("the number word `{lower}`"));
        }
        if is(&AMOUNTS) {
            return Some(format!("the amount `{lower}`"));
        }
        if is(&COMPARISONS) {
            return Some(format!("the comparison `{lower}`"));
        }
        if is(&DAYS) || word == "May" || word == "March" {
            return Some(format!("the day `{lower}`"));
        }
        let shouts = word.chars().count() > LONGEST_CAPITALS && word.chars().all(char::is_uppercase);
        shouts.then(|| format!("the shouted word `{lower}`"))
    })
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').filter(|word| !word.is_empty())
}

/// Words of a text that somebody wrote, in lower case.
pub(super) fn lower(text: &str) -> Vec<String> {
    words(text).map(str::to_lowercase).collect()
}

fn is_plain(c: char) -> bool {
    is_latin(c) || " .,;:!?()’'–—-".contains(c)
}

/// Letters of other scripts look like these and are not.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{250}' && !"ªº".contains(c)
}

fn is_ordinal(word: &str) -> bool {
    (0..12).any(|n| ordinal(n) == Some(word)) || matches!(word, "firstly" | "secondly" | "thirds" | "halves")
}

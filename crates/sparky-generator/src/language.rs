//! What a language has to offer to texts: numbers, plurals, lists, dates, and the few words that stand outside templates.
//! Each language has its file here, and its sentences in `templates/`. It must not know the analysis.

pub(crate) mod english;
mod labels;
mod spanish;

use chrono::NaiveDate;
use sparky_schema::analysis::TrendMetric;
use sparky_schema::window::{Period, Window};
use sparky_schema::{Gap, Kind, Language};

pub(crate) use labels::{Chart as ChartLabels, Labels};

/// Days without activity: one, or several in a row from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    Day(String),
    Row(String, String),
}

/// What the truth check must know to read a language.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Words before the name of whoever did something.
    pub(crate) by: &'static [&'static str],
    /// Words that follow these without being a name.
    pub(crate) after_by: &'static [&'static str],
    /// What people are said to have done, after a name at the beginning of a sentence.
    pub(crate) deeds: &'static [&'static str],
    /// Words within a date that say nothing.
    pub(crate) in_dates: &'static [&'static str],
    /// The languages whose dates it may hold: titles keep theirs.
    pub(crate) calendars: &'static [Language],
}

/// How a language says what templates leave to code.
pub(crate) trait Wording: Sync {
    fn labels(&self) -> &'static Labels;
    fn reading(&self) -> &'static Reading;

    /// The value of a number word.
    fn word_value(&self, word: &str) -> Option<u64>;

    /// The numbers that a token with separators may stand for, with a point before decimals.
    fn readings(&self, token: &str) -> Vec<String>;

    /// Small numbers in words, others in digits. `feminine` is for languages whose number words agree with what is
    /// counted.
    fn number(&self, value: u64, feminine: bool) -> String;

    /// Digits with a separator between thousands.
    fn digits(&self, value: u64) -> String;

    /// A length of time or a decimal number as analyses write it: `3.5 days`.
    fn measure(&self, text: &str) -> String;

    /// `once`, `twice`, `three times`.
    fn times(&self, value: u64) -> String;

    /// `first` for 0, up to `twelfth`.
    fn ordinal(&self, before: usize) -> Option<&'static str>;

    /// The plural of a noun.
    fn plural(&self, one: &str) -> String;

    /// `one issue`, `two issues`.
    fn counted(&self, value: u64, one: &str, many: &str) -> String;

    /// `a`, `a and b`, `a, b and c`.
    fn list(&self, parts: &[String]) -> String;

    /// The same for clauses, which hold an `and` of their own.
    fn clauses(&self, parts: &[String]) -> String;

    /// `7 July`.
    fn day(&self, date: NaiveDate) -> String;

    /// `Tuesday, 7 July`, within a sentence.
    fn date(&self, date: NaiveDate) -> String;

    /// The same by itself, in a table.
    fn date_alone(&self, date: NaiveDate) -> String;

    /// `7 July 2026`.
    fn dated(&self, date: NaiveDate) -> String;

    /// `Tue`.
    fn short_weekday(&self, date: NaiveDate) -> String;

    /// From one day to another.
    fn span(&self, first: &str, last: &str) -> String;

    /// On some days, and from some to others.
    fn when(&self, spans: &[Span]) -> String;

    /// What a window is called in a title.
    fn window(&self, window: &Window) -> String;

    /// `day`, `week`, `month`; `period` for a window of one's own.
    fn period(&self, period: Option<Period>) -> &'static str;

    /// What a count counts, in the plural; none for one that no sentence names.
    fn noun(&self, metric: TrendMetric) -> Option<&'static str>;

    /// A kind of records, in the plural.
    fn kind(&self, kind: Kind) -> String;

    /// Why data is missing.
    fn gap(&self, gap: &Gap) -> String;

    /// A title and its author.
    fn by(&self, what: &str, author: &str) -> String;

    /// A path and its repository.
    fn of(&self, what: &str, place: &str) -> String;

    /// Something, and the part of the code where it is.
    fn within(&self, what: &str, scope: &str) -> String;
}

/// What a language has to offer.
pub(crate) fn wording(language: Language) -> &'static dyn Wording {
    match language {
        Language::En => &english::English,
        Language::Es => &spanish::Spanish,
    }
}

/// Digits with a separator between thousands.
fn grouped(value: u64, separator: char) -> String {
    let plain = value.to_string();
    let mut out = String::new();
    for (at, c) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(c);
    }
    out
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

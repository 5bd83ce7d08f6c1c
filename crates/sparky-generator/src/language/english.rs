//! English. It must not know the analysis.

mod labels;

use chrono::NaiveDate;
use sparky_schema::analysis::TrendMetric;
use sparky_schema::window::{Period, Window};
use sparky_schema::{Gap, Kind};

use super::{Labels, Reading, Span, Wording, grouped};
use labels::{LABELS, READING};

/// The language.
pub(crate) struct English;

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

/// `first` for 0, up to `twelfth`.
pub(crate) fn ordinal(before: usize) -> Option<&'static str> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    ORDINALS.get(before).copied()
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

fn number(value: u64) -> String {
    let word = usize::try_from(value).ok().and_then(|at| WORDS.get(at));
    word.map_or_else(|| grouped(value, ','), |word| (*word).to_owned())
}

impl Wording for English {
    fn labels(&self) -> &'static Labels {
        &LABELS
    }

    fn reading(&self) -> &'static Reading {
        &READING
    }

    fn word_value(&self, word: &str) -> Option<u64> {
        word_value(word)
    }

    fn readings(&self, token: &str) -> Vec<String> {
        vec![token.replace(',', "")]
    }

    fn number(&self, value: u64, _: bool) -> String {
        number(value)
    }

    fn digits(&self, value: u64) -> String {
        grouped(value, ',')
    }

    fn measure(&self, text: &str) -> String {
        text.to_owned()
    }

    fn times(&self, value: u64) -> String {
        match value {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            _ => format!("{} times", number(value)),
        }
    }

    fn ordinal(&self, before: usize) -> Option<&'static str> {
        ordinal(before)
    }

    /// `issue` and `issues`, `fix` and `fixes`.
    fn plural(&self, one: &str) -> String {
        let hisses = ["s", "x", "ch", "sh"].iter().any(|end| one.ends_with(end));
        format!("{one}{}", if hisses { "es" } else { "s" })
    }

    fn counted(&self, value: u64, one: &str, many: &str) -> String {
        format!("{} {}", number(value), if value == 1 { one } else { many })
    }

    fn list(&self, parts: &[String]) -> String {
        list(parts)
    }

    /// `a`, `a, and b`.
    fn clauses(&self, parts: &[String]) -> String {
        match parts {
            [head @ .., last] if !head.is_empty() => format!("{}, and {last}", head.join(", ")),
            _ => list(parts),
        }
    }

    fn day(&self, date: NaiveDate) -> String {
        date.format("%-d %B").to_string()
    }

    fn date(&self, date: NaiveDate) -> String {
        date.format("%A, %-d %B").to_string()
    }

    fn date_alone(&self, date: NaiveDate) -> String {
        self.date(date)
    }

    fn dated(&self, date: NaiveDate) -> String {
        date.format("%-d %B %Y").to_string()
    }

    fn short_weekday(&self, date: NaiveDate) -> String {
        date.format("%a").to_string()
    }

    fn span(&self, first: &str, last: &str) -> String {
        format!("{first} to {last}")
    }

    /// `on Tuesday and from Friday to Sunday`.
    fn when(&self, spans: &[Span]) -> String {
        let name = |span: &Span| match span {
            Span::Day(day) => day.clone(),
            Span::Row(first, last) => format!("from {first} to {last}"),
        };
        if spans.iter().all(|span| matches!(span, Span::Day(_))) {
            return format!("on {}", list(&spans.iter().map(name).collect::<Vec<_>>()));
        }
        let placed = |span: &Span| match span {
            Span::Day(day) => format!("on {day}"),
            row @ Span::Row(..) => name(row),
        };
        list(&spans.iter().map(placed).collect::<Vec<_>>())
    }

    fn window(&self, window: &Window) -> String {
        let first = window.first_date();
        match window.period {
            _ if window.is_custom() => self.span(&self.dated(first), &self.dated(window.last_date())),
            Period::Daily => first.format("%A, %-d %B %Y").to_string(),
            Period::Weekly => first.format("Week %-V, %G").to_string(),
            Period::Monthly => first.format("%B %Y").to_string(),
        }
    }

    fn period(&self, period: Option<Period>) -> &'static str {
        period.map_or("period", Period::noun)
    }

    fn noun(&self, metric: TrendMetric) -> Option<&'static str> {
        Some(match metric {
            TrendMetric::Commits => "commits",
            TrendMetric::PullRequestsOpened => "new pull requests",
            TrendMetric::PullRequestsMerged => "merged pull requests",
            TrendMetric::IssuesOpened => "new issues",
            TrendMetric::IssuesClosed => "closed issues",
            TrendMetric::Reviews => "reviews",
            TrendMetric::PullRequestsClosed
            | TrendMetric::Comments
            | TrendMetric::ReviewComments
            | TrendMetric::Releases => return None,
        })
    }

    fn kind(&self, kind: Kind) -> String {
        kind.name().replace('_', " ")
    }

    /// In the words of the stage that could not read it.
    fn gap(&self, gap: &Gap) -> String {
        gap.message.clone()
    }

    fn by(&self, what: &str, author: &str) -> String {
        format!("{what} by {author}")
    }

    fn of(&self, what: &str, place: &str) -> String {
        format!("{what} of {place}")
    }

    fn within(&self, what: &str, scope: &str) -> String {
        format!("{what} in {scope}")
    }
}

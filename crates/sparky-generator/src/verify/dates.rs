//! Dates in a text: `Tuesday, 7 July`, `7 July 2026`, `July 7`, and the same in its own language. It must not know which of them are right.

use chrono::{Datelike, NaiveDate};
use sparky_schema::Language;

use super::known::Known;
use crate::language::Reading;

/// A day and month, with the year and the day of the week where the text has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    month: u32,
    day: u32,
    year: Option<i32>,
    weekday: Option<u32>,
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        let weekday = date.weekday().num_days_from_monday();
        Self { month: date.month(), day: date.day(), year: Some(date.year()), weekday: Some(weekday) }
    }
}

impl Date {
    /// The names of its month and day.
    pub(super) fn words(&self, reading: &Reading) -> Vec<String> {
        let name = |names: &[&str], at: Option<u32>| {
            usize::try_from(at?).ok().and_then(|at| names.get(at)).map(|name| name.to_lowercase())
        };
        let both = reading.calendars.iter().flat_map(|language| {
            [name(language.months(), self.month.checked_sub(1)), name(language.weekdays(), self.weekday)]
        });
        both.flatten().collect()
    }

    /// Whether this, which a text says, may be that, which is known.
    fn may_be(&self, known: &Self) -> bool {
        let agree = |a: Option<i64>, b: Option<i64>| a.is_none() || b.is_none() || a == b;
        self.month == known.month
            && self.day == known.day
            && agree(self.year.map(i64::from), known.year.map(i64::from))
            && agree(self.weekday.map(i64::from), known.weekday.map(i64::from))
    }
}

/// Dates that are not known.
pub(super) fn wrong_dates(known: &Known, text: &str) -> Vec<String> {
    let reading = known.wording.reading();
    let told = dates(text, reading).into_iter().filter(|date| !known.dates.iter().any(|known| date.may_be(known)));
    told.map(|date| {
        let month = date.words(reading).into_iter().next().unwrap_or_default();
        format!("the date {} {month} is not in the analysis", date.day)
    })
    .collect()
}

/// Every date of a text.
pub(super) fn dates(text: &str, reading: &Reading) -> Vec<Date> {
    // Every date has a day in digits.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let words = crate::words::lower_words(text).filter(|word| !reading.in_dates.contains(&word.as_str()));
    let words: Vec<String> = words.collect();
    let find = |names: fn(Language) -> &'static [&'static str], at: Option<usize>| -> Option<u32> {
        let word = words.get(at?)?;
        let mut each = reading.calendars.iter().map(|language| names(*language));
        let at = each.find_map(|names| names.iter().position(|known| known.eq_ignore_ascii_case(word)))?;
        u32::try_from(at).ok()
    };
    let month = |at: usize| find(|language| language.months(), Some(at));
    let weekday = |at: Option<usize>| find(|language| language.weekdays(), at);
    let day = |at: Option<usize>| words.get(at?)?.parse::<u32>().ok().filter(|day| (1..=31).contains(day));
    let year = |at: usize| words.get(at)?.parse::<i32>().ok().filter(|year| (1970..=2200).contains(year));
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if let Some(month) = month(at) {
            let month = month + 1;
            if let Some(day) = day(at.checked_sub(1)) {
                let weekday = weekday(at.checked_sub(2));
                found.push(Date { month, day, year: year(at + 1), weekday });
            } else if let Some(day) = day(Some(at + 1)) {
                found.push(Date { month, day, year: year(at + 2), weekday: None });
            }
        }
        if let (Some(year), Some(month), Some(day)) = (year(at), day(Some(at + 1)), day(Some(at + 2)))
            && word.len() == 4
            && month <= 12
        {
            // The day of the week follows from it.
            let date = NaiveDate::from_ymd_opt(year, month, day).map(Date::from);
            found.push(date.unwrap_or(Date { month, day, year: Some(year), weekday: None }));
        }
    }
    found
}

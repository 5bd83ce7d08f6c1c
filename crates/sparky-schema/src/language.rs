//! The languages that texts can be written in, and the names of days and months in each. It must not know sentences.

use chrono::{Datelike as _, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The language of texts. Titles and quotes stay as they were written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

/// What a calendar calls things.
struct Calendar {
    months: [&'static str; 12],
    /// From Monday on.
    weekdays: [&'static str; 7],
}

const ENGLISH: Calendar = Calendar {
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};

const SPANISH: Calendar = Calendar {
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
};

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The tag of the language in pages, feeds and the configuration: `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language with a tag, such as `es` or `es-MX`.
    pub fn of_code(code: &str) -> Option<Self> {
        let language = code.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|known| known.code().eq_ignore_ascii_case(language))
    }

    /// Whether it is the language that documents of older programs are in.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    const fn calendar(self) -> &'static Calendar {
        match self {
            Self::En => &ENGLISH,
            Self::Es => &SPANISH,
        }
    }

    /// The names of months, January first, as they are written within a sentence.
    pub const fn months(self) -> &'static [&'static str; 12] {
        &self.calendar().months
    }

    /// The names of days, Monday first, as they are written within a sentence.
    pub const fn weekdays(self) -> &'static [&'static str; 7] {
        &self.calendar().weekdays
    }

    /// The name of a date's month.
    pub fn month(self, date: NaiveDate) -> &'static str {
        usize::try_from(date.month0()).ok().and_then(|at| self.months().get(at)).copied().unwrap_or_default()
    }

    /// The name of a date's day of the week.
    pub fn weekday(self, date: NaiveDate) -> &'static str {
        let at = usize::try_from(date.weekday().num_days_from_monday()).ok();
        at.and_then(|at| self.weekdays().get(at)).copied().unwrap_or_default()
    }
}

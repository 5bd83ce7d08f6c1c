//! Months in UTC, and the names of the files that hold one month of one kind.

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::Kind;

/// The ending of month files.
pub(super) const EXTENSION: &str = "ndjson";

/// A month in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// The month that holds a moment. Dates of commits can be nonsense: years of more than four digits share the last.
    pub(super) fn of(at: DateTime<Utc>) -> Self {
        Self { year: at.year().clamp(0, 9999), month: at.month() }
    }

    /// The first moment.
    pub(super) fn start(self) -> DateTime<Utc> {
        let day = NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default();
        day.and_time(chrono::NaiveTime::MIN).and_utc()
    }
}

/// One month of one kind; `<kind>/<YYYY-MM>` in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct FileId {
    pub(super) kind: Kind,
    pub(super) month: Month,
}

impl FileId {
    pub(super) fn path(self, folder: &Path) -> PathBuf {
        folder.join(format!("{self}.{EXTENSION}"))
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{:04}-{:02}", self.kind.name(), self.month.year, self.month.month)
    }
}

impl From<FileId> for String {
    fn from(id: FileId) -> String {
        id.to_string()
    }
}

impl TryFrom<String> for FileId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let id = || {
            let (kind, month) = text.split_once('/')?;
            let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
            let (year, month) = month.split_once('-')?;
            let id = Self { kind, month: Month { year: year.parse().ok()?, month: month.parse().ok()? } };
            ((1..=12).contains(&id.month.month) && id.to_string() == text).then_some(id)
        };
        id().ok_or_else(|| format!("`{text}` is no month of a kind"))
    }
}

//! Windows of time: half-open `[since, until)`, in a time zone, with ids. Calendar arithmetic has its home here.
//! It must not know what time it is now: the caller says so.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{IdError, WindowId};

/// How long a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A day.
    Daily,
    /// An ISO week, Monday to Sunday.
    Weekly,
    /// A month.
    Monthly,
}

impl Period {
    /// The name on the command line, in ids and in paths.
    pub const fn name(self) -> &'static str {
        match self {
            Period::Daily => "daily",
            Period::Weekly => "weekly",
            Period::Monthly => "monthly",
        }
    }

    /// What one window is called in text: `day`, `week` or `month`.
    pub const fn noun(self) -> &'static str {
        match self {
            Period::Daily => "day",
            Period::Weekly => "week",
            Period::Monthly => "month",
        }
    }
}

/// A window that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// The end is not after the start.
    #[error("the window ends at {until}, which is not after its start {since}")]
    Empty {
        /// Its start.
        since: DateTime<Utc>,
        /// Its end.
        until: DateTime<Utc>,
    },
    /// The calendar ends before.
    #[error("the date {0} is outside the calendar")]
    OutOfRange(NaiveDate),
    /// The id is malformed.
    #[error(transparent)]
    Id(#[from] IdError),
}

/// A half-open window of time, `[since, until)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// What the window is for. A custom window has the period that it was run as.
    pub period: Period,
    /// Its id.
    pub id: WindowId,
    /// The first instant in it.
    pub since: DateTime<Utc>,
    /// The first instant after it.
    pub until: DateTime<Utc>,
    /// The time zone whose midnights bound it.
    #[schemars(with = "String")]
    pub time_zone: Tz,
}

impl Window {
    /// The window of a period that holds a local date.
    ///
    /// # Errors
    /// When the date lies at the end of the calendar.
    pub fn containing(period: Period, date: NaiveDate, time_zone: Tz) -> Result<Self, WindowError> {
        let first = first_day(period, date);
        let next = next_first_day(period, first).ok_or(WindowError::OutOfRange(date))?;
        Ok(Self {
            period,
            id: calendar_id(period, first).parse()?,
            since: midnight(first, time_zone),
            until: midnight(next, time_zone),
            time_zone,
        })
    }

    /// The window of a period that holds an instant.
    ///
    /// # Errors
    /// As [`Window::containing`].
    pub fn at(period: Period, instant: DateTime<Utc>, time_zone: Tz) -> Result<Self, WindowError> {
        Self::containing(period, instant.with_timezone(&time_zone).date_naive(), time_zone)
    }

    /// The last window of a period that was over at `now`.
    ///
    /// # Errors
    /// As [`Window::containing`].
    pub fn last_complete(period: Period, now: DateTime<Utc>, time_zone: Tz) -> Result<Self, WindowError> {
        Self::at(period, now, time_zone)?.previous()
    }

    /// A window with free bounds, cut to whole seconds, run as `period`.
    ///
    /// # Errors
    /// When it is empty.
    pub fn custom(
        period: Period,
        since: DateTime<Utc>,
        until: DateTime<Utc>,
        time_zone: Tz,
    ) -> Result<Self, WindowError> {
        let whole = |t: DateTime<Utc>| DateTime::from_timestamp(t.timestamp(), 0).unwrap_or(t);
        let (since, until) = (whole(since), whole(until));
        if since >= until {
            return Err(WindowError::Empty { since, until });
        }
        let form = "%Y%m%dT%H%M%SZ";
        let id = format!("{}--{}", since.format(form), until.format(form)).parse()?;
        Ok(Self { period, id, since, until, time_zone })
    }

    /// The window before: the calendar's, or for a custom one the same length before.
    ///
    /// # Errors
    /// When it lies before the calendar.
    pub fn previous(&self) -> Result<Self, WindowError> {
        if self.is_custom() {
            return Self::custom(self.period, self.since - (self.until - self.since), self.since, self.time_zone);
        }
        let first = self.first_date();
        let before = first.pred_opt().ok_or(WindowError::OutOfRange(first))?;
        Self::containing(self.period, before, self.time_zone)
    }

    /// Whether the bounds are free rather than the calendar's.
    pub fn is_custom(&self) -> bool {
        self.id.as_str().contains("--")
    }

    /// Whether an instant lies in the window.
    pub fn contains(&self, instant: DateTime<Utc>) -> bool {
        self.since <= instant && instant < self.until
    }

    /// The local date of an instant.
    pub fn local_date(&self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.time_zone).date_naive()
    }

    /// The local date on which the window begins.
    pub fn first_date(&self) -> NaiveDate {
        self.local_date(self.since)
    }

    /// The last local date that the window touches.
    pub fn last_date(&self) -> NaiveDate {
        self.local_date(self.until - chrono::Duration::nanoseconds(1))
    }

    /// Every local date that the window touches, in order.
    pub fn dates(&self) -> Vec<NaiveDate> {
        let last = self.last_date();
        self.first_date().iter_days().take_while(|date| *date <= last).collect()
    }
}

/// The instant at which a local date begins: its midnight, or the first instant after a gap that swallows it.
pub fn midnight(date: NaiveDate, time_zone: Tz) -> DateTime<Utc> {
    let local = date.and_time(NaiveTime::MIN);
    let found = (0..=8).find_map(|quarters| {
        time_zone.from_local_datetime(&(local + chrono::Duration::minutes(15 * quarters))).earliest()
    });
    found.map_or_else(|| Utc.from_utc_datetime(&local), |t| t.with_timezone(&Utc))
}

fn first_day(period: Period, date: NaiveDate) -> NaiveDate {
    match period {
        Period::Daily => date,
        Period::Weekly => date.week(chrono::Weekday::Mon).checked_first_day().unwrap_or(date),
        Period::Monthly => date.with_day(1).unwrap_or(date),
    }
}

fn next_first_day(period: Period, first: NaiveDate) -> Option<NaiveDate> {
    match period {
        Period::Daily => first.succ_opt(),
        Period::Weekly => first.checked_add_days(Days::new(7)),
        Period::Monthly => first.checked_add_months(Months::new(1)),
    }
}

fn calendar_id(period: Period, first: NaiveDate) -> String {
    match period {
        Period::Daily => first.format("%Y-%m-%d").to_string(),
        Period::Weekly => first.format("%G-W%V").to_string(),
        Period::Monthly => first.format("%Y-%m").to_string(),
    }
}

//! Windows of time: half-open `[since, until)`, in a time zone, with ids. Calendar arithmetic has its home here.
//! It must not know what time it is now: the caller says so.

mod period;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{IdError, WindowId};

pub use period::Period;

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
    /// When the date lies outside the years 0 to 9999, or the time zone skipped the whole day.
    pub fn containing(period: Period, date: NaiveDate, time_zone: Tz) -> Result<Self, WindowError> {
        let first = first_day(period, date);
        let next = next_first_day(period, first).ok_or(WindowError::OutOfRange(date))?;
        let id = calendar_id(period, first).parse().map_err(|_| WindowError::OutOfRange(date))?;
        let (since, until) = (midnight(first, time_zone), midnight(next, time_zone));
        if since >= until {
            return Err(WindowError::Empty { since, until });
        }
        Ok(Self { period, id, since, until, time_zone })
    }

    /// The window of a period that holds an instant.
    ///
    /// # Errors
    /// As [`Window::containing`].
    pub fn at(period: Period, instant: DateTime<Utc>, time_zone: Tz) -> Result<Self, WindowError> {
        let date = instant.with_timezone(&time_zone).date_naive();
        let window = Self::containing(period, date, time_zone)?;
        if instant < window.until {
            return Ok(window);
        }
        // Clocks that went back over midnight show the evening before once more, when the next window has begun.
        let next = next_first_day(period, first_day(period, date)).ok_or(WindowError::OutOfRange(date))?;
        Self::containing(period, next, time_zone)
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
        let outside = || WindowError::OutOfRange(self.since.date_naive());
        if self.is_custom() {
            let since = self.since.checked_sub_signed(self.until - self.since).ok_or_else(outside)?;
            return Self::custom(self.period, since, self.since, self.time_zone);
        }
        let before = self.since.checked_sub_signed(TimeDelta::nanoseconds(1)).ok_or_else(outside)?;
        Self::at(self.period, before, self.time_zone)
    }

    /// The window after: the calendar's, or for a custom one the same length after.
    ///
    /// # Errors
    /// When it lies after the calendar.
    pub fn next(&self) -> Result<Self, WindowError> {
        if !self.is_custom() {
            return Self::at(self.period, self.until, self.time_zone);
        }
        let outside = || WindowError::OutOfRange(self.until.date_naive());
        let until = self.until.checked_add_signed(self.until - self.since).ok_or_else(outside)?;
        Self::custom(self.period, self.until, until, self.time_zone)
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
        self.local_date(self.until - TimeDelta::nanoseconds(1))
    }

    /// Every local date that the window touches, in order.
    pub fn dates(&self) -> Vec<NaiveDate> {
        let last = self.last_date();
        self.first_date().iter_days().take_while(|date| *date <= last).collect()
    }
}

impl WindowId {
    /// The first and the last day of the window, as its id says; of a custom one in UTC.
    pub fn dates(&self) -> Option<(NaiveDate, NaiveDate)> {
        if let Some((since, until)) = self.as_str().split_once("--") {
            let read = |text| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").ok();
            let last = read(until)?.checked_sub_signed(TimeDelta::seconds(1))?;
            return Some((read(since)?.date(), last.date()));
        }
        let (period, first) = match self.as_str().split_once("-W") {
            Some((year, week)) => {
                let monday = NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, chrono::Weekday::Mon);
                (Period::Weekly, monday?)
            }
            None if self.as_str().len() == 7 => (Period::Monthly, format!("{self}-01").parse().ok()?),
            None => (Period::Daily, self.as_str().parse().ok()?),
        };
        Some((first, next_first_day(period, first)?.pred_opt()?))
    }
}

/// The instant at which a local date begins: its midnight, or the first instant after the gap that swallows it (a
/// change to summer time, or a day that a time zone skipped). Of two midnights it is the first.
pub fn midnight(date: NaiveDate, time_zone: Tz) -> DateTime<Utc> {
    let local = date.and_time(NaiveTime::MIN);
    let at = |quarters: i64| {
        let near = local.checked_add_signed(TimeDelta::minutes(15 * quarters))?;
        time_zone.from_local_datetime(&near).earliest().map(|t| t.with_timezone(&Utc))
    };
    let found = at(0).or_else(|| {
        let before = (1..=QUARTERS_OF_A_GAP).find_map(|quarters| at(-quarters))?;
        let after = (1..=QUARTERS_OF_A_GAP).find_map(at)?;
        Some(end_of_gap(before, after, local, time_zone))
    });
    found.unwrap_or_else(|| Utc.from_utc_datetime(&local))
}

/// The longest gap is a day: Samoa had no 30 December 2011.
const QUARTERS_OF_A_GAP: i64 = 4 * 25;

/// The second in `(before, after]` from which on the clocks show `local` or later.
fn end_of_gap(before: DateTime<Utc>, after: DateTime<Utc>, local: NaiveDateTime, time_zone: Tz) -> DateTime<Utc> {
    let (mut before, mut after) = (before, after);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if middle.with_timezone(&time_zone).naive_local() < local { before = middle } else { after = middle }
    }
    after
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

//! When nothing is published. It must not read a clock.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use sparky_schema::window::{Window, midnight};

/// When nothing is published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The zone of all times of day.
    pub zone: Tz,
    /// From when on a window is published.
    pub not_before: Option<NotBefore>,
    /// The hours in which nothing is.
    pub quiet_hours: Option<QuietHours>,
}

/// From when on a window is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBefore {
    /// The first such time of day after the end of the window.
    Time(NaiveTime),
    /// This time.
    At(DateTime<Utc>),
    /// This time in the zone of the schedule.
    Local(NaiveDateTime),
}

/// Hours of a day; they may go over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// When they begin.
    pub from: NaiveTime,
    /// When they are over.
    pub until: NaiveTime,
}

impl Schedule {
    /// Until when a window must wait, if it must.
    pub(crate) fn waits(&self, window: &Window, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let due = self.not_before.map(|rule| self.due(rule, window)).filter(|due| now < *due);
        due.or_else(|| self.quiet_until(now))
    }

    fn due(&self, rule: NotBefore, window: &Window) -> DateTime<Utc> {
        match rule {
            NotBefore::At(time) => time,
            NotBefore::Local(time) => self.instant(time),
            NotBefore::Time(time) => self.next(time, window.until),
        }
    }

    fn quiet_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let QuietHours { from, until } = self.quiet_hours?;
        let time = now.with_timezone(&self.zone).time();
        let is_quiet = if from <= until { from <= time && time < until } else { from <= time || time < until };
        is_quiet.then(|| self.next(until, now))
    }

    /// The first such time of day from an instant on.
    fn next(&self, time: NaiveTime, from: DateTime<Utc>) -> DateTime<Utc> {
        let day = from.with_timezone(&self.zone).date_naive();
        let days = [Some(day), day.checked_add_days(Days::new(1))].into_iter().flatten();
        let mut instants = days.map(|day| self.instant(day.and_time(time)));
        instants.find(|instant| *instant >= from).unwrap_or(from)
    }

    /// A time that a clock is set over is the one after the gap.
    fn instant(&self, time: NaiveDateTime) -> DateTime<Utc> {
        let found = self.zone.from_local_datetime(&time).earliest();
        found.map_or_else(|| midnight(time.date(), self.zone), |found| found.to_utc())
    }
}

impl FromStr for NotBefore {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let local =
            || ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"].iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok());
        if let Ok(time) = time_of_day(text) {
            return Ok(Self::Time(time));
        }
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::At(time.to_utc()));
        }
        let date = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|date| date.and_time(NaiveTime::MIN));
        local().or_else(date).map(Self::Local).ok_or_else(|| {
            format!("`{text}` is neither a time of day nor a date; write 08:30, 2026-07-09 or 2026-07-09T08:30:00Z")
        })
    }
}

impl FromStr for QuietHours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no span of hours; write it like 22:00-07:00");
        let (from, until) = text.split_once('-').ok_or_else(wrong)?;
        let time = |text: &str| time_of_day(text).map_err(|_| wrong());
        Ok(Self { from: time(from)?, until: time(until)? })
    }
}

impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.format("%H:%M"), self.until.format("%H:%M"))
    }
}

fn time_of_day(text: &str) -> Result<NaiveTime, chrono::ParseError> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M")
}

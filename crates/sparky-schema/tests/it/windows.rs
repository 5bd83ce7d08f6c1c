//! Windows by example: days, ISO weeks, months, and time zones that change their clocks.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sparky_schema::window::{WindowError, midnight};
use sparky_schema::{Period, Window};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn window(period: Period, day: &str, zone: Tz) -> Window {
    Window::containing(period, date(day), zone).unwrap()
}

#[test]
fn calendar_windows() {
    for (period, day, id, since, until) in [
        (Period::Daily, "2026-07-08", "2026-07-08", "2026-07-08", "2026-07-09"),
        (Period::Daily, "2024-02-29", "2024-02-29", "2024-02-29", "2024-03-01"),
        (Period::Weekly, "2026-07-06", "2026-W28", "2026-07-06", "2026-07-13"),
        (Period::Weekly, "2026-07-12", "2026-W28", "2026-07-06", "2026-07-13"),
        (Period::Weekly, "2021-01-03", "2020-W53", "2020-12-28", "2021-01-04"),
        (Period::Weekly, "2021-01-04", "2021-W01", "2021-01-04", "2021-01-11"),
        (Period::Weekly, "2024-12-30", "2025-W01", "2024-12-30", "2025-01-06"),
        (Period::Monthly, "2026-07-31", "2026-07", "2026-07-01", "2026-08-01"),
        (Period::Monthly, "2026-12-31", "2026-12", "2026-12-01", "2027-01-01"),
    ] {
        let found = window(period, day, Tz::UTC);
        assert_eq!(found.id.as_str(), id);
        assert_eq!(
            (found.since, found.until),
            (midnight(date(since), Tz::UTC), midnight(date(until), Tz::UTC)),
            "{id}"
        );
        assert!(!found.is_custom());
    }
}

#[test]
fn windows_are_half_open() {
    let day = window(Period::Daily, "2026-07-08", Tz::UTC);
    assert!(day.contains(time("2026-07-08T00:00:00Z")));
    assert!(day.contains(time("2026-07-08T23:59:59.999999999Z")));
    assert!(!day.contains(time("2026-07-09T00:00:00Z")));
    assert!(!day.contains(time("2026-07-07T23:59:59.999999999Z")));
}

#[test]
fn days_on_which_clocks_change() {
    for (zone, day, since, hours) in [
        (Tz::Europe__Berlin, "2026-03-29", "2026-03-28T23:00:00Z", 23),
        (Tz::Europe__Berlin, "2026-10-25", "2026-10-24T22:00:00Z", 25),
        // Midnight is skipped: the day begins at one o'clock.
        (Tz::America__Sao_Paulo, "2018-11-04", "2018-11-04T03:00:00Z", 23),
        (Tz::Africa__Cairo, "2024-04-26", "2024-04-25T22:00:00Z", 23),
        (Tz::Asia__Beirut, "2024-03-31", "2024-03-30T22:00:00Z", 23),
        // Midnight comes twice: the day begins with the first.
        (Tz::America__Havana, "2026-11-01", "2026-11-01T04:00:00Z", 25),
        // The evening comes twice: the day ends after the second.
        (Tz::Africa__Cairo, "2024-10-31", "2024-10-30T21:00:00Z", 25),
        (Tz::Asia__Kathmandu, "2026-07-08", "2026-07-07T18:15:00Z", 24),
        // Clocks went forward by 44 minutes and 30 seconds at midnight.
        (Tz::Africa__Monrovia, "1972-01-07", "1972-01-07T00:44:30Z", 23),
    ] {
        let found = window(Period::Daily, day, zone);
        assert_eq!((found.since, (found.until - found.since).num_hours()), (time(since), hours), "{zone} {day}");
        assert_eq!((found.first_date(), found.last_date()), (date(day), date(day)), "{zone} {day}");
    }
}

#[test]
fn a_day_that_a_time_zone_skipped_is_no_window() {
    let zone = Tz::Pacific__Apia;
    assert!(matches!(Window::containing(Period::Daily, date("2011-12-30"), zone), Err(WindowError::Empty { .. })));
    let after = window(Period::Daily, "2011-12-31", zone);
    let before = after.previous().unwrap();
    assert_eq!((before.id.as_str(), before.until), ("2011-12-29", after.since));
    assert_eq!(Window::at(Period::Daily, time("2011-12-30T09:59:59Z"), zone).unwrap(), before);
}

#[test]
fn an_evening_that_comes_twice_is_in_one_window() {
    // At one minute past midnight the clocks went back to 23:01, when the next day had already begun.
    let zone = Tz::America__St_Johns;
    let again = time("2006-10-29T03:00:00Z");
    assert_eq!(again.with_timezone(&zone).date_naive(), date("2006-10-28"));
    let found = Window::at(Period::Daily, again, zone).unwrap();
    assert_eq!(found.id.as_str(), "2006-10-29");
    assert!(found.contains(again));
}

#[test]
fn the_last_complete_window_is_over() {
    let now = time("2026-07-08T22:30:00Z");
    let last = |period, zone| Window::last_complete(period, now, zone).unwrap().id.to_string();
    assert_eq!(last(Period::Daily, Tz::UTC), "2026-07-07");
    assert_eq!(last(Period::Daily, Tz::Europe__Berlin), "2026-07-08");
    assert_eq!(last(Period::Weekly, Tz::UTC), "2026-W27");
    assert_eq!(last(Period::Monthly, Tz::UTC), "2026-06");
    let midnight = Window::last_complete(Period::Daily, time("2026-07-08T00:00:00Z"), Tz::UTC).unwrap();
    assert_eq!(midnight.id.as_str(), "2026-07-07");
}

#[test]
fn custom_windows() {
    let zone = Tz::Europe__Berlin;
    let (since, until) = (time("2026-07-01T00:00:00.7Z"), time("2026-07-15T00:00:00Z"));
    let custom = Window::custom(Period::Weekly, since, until, zone).unwrap();
    assert_eq!(custom.id.as_str(), "20260701T000000Z--20260715T000000Z");
    assert_eq!((custom.since, custom.is_custom()), (time("2026-07-01T00:00:00Z"), true));
    let before = custom.previous().unwrap();
    assert_eq!(before.id.as_str(), "20260617T000000Z--20260701T000000Z");
    assert_eq!((before.period, before.until), (Period::Weekly, custom.since));
    assert_eq!(custom.dates().len(), 15);
}

#[test]
fn an_empty_window_is_refused() {
    let at = time("2026-07-01T00:00:00Z");
    for until in [at, at - chrono::TimeDelta::hours(1), at + chrono::TimeDelta::milliseconds(900)] {
        let error = Window::custom(Period::Daily, at, until, Tz::UTC).unwrap_err();
        assert!(matches!(error, WindowError::Empty { .. }));
    }
}

#[test]
fn the_ends_of_the_calendar_are_errors() {
    for (period, day) in [
        (Period::Daily, NaiveDate::MAX),
        (Period::Weekly, NaiveDate::MIN),
        (Period::Monthly, NaiveDate::MAX),
        (Period::Daily, NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap()),
    ] {
        let error = Window::containing(period, day, Tz::UTC).unwrap_err();
        assert_eq!(error, WindowError::OutOfRange(day));
    }
    assert!(window(Period::Daily, "0000-01-01", Tz::UTC).previous().is_err());
}

#[test]
fn dates_of_a_window() {
    let week = window(Period::Weekly, "2026-03-29", Tz::Europe__Berlin);
    let dates: Vec<_> = week.dates().iter().map(ToString::to_string).collect();
    let march = ["2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27", "2026-03-28", "2026-03-29"];
    assert_eq!(dates, march);
    assert_eq!(window(Period::Monthly, "2024-02-10", Tz::America__Sao_Paulo).dates().len(), 29);
}

//! What holds for every window, in every time zone.

use chrono::{DateTime, Offset as _, TimeDelta, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;
use sparky_schema::{Period, Window, WindowId};

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![Just(Period::Daily), Just(Period::Weekly), Just(Period::Monthly)]
}

fn zones() -> impl Strategy<Value = Tz> {
    prop::sample::select(&TZ_VARIANTS[..])
}

/// From 1970 to 2040, in nanoseconds that are not round.
fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    (0..2_208_988_800_i64, 0..1_000_000_000_u32).prop_map(|(s, n)| DateTime::from_timestamp(s, n).unwrap())
}

fn check(period: Period, instant: DateTime<Utc>, zone: Tz) -> Result<(), TestCaseError> {
    let window = Window::at(period, instant, zone).unwrap();
    prop_assert!(window.contains(instant), "{window:?} {instant}");
    let next = Window::at(period, window.until, zone).unwrap();
    prop_assert_eq!(next.since, window.until);
    prop_assert_eq!(&Window::at(period, window.since, zone).unwrap(), &window);
    prop_assert_eq!(&next.previous().unwrap(), &window);
    prop_assert_eq!(&Window::containing(period, window.first_date(), zone).unwrap(), &window);
    prop_assert_eq!(&window.id.as_str().parse::<WindowId>().unwrap(), &window.id);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_instant_lies_in_exactly_one_window(period in periods(), instant in instants(), zone in zones()) {
        check(period, instant, zone)?;
    }

    #[test]
    fn a_window_and_its_text_are_the_same(period in periods(), instant in instants(), zone in zones()) {
        let window = Window::at(period, instant, zone).unwrap();
        let text = serde_json::to_string(&window).unwrap();
        prop_assert_eq!(serde_json::from_str::<Window>(&text).unwrap(), window);
    }

    #[test]
    fn dates_are_those_of_the_instants(period in periods(), instant in instants(), zone in zones()) {
        let window = Window::at(period, instant, zone).unwrap();
        let dates = window.dates();
        prop_assert_eq!((dates[0], dates[dates.len() - 1]), (window.first_date(), window.last_date()));
        prop_assert!(dates.contains(&window.local_date(window.since)));
    }

    #[test]
    fn a_custom_window_follows_on_the_one_before(since in instants(), seconds in 1..5_000_000_i64, zone in zones()) {
        let window = Window::custom(Period::Weekly, since, since + TimeDelta::seconds(seconds), zone).unwrap();
        let before = window.previous().unwrap();
        prop_assert_eq!((before.until, before.until - before.since), (window.since, window.until - window.since));
        prop_assert!(window.is_custom() && before.is_custom());
    }
}

/// Zones whose clocks do what others do not: skip midnight or a day, repeat an evening, change by odd amounts.
const ODD_ZONES: [Tz; 10] = [
    Tz::Africa__Cairo,
    Tz::Africa__Monrovia,
    Tz::America__Havana,
    Tz::America__Sao_Paulo,
    Tz::America__St_Johns,
    Tz::Antarctica__Troll,
    Tz::Asia__Beirut,
    Tz::Australia__Lord_Howe,
    Tz::Europe__Berlin,
    Tz::Pacific__Apia,
];

/// Random instants rarely hit a change of clocks.
#[test]
fn windows_tile_around_every_change_of_clocks() {
    for zone in ODD_ZONES {
        let changes = changes(zone);
        assert!(!changes.is_empty(), "{zone}");
        for instant in changes.into_iter().flat_map(|day| (0..=24).map(move |hour| day + TimeDelta::hours(hour))) {
            for seconds in [-1, 0, 1800] {
                check(Period::Daily, instant + TimeDelta::seconds(seconds), zone).unwrap();
            }
        }
    }
}

/// The days from 1970 to 2040 on which a zone changes its offset.
fn changes(zone: Tz) -> Vec<DateTime<Utc>> {
    let offset = |t: DateTime<Utc>| t.with_timezone(&zone).offset().fix();
    let days = (0..70 * 366).map(|day| DateTime::UNIX_EPOCH + TimeDelta::days(day));
    days.filter(|day| offset(*day) != offset(*day + TimeDelta::days(1))).collect()
}

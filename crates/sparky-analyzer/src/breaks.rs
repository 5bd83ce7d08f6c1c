//! Who is back after a break. It must not know what they did.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sparky_schema::{Kind, Window};

use crate::series::Series;

/// A shorter break is a holiday.
const BREAK_DAYS: i64 = 90;

/// What people take part in: where one of these was not read, nobody knows who was there.
const TAKING_PART: [Kind; 6] =
    [Kind::Commits, Kind::PullRequests, Kind::Issues, Kind::Reviews, Kind::Comments, Kind::ReviewComments];
/// The same of a clone.
const IN_A_CLONE: [Kind; 1] = [Kind::Commits];

/// The days between somebody's first day in the window and the last one before it, when these make a break and every
/// day of it is known.
pub(crate) fn before(days: &BTreeMap<NaiveDate, u64>, series: &Series<'_>, window: &Window, key: &str) -> Option<u64> {
    let first = days.keys().next()?;
    let kinds: &[Kind] = if series.is_of_clones() { &IN_A_CLONE } else { &TAKING_PART };
    let (known_from, _) = series.span(kinds)?;
    let last = series.last_seen(key, window, known_from)?;
    let days = (*first - last).num_days();
    u64::try_from(days).ok().filter(|_| BREAK_DAYS <= days)
}

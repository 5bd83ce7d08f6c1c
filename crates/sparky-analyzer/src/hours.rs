//! Activity by local hour of the day. It must not know what the activity was.

use chrono::{DateTime, Timelike, Utc};
use sparky_schema::Window;
use sparky_schema::analysis::Hours;

use crate::facts::View;
use crate::totals::event_times;

/// Commits and events by hour, over all days of the window.
pub(crate) fn of(views: &[View<'_>], window: &Window) -> Hours {
    let commits = views.iter().flat_map(|view| view.commits(window)).map(|commit| commit.committed_at);
    let events = views.iter().flat_map(|view| event_times(view, window));
    Hours { commits: by_hour(commits, window), events: by_hour(events, window) }
}

fn by_hour(times: impl Iterator<Item = DateTime<Utc>>, window: &Window) -> Vec<u64> {
    let mut counts = vec![0; 24];
    for at in times {
        let hour = usize::try_from(at.with_timezone(&window.time_zone).hour()).unwrap_or_default();
        counts.iter_mut().skip(hour).take(1).for_each(|count| *count += 1);
    }
    counts
}

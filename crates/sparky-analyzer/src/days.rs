//! Activity by local day. It must not know what the activity was.

use sparky_schema::Window;
use sparky_schema::analysis::Day;

use crate::facts::View;
use crate::totals::event_times;

/// Every day of the window, in order.
pub(crate) fn of(views: &[View<'_>], window: &Window) -> Vec<Day> {
    let mut days: Vec<Day> = window.dates().into_iter().map(|date| Day { date, commits: 0, events: 0 }).collect();
    for view in views {
        for commit in view.commits(window) {
            let date = window.local_date(commit.committed_at);
            days.iter_mut().filter(|day| day.date == date).for_each(|day| day.commits += 1);
        }
        for at in event_times(view, window) {
            let date = window.local_date(at);
            days.iter_mut().filter(|day| day.date == date).for_each(|day| day.events += 1);
        }
    }
    days
}

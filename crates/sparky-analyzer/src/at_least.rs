//! Lower bounds where a total is unknown: what was read is no less true because something else was not. It must not
//! count people, of whom two may prove to be one, nor lines, which a commit may not know.

use sparky_schema::Window;
use sparky_schema::totals::Totals;

use crate::facts::View;
use crate::totals::of_records;

/// What was counted where `totals` is null; none where that is nothing.
pub(crate) fn of(views: &[View<'_>], window: &Window, totals: &Totals) -> Option<Totals> {
    if counts(totals).into_iter().all(|total| total.is_some()) {
        return None;
    }
    let each: Vec<Totals> = views.iter().map(|view| of_records(view, window)).collect();
    let bound = |key: fn(&Totals) -> Option<u64>| {
        let sum = each.iter().filter_map(key).fold(0, u64::saturating_add);
        (key(totals).is_none() && sum > 0).then_some(sum)
    };
    let bounds = Totals {
        commits: bound(|t| t.commits),
        merge_commits: bound(|t| t.merge_commits),
        pull_requests_opened: bound(|t| t.pull_requests_opened),
        pull_requests_merged: bound(|t| t.pull_requests_merged),
        pull_requests_closed: bound(|t| t.pull_requests_closed),
        issues_opened: bound(|t| t.issues_opened),
        issues_closed: bound(|t| t.issues_closed),
        reviews: bound(|t| t.reviews),
        comments: bound(|t| t.comments),
        review_comments: bound(|t| t.review_comments),
        releases: bound(|t| t.releases),
        ..Totals::default()
    };
    (bounds != Totals::default()).then_some(bounds)
}

/// The totals that can have a bound.
const fn counts(totals: &Totals) -> [Option<u64>; 11] {
    [
        totals.commits,
        totals.merge_commits,
        totals.pull_requests_opened,
        totals.pull_requests_merged,
        totals.pull_requests_closed,
        totals.issues_opened,
        totals.issues_closed,
        totals.reviews,
        totals.comments,
        totals.review_comments,
        totals.releases,
    ]
}

//! Lower bounds where a total is unknown: what was read is no less true because something else was not. It must not
//! count people, of whom two may prove to be one, nor lines, which a commit may not know.

use sparky_schema::Window;
use sparky_schema::totals::Totals;

use crate::facts::View;
use crate::totals::of_records;

/// What was counted where `totals` is null; none where that is nothing.
pub(crate) fn of(views: &[View<'_>], window: &Window, totals: &Totals) -> Option<Totals> {
    if kinds(totals).into_iter().all(|total| total.is_some()) {
        return None;
    }
    let add = |a: Option<u64>, b: Option<u64>| Some(a.unwrap_or(0).saturating_add(b.unwrap_or(0)));
    let counted = views.iter().map(|view| of_records(view, window));
    let counted = counted.fold(Totals::default(), |sum, one| sum.joined(&one, add));
    let bounds = totals.joined(&counted, |total, least| least.filter(|least| total.is_none() && *least > 0));
    let bounds = Totals { additions: None, deletions: None, ..bounds };
    (bounds != Totals::default()).then_some(bounds)
}

/// A total of each kind of records.
const fn kinds(totals: &Totals) -> [Option<u64>; 7] {
    [
        totals.commits,
        totals.pull_requests_opened,
        totals.issues_opened,
        totals.reviews,
        totals.comments,
        totals.review_comments,
        totals.releases,
    ]
}

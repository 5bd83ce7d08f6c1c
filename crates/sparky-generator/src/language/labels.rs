//! Words that stand outside templates: in pictures, on cards, for things without a title. A language that lacks one does
//! not compile. It must not know where they are shown.

use serde::Serialize;

/// The words of one language.
#[derive(Serialize)]
pub(crate) struct Labels {
    /// In the place of a title.
    pub(crate) untitled: &'static str,
    /// Further references of a list.
    pub(crate) others: &'static str,
    pub(crate) this_issue: &'static str,
    pub(crate) this_fix: &'static str,
    pub(crate) this_security_fix: &'static str,
    pub(crate) this_feature: &'static str,
    pub(crate) this_change: &'static str,
    /// What a day can have, in lower case.
    pub(crate) openings: &'static str,
    pub(crate) merges: &'static str,
    pub(crate) closings: &'static str,
    pub(crate) commits: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) releases: &'static str,
    pub(crate) reviews: &'static str,
    pub(crate) issues: &'static str,
    /// One line of code, and several.
    pub(crate) line: (&'static str, &'static str),
    /// Pictures.
    pub(crate) chart: Chart,
    /// Cards: one, and more.
    pub(crate) card: Card,
    /// Above the numbers of a picture on a page.
    pub(crate) the_numbers: &'static str,
}

/// The words of pictures.
#[derive(Serialize)]
pub(crate) struct Chart {
    pub(crate) day: &'static str,
    pub(crate) commits: &'static str,
    pub(crate) events: &'static str,
    pub(crate) usual_day: &'static str,
    pub(crate) pull_requests: &'static str,
    pub(crate) opened: &'static str,
    pub(crate) merged: &'static str,
    pub(crate) closed_without_merge: &'static str,
    pub(crate) median_time: &'static str,
    pub(crate) to_first_review: &'static str,
    pub(crate) to_merge: &'static str,
    pub(crate) to_close: &'static str,
    pub(crate) person: &'static str,
    pub(crate) reviews: &'static str,
    pub(crate) part_of_code: &'static str,
    /// The window and the one before, for a day, a week, a month and any other period.
    pub(crate) windows: [(&'static str, &'static str); 4],
}

/// The words of cards.
#[derive(Serialize)]
pub(crate) struct Card {
    pub(crate) tags: (&'static str, &'static str),
    pub(crate) releases: (&'static str, &'static str),
    pub(crate) pull_requests_merged: (&'static str, &'static str),
    pub(crate) commits: (&'static str, &'static str),
    pub(crate) people: (&'static str, &'static str),
    pub(crate) issues_closed: (&'static str, &'static str),
}

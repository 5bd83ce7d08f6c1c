//! Reviews and comments by the pull request or issue that they are about, so that nothing is looked for in a list. It
//! must not know who said what.

use std::collections::BTreeMap;

use sparky_schema::Window;
use sparky_schema::collection::{Backlog, Records};
use sparky_schema::records::{Comment, Review};

/// What was said in one repository, in the order of the records.
pub(crate) struct Talk<'a> {
    reviews: BTreeMap<u64, Vec<&'a Review>>,
    comments: BTreeMap<u64, Vec<&'a Comment>>,
}

impl<'a> Talk<'a> {
    /// `backlog` is what is open beside the records, whose reviews are older.
    pub(crate) fn of(records: &'a Records, backlog: Option<&'a Backlog>) -> Self {
        let mut talk = Self { reviews: BTreeMap::new(), comments: BTreeMap::new() };
        let older = backlog.into_iter().flat_map(|backlog| &backlog.reviews);
        for review in records.reviews.iter().chain(older) {
            talk.reviews.entry(review.pull_request).or_default().push(review);
        }
        for comment in &records.comments {
            talk.comments.entry(comment.number).or_default().push(comment);
        }
        talk
    }

    /// The reviews of a pull request.
    pub(crate) fn reviews(&self, number: u64) -> &[&'a Review] {
        self.reviews.get(&number).map_or(&[], Vec::as_slice)
    }

    /// How many conversation comments were made in the window on a pull request or issue.
    pub(crate) fn comment_count(&self, number: u64, window: &Window) -> u64 {
        let comments = self.comments.get(&number).into_iter().flatten();
        comments.filter(|comment| window.contains(comment.created_at)).fold(0, |n, _| n + 1)
    }
}

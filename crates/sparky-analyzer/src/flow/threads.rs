//! Who answered what and when: reviews and comments of people, by the pull request or issue that they are about, so
//! that nothing is looked for in a list. Bots and deleted accounts are left out here, once. It must not know windows.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sparky_schema::collection::Backlog;
use sparky_schema::records::{Actor, Comment, Review, ReviewState};

use crate::facts::View;
use crate::identity::PersonId;

/// Something that a person said.
pub(crate) struct Said {
    pub(crate) at: DateTime<Utc>,
    pub(crate) by: PersonId,
    pub(crate) approves: bool,
}

type ByNumber = BTreeMap<u64, Vec<Said>>;

/// What people said in one repository, by time.
#[derive(Default)]
pub(crate) struct Threads {
    reviews: ByNumber,
    comments: ByNumber,
    review_comments: ByNumber,
}

impl Threads {
    pub(crate) fn of(view: &View<'_>) -> Self {
        let records = view.records();
        Self::said(view, &records.reviews, &records.comments, &records.review_comments)
    }

    /// What was said before the records begin.
    pub(crate) fn before(view: &View<'_>, backlog: &Backlog) -> Self {
        Self::said(view, &backlog.reviews, &backlog.comments, &backlog.review_comments)
    }

    fn said(view: &View<'_>, reviews: &[Review], comments: &[Comment], review_comments: &[Comment]) -> Self {
        let approves = |state: ReviewState| state == ReviewState::Approved;
        let reviews = reviews.iter().map(|r| (r.pull_request, r.submitted_at, r.author.as_ref(), approves(r.state)));
        let of = |comments: &[Comment]| {
            by_number(view, comments.iter().map(|c| (c.number, c.created_at, c.author.as_ref(), false)))
        };
        Self { reviews: by_number(view, reviews), comments: of(comments), review_comments: of(review_comments) }
    }

    /// Reviews by people other than the author.
    pub(crate) fn reviews<'a>(
        &'a self,
        number: u64,
        author: Option<&'a PersonId>,
    ) -> impl Iterator<Item = &'a Said> + use<'a> {
        by_others(&self.reviews, number, author)
    }

    /// Conversation comments by people other than the author.
    pub(crate) fn comments<'a>(
        &'a self,
        number: u64,
        author: Option<&'a PersonId>,
    ) -> impl Iterator<Item = &'a Said> + use<'a> {
        by_others(&self.comments, number, author)
    }

    /// Comments on diffs by people other than the author.
    pub(crate) fn review_comments<'a>(
        &'a self,
        number: u64,
        author: Option<&'a PersonId>,
    ) -> impl Iterator<Item = &'a Said> + use<'a> {
        by_others(&self.review_comments, number, author)
    }
}

fn by_others<'a>(
    all: &'a ByNumber,
    number: u64,
    author: Option<&'a PersonId>,
) -> impl Iterator<Item = &'a Said> + use<'a> {
    all.get(&number).into_iter().flatten().filter(move |said| Some(&said.by) != author)
}

fn by_number<'a>(
    view: &View<'_>,
    said: impl Iterator<Item = (u64, DateTime<Utc>, Option<&'a Actor>, bool)>,
) -> ByNumber {
    let mut found = ByNumber::new();
    for (number, at, actor, approves) in said {
        if let Some(by) = view.who.actor(actor).filter(|id| !view.who.is_bot(id)) {
            found.entry(number).or_default().push(Said { at, by, approves });
        }
    }
    found.values_mut().for_each(|thread| thread.sort_by(|a, b| (a.at, &a.by).cmp(&(b.at, &b.by))));
    found
}

//! What people said about what is open in one repository: lately, and before the records begin where that is known. It
//! must not know why something waits.

use chrono::{DateTime, Utc};
use sparky_schema::records::{Issue, PullRequest};

use crate::facts::View;
use crate::flow::Scene;
use crate::flow::threads::{Said, Threads};
use crate::identity::PersonId;

/// What people said in one repository about what is open.
pub(super) struct Conversation<'a> {
    view: &'a View<'a>,
    lately: &'a Threads,
    before: Threads,
    /// What was said earlier is not known.
    pub(super) since: DateTime<Utc>,
}

impl<'a> Conversation<'a> {
    pub(super) fn of(scene: &Scene<'_>, view: &'a View<'a>, lately: &'a Threads) -> Self {
        let (before, since) = match &view.repository.backlog {
            Some(backlog) => (Threads::before(view, backlog), DateTime::<Utc>::MIN_UTC),
            None => (Threads::default(), scene.since),
        };
        Self { view, lately, before, since }
    }

    /// What is neither closed nor merged.
    pub(super) fn pull_requests(&self) -> impl Iterator<Item = &'a PullRequest> {
        let backlog = self.view.repository.backlog.iter().flat_map(|backlog| &backlog.pull_requests);
        let all = self.view.records().pull_requests.iter().chain(backlog);
        all.filter(|p| p.closed_at.is_none() && p.merged_at.is_none())
    }

    /// What is not closed.
    pub(super) fn issues(&self) -> impl Iterator<Item = &'a Issue> {
        let backlog = self.view.repository.backlog.iter().flat_map(|backlog| &backlog.issues);
        self.view.records().issues.iter().chain(backlog).filter(|issue| issue.closed_at.is_none())
    }

    /// Comments in the conversation by people other than `author`.
    pub(super) fn comments<'b>(
        &'b self,
        number: u64,
        author: Option<&'b PersonId>,
    ) -> impl Iterator<Item = &'b Said> + use<'a, 'b> {
        self.before.comments(number, author).chain(self.lately.comments(number, author))
    }

    /// Everything that people said about a pull request.
    pub(super) fn everything<'b>(&'b self, number: u64) -> impl Iterator<Item = &'b Said> + use<'a, 'b> {
        let before = self.before.reviews(number, None).chain(self.before.review_comments(number, None));
        let lately = self.lately.reviews(number, None).chain(self.lately.review_comments(number, None));
        before.chain(lately).chain(self.comments(number, None))
    }
}

//! What was open when the window ended and had been opened before it began. It must not know who should act.
//!
//! A collection holds everything that was open, of very much up to a bound; one of an older version holds what was
//! touched lately.

use chrono::{DateTime, Utc};
use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;
use sparky_schema::Window;
use sparky_schema::analysis::{Waiting, WaitingKind};
use sparky_schema::records::{Issue, PullRequest};

use crate::duration_text::duration_text;
use crate::facts::View;
use crate::happenings::pull_requests::{comment_count, review_count};
use crate::metrics::hours;
use crate::{links, scope};

/// More than that nobody looks up.
const MOST: usize = 1_000;

/// Something that is open, before it is written down.
struct Open<'a> {
    at: DateTime<Utc>,
    number: u64,
    view: &'a View<'a>,
    thing: Thing<'a>,
}

enum Thing<'a> {
    PullRequest(&'a PullRequest),
    Issue(&'a Issue),
}

/// What waits, oldest first, and of very much what has waited longest.
pub(crate) fn of(views: &[View<'_>], window: &Window) -> Vec<Waiting> {
    let mut found: Vec<Open<'_>> = views.par_iter().flat_map_iter(|view| of_repository(view, window)).collect();
    found.par_sort_unstable_by(|a, b| a.at.cmp(&b.at).then_with(|| a.id().cmp(&b.id())));
    found.truncate(MOST);
    found.iter().map(|open| open.waiting(window)).collect()
}

fn of_repository<'a>(view: &'a View<'a>, window: &'a Window) -> impl Iterator<Item = Open<'a>> {
    let records = view.records();
    let backlog = || view.repository.backlog.iter();
    let pull_requests = records.pull_requests.iter().chain(backlog().flat_map(|backlog| &backlog.pull_requests));
    let pull_requests = pull_requests.filter(|p| p.closed_at.is_none() && p.merged_at.is_none());
    let issues = records.issues.iter().chain(backlog().flat_map(|backlog| &backlog.issues));
    let issues = issues.filter(|issue| issue.closed_at.is_none());
    let pull_requests =
        pull_requests.map(|p| Open { at: p.created_at, number: p.number, view, thing: Thing::PullRequest(p) });
    let issues = issues.map(|i| Open { at: i.created_at, number: i.number, view, thing: Thing::Issue(i) });
    pull_requests.chain(issues).filter(|open| open.at < window.since)
}

impl Open<'_> {
    fn id(&self) -> String {
        format!("{}#{}", self.view.repository.name_with_owner, self.number)
    }

    fn waiting(&self, window: &Window) -> Waiting {
        match self.thing {
            Thing::PullRequest(found) => pull_request(self.view, window, found),
            Thing::Issue(found) => issue(self.view, window, found),
        }
    }
}

fn pull_request(view: &View<'_>, window: &Window, pull_request: &PullRequest) -> Waiting {
    Waiting {
        kind: WaitingKind::PullRequest,
        url: links::pull_request(view.repository.url.as_deref(), pull_request.number),
        subject: scope::subject(&pull_request.title),
        author: view.who.actor(pull_request.author.as_ref()).and_then(|id| view.who.name(&id)),
        draft: pull_request.draft,
        reviews: review_count(view, pull_request.number),
        ..blank(view, window, pull_request.number, pull_request.created_at)
    }
}

fn issue(view: &View<'_>, window: &Window, issue: &Issue) -> Waiting {
    Waiting {
        url: links::issue(view.repository.url.as_deref(), issue.number),
        subject: scope::subject(&issue.title),
        author: view.who.actor(issue.author.as_ref()).and_then(|id| view.who.name(&id)),
        ..blank(view, window, issue.number, issue.created_at)
    }
}

fn blank(view: &View<'_>, window: &Window, number: u64, opened_at: DateTime<Utc>) -> Waiting {
    let repository = view.repository.name_with_owner.clone();
    Waiting {
        id: format!("{repository}#{number}"),
        kind: WaitingKind::Issue,
        repository,
        number,
        url: None,
        subject: String::new(),
        author: None,
        opened_at,
        date: window.local_date(opened_at),
        open_for: hours(opened_at, window.until).map(duration_text),
        draft: false,
        reviews: None,
        comments: comment_count(view, window, number),
    }
}

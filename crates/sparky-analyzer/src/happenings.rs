//! Everything that happened in a repository in the window, one entry per event. On the service pull requests,
//! issues and releases tell the story; in a local clone, and where nobody merged a pull request, commits do. It must not
//! know sentences.

mod code;
mod issues;
pub(crate) mod pull_requests;

use chrono::{DateTime, Utc};
use sparky_schema::analysis::{Event, Happening, Work};
use sparky_schema::records::{PullRequest, Reactions};
use sparky_schema::{Kind, Window};

use crate::duration_text::duration_text;
use crate::facts::View;
use crate::metrics::hours;

/// What happened in one repository, in no order.
pub(crate) fn of_repository(view: &View<'_>, window: &Window) -> Vec<Happening> {
    let mut found = code::releases(view, window);
    if view.is_clone() {
        found.extend(code::commits(view, window));
    } else {
        found.extend(pull_requests::of(view, window));
        found.extend(issues::of(view, window));
        if is_pushed_directly(view, window) {
            found.extend(code::commits(view, window).into_iter().filter(|commit| !commit.merge));
        }
    }
    found
}

/// Whether no pull request brought the commits of a window, as far as everything is known.
fn is_pushed_directly(view: &View<'_>, window: &Window) -> bool {
    let merged = |p: &PullRequest| p.merged_at.is_some_and(|at| window.contains(at));
    let is_known = view.knows(Kind::PullRequests) && view.knows(Kind::Commits);
    is_known && !view.records().pull_requests.iter().any(merged)
}

/// A happening of which only what every happening has is known yet.
fn blank(view: &View<'_>, window: &Window, event: Event, id: &str, at: DateTime<Utc>) -> Happening {
    Happening {
        id: format!("{}{id}", view.repository.name_with_owner),
        event,
        repository: view.repository.name_with_owner.clone(),
        number: None,
        sha: None,
        tag: None,
        url: None,
        title: String::new(),
        subject: String::new(),
        detail: String::new(),
        at,
        date: window.local_date(at),
        author: None,
        merged_by: None,
        behind: Vec::new(),
        with: Vec::new(),
        work: Work::Other,
        work_by: None,
        scope: None,
        breaking: false,
        merge: false,
        labels: Vec::new(),
        additions: None,
        deletions: None,
        changed_files: None,
        reviews: None,
        comments: None,
        open_for: None,
        closes: Vec::new(),
        outcome: None,
        score: 0.0,
        impact: Vec::new(),
    }
}

/// How often people reacted.
fn reacted(reactions: &Reactions) -> u64 {
    reactions.values().fold(0, |sum, count| sum.saturating_add(*count))
}

/// How long something was open, as text prints it.
fn open_for(created_at: DateTime<Utc>, ended_at: DateTime<Utc>) -> Option<String> {
    hours(created_at, ended_at).map(duration_text)
}

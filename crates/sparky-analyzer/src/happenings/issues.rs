//! Issues opened and closed. It must not know pull requests and commits.

use chrono::{DateTime, Utc};
use sparky_schema::Window;
use sparky_schema::analysis::{Event, Happening, Outcome};
use sparky_schema::records::Issue;

use super::pull_requests::comment_count;
use super::{blank, open_for, reacted};
use crate::facts::View;
use crate::score::{self, Beside};
use crate::{links, scope, work};

pub(super) fn of(view: &View<'_>, window: &Window) -> Vec<Happening> {
    view.records().issues.iter().flat_map(|issue| events(view, window, issue)).collect()
}

fn events(view: &View<'_>, window: &Window, issue: &Issue) -> Vec<Happening> {
    let moments = [Some((Event::IssueOpened, issue.created_at)), issue.closed_at.map(|at| (Event::IssueClosed, at))];
    let within = moments.into_iter().flatten().filter(|(_, at)| window.contains(*at));
    within.map(|(event, at)| happening(view, window, issue, event, at)).collect()
}

fn happening(view: &View<'_>, window: &Window, issue: &Issue, event: Event, at: DateTime<Utc>) -> Happening {
    let opened = event == Event::IssueOpened;
    let outcome = if issue.closed_at.is_some() { Outcome::Closed } else { Outcome::Open };
    let happening = Happening {
        number: Some(issue.number),
        url: links::issue(view.repository.url.as_deref(), issue.number),
        title: issue.title.clone(),
        subject: scope::subject(&issue.title),
        author: view.who.actor(issue.author.as_ref()).and_then(|id| view.who.name(&id)),
        work: work::kind(&issue.title, &issue.labels, &[], false),
        scope: scope::conventional(&issue.title).and_then(|title| title.scope).map(str::to_owned),
        breaking: scope::is_breaking(&issue.title, "", &issue.labels),
        labels: issue.labels.clone(),
        comments: comment_count(view, window, issue.number),
        open_for: if opened { None } else { open_for(issue.created_at, at) },
        outcome: opened.then_some(outcome),
        ..blank(view, window, event, &format!("#{}", issue.number), at)
    };
    score::scored(happening, &Beside { reactions: reacted(&issue.reactions), ..Beside::default() }, view.weights)
}

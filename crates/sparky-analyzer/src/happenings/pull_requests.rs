//! Pull requests opened, merged and closed. It must not know issues and commits.

use sparky_schema::analysis::{Event, Happening, Outcome, PersonName};
use sparky_schema::records::PullRequest;
use sparky_schema::{Kind, Window};

use super::{blank, open_for, reacted};
use crate::facts::View;
use crate::identity::{self, PersonId};
use crate::score::{self, Beside};
use crate::{areas, behind, bots, links, scope, work};

pub(super) fn of(view: &View<'_>, window: &Window) -> Vec<Happening> {
    view.records().pull_requests.iter().flat_map(|pull_request| events(view, window, pull_request)).collect()
}

fn events(view: &View<'_>, window: &Window, pull_request: &PullRequest) -> Vec<Happening> {
    let end = match (pull_request.merged_at, pull_request.closed_at) {
        (Some(at), _) => Some((Event::Merged, at)),
        (None, Some(at)) => Some((Event::PullRequestClosed, at)),
        (None, None) => None,
    };
    let moments = [Some((Event::PullRequestOpened, pull_request.created_at)), end];
    let within = moments.into_iter().flatten().filter(|(_, at)| window.contains(*at));
    let behind = || identity::names(view.who, behind::people(view, pull_request));
    within
        .map(|(event, at)| Happening { behind: behind(), ..happening(view, window, pull_request, event, at) })
        .collect()
}

fn happening(
    view: &View<'_>,
    window: &Window,
    pull_request: &PullRequest,
    event: Event,
    at: chrono::DateTime<chrono::Utc>,
) -> Happening {
    let author = view.who.actor(pull_request.author.as_ref());
    let opened = event == Event::PullRequestOpened;
    let happening = Happening {
        number: Some(pull_request.number),
        url: links::pull_request(view.repository.url.as_deref(), pull_request.number),
        title: pull_request.title.clone(),
        subject: scope::subject(&pull_request.title),
        merged_by: merger(view, pull_request, author.as_ref()).filter(|_| event == Event::Merged),
        with: reviewers(view, pull_request, author.as_ref()),
        author: author.and_then(|id| view.who.name(&id)),
        work: work::kind(&pull_request.title, &pull_request.labels, &[], bots::updates(pull_request.author.as_ref())),
        scope: scope::conventional(&pull_request.title).and_then(|title| title.scope).map(str::to_owned),
        breaking: scope::is_breaking(&pull_request.title, "", &pull_request.labels),
        labels: pull_request.labels.clone(),
        additions: Some(pull_request.additions),
        deletions: Some(pull_request.deletions),
        changed_files: Some(pull_request.changed_files),
        reviews: review_count(view, pull_request.number),
        comments: comment_count(view, window, pull_request.number),
        open_for: if opened { None } else { open_for(pull_request.created_at, at) },
        closes: pull_request.closes.clone(),
        outcome: opened.then(|| outcome(pull_request)),
        ..blank(view, window, event, &format!("#{}", pull_request.number), at)
    };
    let areas = areas::touched(&pull_request.files);
    score::scored(
        happening,
        &Beside { areas, reactions: reacted(&pull_request.reactions), ..Beside::default() },
        view.weights,
    )
}

fn outcome(pull_request: &PullRequest) -> Outcome {
    match (pull_request.merged_at, pull_request.closed_at) {
        (Some(_), _) => Outcome::Merged,
        (None, Some(_)) => Outcome::Closed,
        (None, None) if pull_request.draft => Outcome::Draft,
        (None, None) => Outcome::Open,
    }
}

fn merger(view: &View<'_>, pull_request: &PullRequest, author: Option<&PersonId>) -> Option<PersonName> {
    let merger = view.who.actor(pull_request.merged_by.as_ref()).filter(|id| Some(id) != author)?;
    view.who.name(&merger)
}

fn reviewers(view: &View<'_>, pull_request: &PullRequest, author: Option<&PersonId>) -> Vec<PersonName> {
    let reviews = view.talk.reviews(pull_request.number).iter();
    let reviewers = reviews.filter_map(|review| view.who.actor(review.author.as_ref()));
    identity::names(view.who, reviewers.filter(|id| Some(id) != author))
}

pub(crate) fn review_count(view: &View<'_>, number: u64) -> Option<u64> {
    view.knows(Kind::Reviews).then(|| view.talk.reviews(number).iter().fold(0, |n, _| n + 1))
}

/// Conversation comments in the window on a pull request or issue.
pub(crate) fn comment_count(view: &View<'_>, window: &Window, number: u64) -> Option<u64> {
    view.knows(Kind::Comments).then(|| view.talk.comment_count(number, window))
}

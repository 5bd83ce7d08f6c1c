//! What a window shows of stored facts: the world as of its end. It must not know how facts were read.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sparky_schema::collection::{Records, RepositoryFacts, Source};
use sparky_schema::gap::Kind;
use sparky_schema::ids::RepoName;
use sparky_schema::records::{Comment, Discussion, Issue, PullRequest, Review, TimelineEventKind};
use sparky_schema::window::Window;
use sparky_store::facts::{RecordKind, kinds};
use sparky_store::{Facts, RepositoryStore};

use super::backlog;
use super::landed::landed;
use super::state::State;
use super::update::forget;
use crate::Error;
use crate::range::Range;

/// The facts of a repository as of the end of a window. `is_newest` says that the window is the last one, so that what
/// is known of now holds for its end too.
pub(crate) fn project(
    facts: &Facts,
    name: &RepoName,
    kinds: Vec<Kind>,
    window: &Window,
    range: Range,
    is_newest: bool,
) -> Result<RepositoryFacts, Error> {
    let mut store: RepositoryStore<State> = facts.open(name)?;
    let mut records = records(&mut store, range).or_else(|error| forgotten(&mut store, error))?;
    let mut backlog = backlog::of(&mut store, range, &records, &kinds).or_else(|error| forgotten(&mut store, error))?;
    let landed =
        if is_newest && kinds.contains(&Kind::Commits) { landed(&mut store, window, range.since)? } else { None };
    let state = store.state().clone();
    let now = |is_wanted: bool| is_newest && is_wanted;
    let standing = state.standing.filter(|_| is_newest);
    let waiting = backlog.iter_mut().flat_map(|backlog| &mut backlog.pull_requests);
    for pull in records.pull_requests.iter_mut().filter(|pull| pull.closed_at.is_none()).chain(waiting) {
        pull.mergeable = standing.as_ref().and_then(|standing| standing.mergeable(pull.number));
    }
    Ok(RepositoryFacts {
        id: Some(state.id),
        url: state.url,
        default_branch: state.default_branch,
        private: state.private,
        notes: state.notes,
        about: state.about.filter(|_| now(true)).map(|mut about| {
            about.pushed_at = about.pushed_at.filter(|at| *at < range.until);
            about.community = standing.as_ref().and_then(|standing| standing.community);
            about
        }),
        checks: state.checks.filter(|_| now(true)),
        head: state.commits.head.filter(|_| now(kinds.contains(&Kind::Commits))),
        open: state.open.filter(|_| now(true)),
        landed,
        kinds,
        records,
        backlog,
        ..RepositoryFacts::new(name.clone(), Source::Github)
    })
}

fn records(store: &mut RepositoryStore<State>, range: Range) -> Result<Records, Error> {
    let mut records = Records {
        commits: within::<kinds::Commits>(store, range)?,
        comments: within::<kinds::Comments>(store, range)?,
        review_comments: within::<kinds::ReviewComments>(store, range)?,
        releases: within::<kinds::Releases>(store, range)?,
        ..Records::default()
    };
    let reviews = within::<kinds::Reviews>(store, range)?;
    let mut said: BTreeSet<u64> = reviews.iter().map(|review| review.pull_request).collect();
    said.extend(records.comments.iter().chain(&records.review_comments).map(|comment| comment.number));
    records.pull_requests = pull_requests(store, range, &said)?;
    records.reviews = earlier_reviews(store, range, &records.pull_requests)?;
    records.issues = issues(store, range, &said)?;
    records.discussions = discussions(store, range)?;
    records.workflow_runs = within::<kinds::WorkflowRuns>(store, range)?;
    for run in &mut records.workflow_runs {
        run.finished_at = run.finished_at.filter(|at| *at < range.until);
        run.conclusion = run.conclusion.take().filter(|_| run.finished_at.is_some());
    }
    Ok(records)
}

/// A kind that is damaged is forgotten, so that the next run reads it anew.
fn forgotten<T>(store: &mut RepositoryStore<State>, error: Error) -> Result<T, Error> {
    if let Error::Store(sparky_store::Error::Damaged { kind, .. }) = &error {
        forget(store, *kind);
        store.commit()?;
    }
    Err(error)
}

fn within<K: RecordKind>(store: &mut RepositoryStore<State>, range: Range) -> Result<Vec<K::Record>, Error> {
    Ok(store.range::<K>(range.since, range.until)?)
}

fn pull_requests(
    store: &mut RepositoryStore<State>,
    range: Range,
    said: &BTreeSet<u64>,
) -> Result<Vec<PullRequest>, Error> {
    let candidates = within::<kinds::PullRequests>(store, range)?.into_iter().map(|pull| as_of(pull, range.until));
    let happened = |pull: &PullRequest| {
        let moments = [Some(pull.created_at), pull.merged_at, pull.closed_at];
        said.contains(&pull.number) || moments.into_iter().flatten().any(|at| range.contains(at))
    };
    Ok(candidates.filter(happened).collect())
}

/// A pull request as it was at a moment.
pub(super) fn as_of(mut pull: PullRequest, until: DateTime<Utc>) -> PullRequest {
    pull.merged_at = pull.merged_at.filter(|at| *at < until);
    pull.closed_at = pull.closed_at.filter(|at| *at < until);
    if pull.merged_at.is_none() {
        (pull.merged_by, pull.merge_commit) = (None, None);
    }
    let later = pull.timeline.iter().filter(|event| event.at >= until).map(|event| event.event);
    let turned = later.into_iter().find_map(|event| match event {
        TimelineEventKind::ReadyForReview => Some(true),
        TimelineEventKind::ConvertedToDraft => Some(false),
        _ => None,
    });
    pull.draft = turned.unwrap_or(pull.draft);
    pull.timeline.retain(|event| event.at < until);
    pull.updated_at = None;
    pull
}

/// Every review of the listed pull requests up to the end.
fn earlier_reviews(
    store: &mut RepositoryStore<State>,
    range: Range,
    pulls: &[PullRequest],
) -> Result<Vec<Review>, Error> {
    let Some(oldest) = pulls.iter().map(|pull| pull.created_at).min() else { return Ok(Vec::new()) };
    let numbers: BTreeSet<u64> = pulls.iter().map(|pull| pull.number).collect();
    let mut reviews = store.range::<kinds::Reviews>(oldest.min(range.since), range.until)?;
    reviews.retain(|review| numbers.contains(&review.pull_request));
    Ok(reviews)
}

fn issues(store: &mut RepositoryStore<State>, range: Range, said: &BTreeSet<u64>) -> Result<Vec<Issue>, Error> {
    let candidates = within::<kinds::Issues>(store, range)?.into_iter().map(|issue| issue_as_of(issue, range.until));
    let happened = |issue: &Issue| {
        let moments = [Some(issue.created_at), issue.closed_at];
        said.contains(&issue.number) || moments.into_iter().flatten().any(|at| range.contains(at))
    };
    Ok(candidates.filter(happened).collect())
}

/// An issue as it was at a moment.
pub(super) fn issue_as_of(mut issue: Issue, until: DateTime<Utc>) -> Issue {
    let was_closed = issue.closed_at.is_some();
    issue.closed_at = issue.closed_at.filter(|at| *at < until);
    if was_closed && issue.closed_at.is_none() {
        issue.state_reason = None;
    }
    issue.updated_at = None;
    issue
}

fn discussions(store: &mut RepositoryStore<State>, range: Range) -> Result<Vec<Discussion>, Error> {
    let mut discussions = within::<kinds::Discussions>(store, range)?;
    for discussion in &mut discussions {
        discussion.answered_at = discussion.answered_at.filter(|at| *at < range.until);
        discussion.closed_at = discussion.closed_at.filter(|at| *at < range.until);
        discussion.comments.retain(|comment: &Comment| range.contains(comment.created_at));
        discussion.updated_at = None;
    }
    discussions.retain(|discussion| {
        let moments = [Some(discussion.created_at), discussion.answered_at, discussion.closed_at];
        !discussion.comments.is_empty() || moments.into_iter().flatten().any(|at| range.contains(at))
    });
    Ok(discussions)
}

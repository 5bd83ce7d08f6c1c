//! What of stored facts is open beside what a window shows. It must not know how facts were read.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sparky_schema::collection::{Backlog, Records};
use sparky_schema::gap::Kind;
use sparky_schema::records::{PullRequest, TimelineEventKind};
use sparky_store::RepositoryStore;
use sparky_store::facts::{RecordKind, kinds};

use super::project::{as_of, issue_as_of};
use super::state::{List, OpenOnes, State};
use crate::Error;
use crate::range::Range;

/// When something was opened, and its number.
type Opened = (DateTime<Utc>, u64);

/// What was open at the end of a window and is not among its records, and what was said earlier about everything that
/// was open; none where it is not known. Of the lists of complete `kinds` everything is stored that moved since the
/// records begin, and of what rested since then that which is open now.
pub(crate) fn of(
    store: &mut RepositoryStore<State>,
    range: Range,
    records: &Records,
    kinds: &[Kind],
) -> Result<Option<Backlog>, Error> {
    let known = |list: &List, kind| list.open.clone().filter(|_| kinds.contains(&kind));
    let open_pulls = known(&store.state().pull_requests, Kind::PullRequests);
    let open_issues = known(&store.state().issues, Kind::Issues);
    if open_pulls.is_none() && open_issues.is_none() {
        return Ok(None);
    }
    let listed: BTreeSet<u64> = records.pull_requests.iter().map(|pull| pull.number).collect();
    let pulls = candidates::<kinds::PullRequests>(store, open_pulls, range, |pull| pull.number)?;
    let pulls = pulls.into_iter().filter(|pull| !listed.contains(&pull.number) && !was_closed(pull, range.until));
    let pulls = pulls.map(|pull| as_of(pull, range.until)).filter(is_open);
    let listed: BTreeSet<u64> = records.issues.iter().map(|issue| issue.number).collect();
    let issues = candidates::<kinds::Issues>(store, open_issues, range, |issue| issue.number)?;
    let issues = issues.into_iter().filter(|issue| !listed.contains(&issue.number));
    let issues = issues.map(|issue| issue_as_of(issue, range.until)).filter(|issue| issue.closed_at.is_none());
    let mut backlog = Backlog { pull_requests: pulls.collect(), issues: issues.collect(), ..Backlog::default() };
    said(store, range, records, &mut backlog)?;
    Ok(Some(backlog))
}

/// Whether it was closed at a moment, and opened again later.
fn was_closed(pull: &PullRequest, until: DateTime<Utc>) -> bool {
    let mut before = pull.timeline.iter().filter(|event| event.at < until).map(|event| event.event);
    let turns = |event: &TimelineEventKind| matches!(event, TimelineEventKind::Closed | TimelineEventKind::Reopened);
    before.rfind(turns) == Some(TimelineEventKind::Closed)
}

fn is_open(pull: &PullRequest) -> bool {
    pull.closed_at.is_none() && pull.merged_at.is_none()
}

/// What is open now, or moved since the records begin and may have been open at the end.
fn candidates<K: RecordKind>(
    store: &mut RepositoryStore<State>,
    open: Option<OpenOnes>,
    range: Range,
    number: impl Fn(&K::Record) -> u64,
) -> Result<Vec<K::Record>, Error> {
    let Some(open) = open else { return Ok(Vec::new()) };
    let mut found = store.range::<K>(range.since, range.until)?;
    let moved: BTreeSet<u64> = found.iter().map(&number).collect();
    let open = store.open_ones::<K>()?.into_iter().filter(|one| open.numbers.contains(&number(one)));
    found.extend(open.filter(|one| K::created(one) < range.until && !moved.contains(&number(one))));
    found.sort_by_key(|one| (K::created(one), number(one)));
    Ok(found)
}

/// What was said before the records begin. What was said later about anything is among them.
fn said(
    store: &mut RepositoryStore<State>,
    range: Range,
    records: &Records,
    backlog: &mut Backlog,
) -> Result<(), Error> {
    let pulls = || records.pull_requests.iter().filter(|pull| is_open(pull)).chain(&backlog.pull_requests);
    let issues = records.issues.iter().filter(|issue| issue.closed_at.is_none()).chain(&backlog.issues);
    let on_pulls: Vec<Opened> = pulls().map(|pull| (pull.created_at, pull.number)).collect();
    let on_all: Vec<Opened> =
        on_pulls.iter().copied().chain(issues.map(|issue| (issue.created_at, issue.number))).collect();
    let untouched: Vec<Opened> = backlog.pull_requests.iter().map(|pull| (pull.created_at, pull.number)).collect();
    let (reviews, comments, review_comments) = (
        earlier::<kinds::Reviews>(store, range, &untouched, |review| review.pull_request)?,
        earlier::<kinds::Comments>(store, range, &on_all, |comment| comment.number)?,
        earlier::<kinds::ReviewComments>(store, range, &on_pulls, |comment| comment.number)?,
    );
    (backlog.reviews, backlog.comments, backlog.review_comments) = (reviews, comments, review_comments);
    Ok(())
}

/// What was said about some things from their opening to the beginning of the records.
fn earlier<K: RecordKind>(
    store: &mut RepositoryStore<State>,
    range: Range,
    about: &[Opened],
    number: impl Fn(&K::Record) -> u64,
) -> Result<Vec<K::Record>, Error> {
    let older: Vec<_> = about.iter().filter(|(opened, _)| *opened < range.since).collect();
    let Some(oldest) = older.iter().map(|(opened, _)| *opened).min() else { return Ok(Vec::new()) };
    let numbers: BTreeSet<u64> = older.into_iter().map(|(_, number)| *number).collect();
    let mut said = store.range::<K>(oldest, range.since)?;
    said.retain(|one| numbers.contains(&number(one)));
    Ok(said)
}

//! The counts of the contract, per repository and over all. A count is unknown when its kind is. It must not know
//! titles, text or importance.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sparky_schema::collection::Records;
use sparky_schema::totals::Totals;
use sparky_schema::{Kind, Window};

use crate::facts::View;
use crate::identity::PersonId;

/// The kinds in which people take part on the service.
const TAKING_PART: [Kind; 6] =
    [Kind::Commits, Kind::PullRequests, Kind::Issues, Kind::Reviews, Kind::Comments, Kind::ReviewComments];

/// Counts, and who stands behind two of them, so that people who work in two repositories count once over both.
#[derive(Default)]
pub(crate) struct Counted {
    pub(crate) totals: Totals,
    people: BTreeSet<PersonId>,
    bots: BTreeSet<PersonId>,
}

impl Counted {
    /// With the commits that landed: they are known for the window of the collection alone.
    pub(crate) fn with_landed(mut self, view: &View<'_>) -> Self {
        let landed = view.repository.landed.as_ref().filter(|_| view.knows(Kind::Commits));
        self.totals.landed = landed.map(|shas| count(shas.iter().collect::<BTreeSet<_>>().into_iter()));
        self
    }
}

/// The counts of one repository in a window.
pub(crate) fn of_repository(view: &View<'_>, window: &Window) -> Counted {
    let (bots, people): (BTreeSet<_>, BTreeSet<_>) =
        participants(view, window).into_iter().partition(|id| view.who.is_bot(id));
    let mut totals = of_nothing(&view.known, view.is_clone());
    fill_code(&mut totals, view, window);
    fill_conversation(&mut totals, view.records(), window);
    totals.contributors = totals.contributors.map(|_| count(people.iter()));
    totals.bots = totals.bots.map(|_| count(bots.iter()));
    totals.events = totals.events.map(|_| count(event_times(view, window)));
    Counted { totals, people, bots }
}

/// What was counted of each kind, whether or not that is all of it.
pub(crate) fn of_records(view: &View<'_>, window: &Window) -> Totals {
    let mut totals = of_nothing(&Kind::ALL.into_iter().collect(), view.is_clone());
    fill_code(&mut totals, view, window);
    fill_conversation(&mut totals, view.records(), window);
    totals
}

/// The counts over all repositories; `known` are the kinds that no gap takes away.
pub(crate) fn over_all(counted: &[Counted], known: &BTreeSet<Kind>) -> Totals {
    let add = |a: Option<u64>, b: Option<u64>| a.zip(b).map(|(a, b)| a.saturating_add(b));
    let nothing = of_nothing(known, false);
    let mut sum = counted.iter().fold(nothing, |sum, one| sum.joined(&one.totals, add));
    sum.contributors = sum.contributors.map(|_| count(union(counted, |one| &one.people)));
    sum.bots = sum.bots.map(|_| count(union(counted, |one| &one.bots)));
    let landed = known.contains(&Kind::Commits) && !counted.is_empty();
    sum.landed = landed.then(|| self::sum(counted.iter().map(|one| one.totals.landed))).flatten();
    sum
}

/// When the events of a window happened that decide whether it was quiet.
pub(crate) fn event_times<'a>(view: &View<'a>, window: &'a Window) -> impl Iterator<Item = DateTime<Utc>> + use<'a> {
    let (records, is_clone) = (view.records(), view.is_clone());
    let commits = records.commits.iter().filter(move |_| is_clone).map(|c| c.committed_at);
    let releases = records.releases.iter().map(|r| r.published_at);
    let pull_requests = records.pull_requests.iter().flat_map(|p| {
        let end = p.merged_at.or(p.closed_at);
        [Some(p.created_at), end].into_iter().flatten()
    });
    let issues = records.issues.iter().flat_map(|i| [Some(i.created_at), i.closed_at].into_iter().flatten());
    commits.chain(releases).chain(pull_requests).chain(issues).filter(|at| window.contains(*at))
}

/// Who took part: authors of commits, of pull requests opened or merged, mergers, reviewers, authors of issues
/// opened and of comments of both sorts.
fn participants(view: &View<'_>, window: &Window) -> BTreeSet<PersonId> {
    let (records, who) = (view.records(), view.who);
    let within = |at: DateTime<Utc>| window.contains(at);
    let mut found: BTreeSet<PersonId> = view.commits(window).filter_map(|c| who.signature(&c.author)).collect();
    for pull_request in &records.pull_requests {
        let merged = pull_request.merged_at.is_some_and(within);
        if merged || within(pull_request.created_at) {
            found.extend(who.actor(pull_request.author.as_ref()));
        }
        if merged {
            found.extend(who.actor(pull_request.merged_by.as_ref()));
        }
    }
    let issues = records.issues.iter().map(|i| (i.created_at, i.author.as_ref()));
    let reviews = records.reviews.iter().map(|r| (r.submitted_at, r.author.as_ref()));
    let comments = records.comments.iter().chain(&records.review_comments).map(|c| (c.created_at, c.author.as_ref()));
    let acts = issues.chain(reviews).chain(comments).filter(|(at, _)| within(*at));
    found.extend(acts.filter_map(|(_, actor)| who.actor(actor)));
    found
}

/// Zero for what is known, none for what is not.
fn of_nothing(known: &BTreeSet<Kind>, is_clone: bool) -> Totals {
    let zero = |kinds: &[Kind]| kinds.iter().all(|kind| known.contains(kind)).then_some(0);
    let part: &[Kind] = if is_clone { &[Kind::Commits] } else { &TAKING_PART };
    Totals {
        commits: zero(&[Kind::Commits]),
        merge_commits: zero(&[Kind::Commits]),
        landed: None,
        pull_requests_opened: zero(&[Kind::PullRequests]),
        pull_requests_merged: zero(&[Kind::PullRequests]),
        pull_requests_closed: zero(&[Kind::PullRequests]),
        issues_opened: zero(&[Kind::Issues]),
        issues_closed: zero(&[Kind::Issues]),
        reviews: zero(&[Kind::Reviews]),
        comments: zero(&[Kind::Comments]),
        review_comments: zero(&[Kind::ReviewComments]),
        releases: zero(&[Kind::Releases]),
        contributors: zero(part),
        bots: zero(part),
        additions: zero(&[Kind::Commits]),
        deletions: zero(&[Kind::Commits]),
        events: Some(0),
    }
}

/// Whether the events of a repository are completely known, which the window before must be for a comparison.
pub(crate) fn knows_events(known: &BTreeSet<Kind>, is_clone: bool) -> bool {
    let needed: &[Kind] =
        if is_clone { &[Kind::Commits, Kind::Releases] } else { &[Kind::PullRequests, Kind::Issues, Kind::Releases] };
    needed.iter().all(|kind| known.contains(kind))
}

fn fill_code(totals: &mut Totals, view: &View<'_>, window: &Window) {
    let records = view.records();
    let within = |at: Option<DateTime<Utc>>| at.is_some_and(|at| window.contains(at));
    let pull_requests = || records.pull_requests.iter();
    set(&mut totals.commits, count(view.commits(window)));
    set(&mut totals.merge_commits, count(view.commits(window).filter(|c| c.parents.len() >= 2)));
    set(&mut totals.pull_requests_opened, count(pull_requests().filter(|p| window.contains(p.created_at))));
    set(&mut totals.pull_requests_merged, count(pull_requests().filter(|p| within(p.merged_at))));
    let closed = pull_requests().filter(|p| p.merged_at.is_none() && within(p.closed_at));
    set(&mut totals.pull_requests_closed, count(closed));
    set(&mut totals.releases, count(records.releases.iter().filter(|r| window.contains(r.published_at))));
    // One commit of unknown size makes the sum unknown.
    totals.additions = totals.additions.and_then(|_| sum(view.plain_commits(window).map(|c| c.additions)));
    totals.deletions = totals.deletions.and_then(|_| sum(view.plain_commits(window).map(|c| c.deletions)));
}

fn fill_conversation(totals: &mut Totals, records: &Records, window: &Window) {
    let within = |at: DateTime<Utc>| window.contains(at);
    set(&mut totals.issues_opened, count(records.issues.iter().filter(|i| within(i.created_at))));
    set(&mut totals.issues_closed, count(records.issues.iter().filter(|i| i.closed_at.is_some_and(within))));
    set(&mut totals.reviews, count(records.reviews.iter().filter(|r| within(r.submitted_at))));
    set(&mut totals.comments, count(records.comments.iter().filter(|c| within(c.created_at))));
    set(&mut totals.review_comments, count(records.review_comments.iter().filter(|c| within(c.created_at))));
}

fn set(known: &mut Option<u64>, value: u64) {
    *known = known.map(|_| value);
}

/// The sum; none as soon as one value is unknown.
fn sum(mut values: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    values.try_fold(0u64, |sum, value| value.map(|value| sum.saturating_add(value)))
}

fn count<T>(items: impl Iterator<Item = T>) -> u64 {
    items.fold(0, |n, _| n + 1)
}

fn union(counted: &[Counted], of: fn(&Counted) -> &BTreeSet<PersonId>) -> impl Iterator<Item = &PersonId> {
    counted.iter().flat_map(of).collect::<BTreeSet<_>>().into_iter()
}

//! Whether somebody works on a project, and whether what is opened is closed. It must not know who answered whom.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sparky_schema::records::Association;
use sparky_schema::{Kind, NoteKind};

use super::{Measure, days};
use crate::facts::View;
use crate::flow::Scene;

/// A younger project is not judged.
const YOUNG_DAYS: i64 = 90;

/// Commits, and issues that owners, members and collaborators opened or commented on, against one a week: the check
/// `Maintained` of OSSF Scorecard, over the records instead of 90 days.
pub(super) fn maintained(scene: &Scene<'_>, view: &View<'_>) -> Option<Measure> {
    let kinds = [Kind::Commits, Kind::Issues, Kind::Comments];
    if !kinds.into_iter().all(|kind| view.knows(kind)) || is_young(scene, view) {
        return None;
    }
    let needed = u64::try_from(days(scene) / 7).ok()?;
    if is_archived(view) {
        return Some(Measure::proportional(0, needed));
    }
    let within = |at: DateTime<Utc>| scene.since <= at && at < scene.window.until;
    let records = view.records();
    let issues: BTreeSet<u64> = records.issues.iter().map(|issue| issue.number).collect();
    let opened = records.issues.iter().filter(|i| is_inside(i.association) && within(i.created_at)).map(|i| i.number);
    let commented = records.comments.iter().filter(|c| is_inside(c.association) && within(c.created_at));
    let touched: BTreeSet<u64> = opened.chain(commented.map(|c| c.number).filter(|n| issues.contains(n))).collect();
    let commits = records.commits.iter().filter(|commit| within(commit.committed_at));
    let acts = commits.fold(0, |n, _| n + 1) + touched.iter().fold(0, |n, _| n + 1);
    Some(Measure::proportional(acts, needed))
}

/// Issues and pull requests closed for those opened.
pub(super) fn backlog(scene: &Scene<'_>, view: &View<'_>) -> Option<Measure> {
    if !view.knows(Kind::Issues) || !view.knows(Kind::PullRequests) {
        return None;
    }
    let within = |at: DateTime<Utc>| scene.since <= at && at < scene.window.until;
    let issues = view.records().issues.iter().map(|issue| (issue.created_at, issue.closed_at));
    let pull_requests = view.records().pull_requests.iter().map(|p| (p.created_at, p.merged_at.or(p.closed_at)));
    let both = || issues.clone().chain(pull_requests.clone());
    let opened = both().filter(|(at, _)| within(*at)).fold(0, |n, _| n + 1);
    let closed = both().filter(|(_, end)| end.is_some_and(within)).fold(0, |n, _| n + 1);
    (opened > 0 || closed > 0).then(|| Measure::percentage(closed, opened))
}

fn is_inside(association: Option<Association>) -> bool {
    matches!(association, Some(Association::Owner | Association::Member | Association::Collaborator))
}

fn is_archived(view: &View<'_>) -> bool {
    let noted = view.repository.notes.iter().any(|note| note.kind == NoteKind::Archived);
    noted || view.repository.about.as_ref().is_some_and(|about| about.archived)
}

fn is_young(scene: &Scene<'_>, view: &View<'_>) -> bool {
    let created = view.repository.about.as_ref().and_then(|about| about.created_at);
    created.is_some_and(|at| scene.window.until - at < TimeDelta::days(YOUNG_DAYS))
}

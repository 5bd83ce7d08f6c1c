//! Issues that nobody answered. It must not know pull requests.

use sparky_schema::Kind;
use sparky_schema::analysis::{Attention, AttentionKind};
use sparky_schema::records::{Association, Issue};

use super::{Thresholds, Wait, blank};
use crate::facts::View;
use crate::flow::Scene;
use crate::flow::threads::Threads;
use crate::{links, scope};

/// Open issues of people from outside that nobody was assigned to and nobody answered. They must have been opened
/// since the records begin: what was said before is not known.
pub(super) fn of(scene: &Scene<'_>, view: &View<'_>, threads: &Threads, thresholds: &Thresholds) -> Vec<Attention> {
    if !view.knows(Kind::Issues) || !view.knows(Kind::Comments) {
        return Vec::new();
    }
    let open = view.records().issues.iter().filter(|issue| issue.closed_at.is_none());
    let asked = open.filter(|issue| scene.since <= issue.created_at && issue.assignees.is_empty() && !is_inside(issue));
    asked.filter_map(|issue| item(scene, view, threads, issue, thresholds)).collect()
}

/// Those who run a project open issues as notes to themselves.
fn is_inside(issue: &Issue) -> bool {
    matches!(issue.association, Some(Association::Owner | Association::Member | Association::Collaborator))
}

fn item(
    scene: &Scene<'_>,
    view: &View<'_>,
    threads: &Threads,
    issue: &Issue,
    thresholds: &Thresholds,
) -> Option<Attention> {
    let author = view.who.actor(issue.author.as_ref());
    if author.as_ref().is_some_and(|id| view.who.is_bot(id)) {
        return None;
    }
    if threads.comments(issue.number, author.as_ref()).next().is_some() {
        return None;
    }
    Some(Attention {
        severity: Wait::new(issue.created_at, thresholds.answer_days).severity(scene.window.until, false)?,
        number: Some(issue.number),
        url: links::issue(view.repository.url.as_deref(), issue.number),
        subject: scope::subject(&issue.title),
        author: author.and_then(|id| view.who.name(&id)),
        ..blank(scene, view, AttentionKind::Unanswered, &format!("#{}", issue.number), Some(issue.created_at))
    })
}

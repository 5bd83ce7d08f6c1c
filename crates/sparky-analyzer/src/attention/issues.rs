//! Issues that nobody answered. It must not know pull requests.

use chrono::DateTime;
use sparky_schema::Kind;
use sparky_schema::analysis::{Attention, AttentionKind};
use sparky_schema::records::{Association, Issue};

use super::conversation::Conversation;
use super::{Thresholds, Wait, blank, is_asleep};
use crate::facts::View;
use crate::flow::Scene;
use crate::{links, scope};

/// Open issues of people from outside that nobody was assigned to and nobody answered, as far as it is known what was
/// said.
pub(super) fn of(
    scene: &Scene<'_>,
    view: &View<'_>,
    conversation: &Conversation<'_>,
    thresholds: &Thresholds,
) -> Vec<Attention> {
    if !view.knows(Kind::Issues) || !view.knows(Kind::Comments) {
        return Vec::new();
    }
    let is_known = |issue: &&Issue| conversation.since <= issue.created_at;
    let asked = conversation.issues().filter(is_known);
    let asked = asked.filter(|issue| issue.assignees.is_empty() && !is_inside(issue));
    asked.filter_map(|issue| item(scene, view, conversation, issue, thresholds)).collect()
}

/// Those who run a project open issues as notes to themselves.
fn is_inside(issue: &Issue) -> bool {
    matches!(issue.association, Some(Association::Owner | Association::Member | Association::Collaborator))
}

fn item(
    scene: &Scene<'_>,
    view: &View<'_>,
    conversation: &Conversation<'_>,
    issue: &Issue,
    thresholds: &Thresholds,
) -> Option<Attention> {
    let author = view.who.actor(issue.author.as_ref());
    if author.as_ref().is_some_and(|id| view.who.is_bot(id)) {
        return None;
    }
    if conversation.comments(issue.number, author.as_ref()).next().is_some() {
        return None;
    }
    let last = conversation.comments(issue.number, None).map(|said| said.at).fold(issue.created_at, DateTime::max);
    let wait = Wait::new(issue.created_at, thresholds.answer_days).low(is_asleep(scene, last, thresholds));
    Some(Attention {
        severity: wait.severity(scene.window.until)?,
        number: Some(issue.number),
        url: links::issue(view.repository.url.as_deref(), issue.number),
        subject: scope::subject(&issue.title),
        author: author.and_then(|id| view.who.name(&id)),
        ..blank(scene, view, AttentionKind::Unanswered, &format!("#{}", issue.number), Some(issue.created_at))
    })
}

//! Statements about what somebody should look at. It must not know how that is found.

use sparky_schema::analysis::{Attention, AttentionKind, InsightKind, InsightSeverity, Severity};

use super::{Candidate, Ground, MOST_FACTS, blank, count};

/// Fewer are told item by item.
const SOME: usize = 3;

pub(super) fn of(ground: &Ground<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = red(ground).collect();
    found.extend(blocked(ground));
    found.extend(several(ground, AttentionKind::Stale, InsightKind::StaleWork, "stale_work", 52));
    found.extend(several(ground, AttentionKind::MergeNeeded, InsightKind::ReadyToMerge, "ready_to_merge", 64));
    found.extend(several(ground, AttentionKind::Unanswered, InsightKind::Unanswered, "unanswered", 56));
    found
}

fn items<'a>(ground: &'a Ground<'_>, kind: AttentionKind) -> impl Iterator<Item = &'a Attention> {
    ground.analysis.attention.iter().filter(move |item| item.kind == kind && item.severity != Severity::Low)
}

fn red<'a>(ground: &'a Ground<'_>) -> impl Iterator<Item = Candidate> + 'a {
    items(ground, AttentionKind::DefaultBranchRed).map(|item| {
        let key = format!("red_branch:{}", item.id);
        let mut insight = blank(InsightKind::RedBranch, InsightSeverity::Warning, key, item.evidence.clone());
        insight.repository.clone_from(&item.repository);
        insight.subject = Some(item.subject.clone());
        Candidate { insight, points: 95, about: item.id.clone() }
    })
}

fn blocked<'a>(ground: &'a Ground<'_>) -> impl Iterator<Item = Candidate> + 'a {
    items(ground, AttentionKind::BlockedOnPerson).filter_map(|item| {
        let person = item.waits_for.first()?;
        let key = format!("blocked_on_person:{}", person.name);
        let mut insight = blank(InsightKind::BlockedOnPerson, InsightSeverity::Warning, key, item.evidence.clone());
        insight.people = vec![person.clone()];
        insight.value = Some(count(&item.evidence));
        Some(Candidate { insight, points: 68, about: format!("work that waits for {}", person.name) })
    })
}

/// Several of one kind, told by how many they are and how long the first of them has waited.
fn several(ground: &Ground<'_>, of: AttentionKind, kind: InsightKind, key: &str, points: u64) -> Option<Candidate> {
    let all: Vec<&Attention> = items(ground, of).collect();
    let facts = all.iter().take(MOST_FACTS).map(|item| item.id.clone()).collect();
    let oldest = all.iter().filter(|item| item.since.is_some()).min_by_key(|item| (item.since, &item.id))?;
    let mut insight = blank(kind, InsightSeverity::Warning, key.to_owned(), facts);
    let counted = ground.analysis.attention_counts.iter().find(|one| one.kind == of);
    insight.value = counted.and_then(|one| one.pressing).or_else(|| Some(count(&all)));
    insight.value_text.clone_from(&oldest.for_text);
    (SOME <= all.len()).then(|| Candidate { insight, points, about: key.to_owned() })
}

//! People for whom several pull requests wait. It must not know why they wait.

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::analysis::{Attention, AttentionKind, PersonName, Severity};

use super::Thresholds;

pub(super) fn of(found: &[Attention], thresholds: &Thresholds) -> Vec<Attention> {
    let mut waiting: BTreeMap<&PersonName, Vec<&Attention>> = BTreeMap::new();
    let for_somebody = found.iter().filter(|item| {
        matches!(item.kind, AttentionKind::ReviewNeeded | AttentionKind::AuthorNeeded | AttentionKind::Conflicting)
    });
    // What presses nobody blocks nobody.
    for item in for_somebody.filter(|item| item.severity != Severity::Low) {
        if let [person] = item.waits_for.as_slice() {
            waiting.entry(person).or_default().push(item);
        }
    }
    let enough = usize::try_from(thresholds.blocked.max(2)).unwrap_or(usize::MAX);
    let blocked = waiting.into_iter().filter(|(_, items)| enough <= items.len());
    blocked.filter_map(|(person, items)| item(person, items)).collect()
}

/// The wait of a person is that of the oldest item.
fn item(person: &PersonName, mut items: Vec<&Attention>) -> Option<Attention> {
    items.sort_by_key(|item| (item.since, &item.id));
    let oldest = items.first().copied()?;
    let repositories: BTreeSet<_> = items.iter().filter_map(|item| item.repository.as_ref()).collect();
    let repository = if repositories.len() == 1 { repositories.into_iter().next().cloned() } else { None };
    Some(Attention {
        kind: AttentionKind::BlockedOnPerson,
        severity: Severity::High,
        repository,
        number: None,
        url: person.url.clone(),
        subject: String::new(),
        author: None,
        waits_for: vec![person.clone()],
        evidence: items.iter().map(|item| item.id.clone()).collect(),
        ..oldest.clone()
    })
}

//! Statements about changes, issues and releases. It must not know people and time series.

use chrono::{DateTime, Utc};
use sparky_schema::analysis::{Event, Happening, InsightKind, InsightSeverity, Work};

use super::{Candidate, Ground, blank, count, ids, is_bot};
use crate::scope::{conventional, words};

/// Days after which a merged pull request was long-lived, and a closed issue old.
const LONG_LIVED: i64 = 60;
const OLD: i64 = 365;
/// So many windows without a release are a gap.
const GAP: u64 = 4;

pub(super) fn of(ground: &Ground<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = marked(ground, InsightKind::Security, 90, is_security_fix)
        .into_iter()
        .chain(marked(ground, InsightKind::Breaking, 85, |h| h.breaking))
        .chain(reverts(ground))
        .collect();
    found.extend(oldest(ground, Event::Merged, InsightKind::LongLivedMerged, LONG_LIVED));
    found.extend(oldest(ground, Event::IssueClosed, InsightKind::OldIssueClosed, OLD));
    found.extend(release(ground));
    found
}

/// Changes with a mark, told by the most important one.
fn marked(ground: &Ground<'_>, kind: InsightKind, points: u64, is: impl Fn(&Happening) -> bool) -> Option<Candidate> {
    let all: Vec<&Happening> = ground.landed().filter(|happening| is(happening)).collect();
    let first = all.first()?;
    let mut insight = blank(kind, InsightSeverity::Warning, key(kind, &first.id), ids(all.iter().copied()));
    insight.repository = Some(first.repository.clone());
    insight.subject = Some(first.subject.clone());
    insight.value = Some(count(&all));
    Some(Candidate { insight, points, about: first.id.clone() })
}

/// A text about security is no fix.
fn is_security_fix(happening: &Happening) -> bool {
    let says = |text: &str, known: &[&str]| words(text).any(|word| known.contains(&&*word));
    let declared = conventional(&happening.title).is_some_and(|title| {
        let scope = title.scope.is_some_and(|scope| says(scope, &["security", "sec"]));
        matches!(title.kind.as_str(), "security" | "sec") || (title.kind == "fix" && scope)
    });
    let named = says(&happening.title, &["vulnerability", "vulnerabilities", "cve", "ghsa", "rustsec"]);
    let labelled = happening.labels.iter().any(|label| says(label, &["security", "vulnerability"]));
    happening.work == Work::Security && (declared || named || labelled)
}

/// Two or more changes that take something back.
fn reverts(ground: &Ground<'_>) -> Option<Candidate> {
    let takes_back = |h: &&Happening| {
        let declared = conventional(&h.title).is_some_and(|title| title.kind == "revert");
        declared || h.title.starts_with("Revert ") || h.title.starts_with("revert ")
    };
    let all: Vec<&Happening> = ground.landed().filter(takes_back).collect();
    let facts = ids(all.iter().copied());
    let first = facts.first()?.clone();
    let mut insight = blank(InsightKind::Reverts, InsightSeverity::Warning, key(InsightKind::Reverts, &first), facts);
    insight.value = Some(count(&all));
    insight.of = Some(count(&ground.landed().collect::<Vec<_>>()));
    let counted = ground.lists_all(Event::Merged) && ground.lists_all(Event::Committed);
    (counted && all.len() > 1).then(|| Candidate { insight, points: 70, about: "reverts".to_owned() })
}

/// What had been open for longest of what came to an end.
fn oldest(ground: &Ground<'_>, event: Event, kind: InsightKind, least: i64) -> Option<Candidate> {
    let ended = ground.analysis.happenings.iter().filter(|h| h.event == event && !is_bot(h));
    let open = ended.filter_map(|h| Some(((h.at - opened_at(ground, h)?).num_days(), h)));
    let (days, happening) = open.max_by_key(|(days, h)| (*days, std::cmp::Reverse(&h.id)))?;
    let mut insight = blank(kind, InsightSeverity::Note, key(kind, &happening.id), vec![happening.id.clone()]);
    insight.repository = Some(happening.repository.clone());
    insight.subject = Some(happening.subject.clone());
    insight.value = u64::try_from(days).ok();
    insight.value_text.clone_from(&happening.open_for);
    let points = 40 + u64::try_from(days / 60).unwrap_or(0).min(20);
    (ground.lists_all(event) && least <= days).then(|| Candidate { insight, points, about: happening.id.clone() })
}

fn opened_at(ground: &Ground<'_>, happening: &Happening) -> Option<DateTime<Utc>> {
    let repository = ground.collection.repositories.iter().find(|r| r.name_with_owner == happening.repository)?;
    let (records, number) = (&repository.records, happening.number?);
    match happening.event {
        Event::Merged => records.pull_requests.iter().find(|p| p.number == number).map(|p| p.created_at),
        _ => records.issues.iter().find(|issue| issue.number == number).map(|issue| issue.created_at),
    }
}

/// The first release after many windows without one.
fn release(ground: &Ground<'_>) -> Option<Candidate> {
    let mut released: Vec<&Happening> =
        ground.analysis.happenings.iter().filter(|h| h.event == Event::Released).collect();
    released.sort_by_key(|release| (release.at, &release.id));
    let first = released.first()?;
    let windows = ground.in_a_row(|told| told.releases == Some(0));
    let kind = InsightKind::ReleaseAfterGap;
    let mut insight = blank(kind, InsightSeverity::Change, key(kind, &first.id), ids(released.iter().copied()));
    insight.subject.clone_from(&first.tag);
    insight.repository = Some(first.repository.clone());
    insight.windows = Some(windows);
    (ground.lists_all(Event::Released) && GAP <= windows).then(|| Candidate {
        insight,
        points: 75,
        about: first.id.clone(),
    })
}

fn key(kind: InsightKind, id: &str) -> String {
    let name = serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default();
    format!("{name}:{id}")
}

//! Statements about people. It must not know what they did in detail.

use sparky_schema::analysis::{Event, InsightKind, InsightSeverity, Person};

use super::{Candidate, Ground, blank, count};

/// Fewer commits tell nothing about who makes them.
const COMMITS: u64 = 20;

pub(super) fn of(ground: &Ground<'_>) -> Vec<Candidate> {
    newcomers(ground).into_iter().chain(returning(ground)).chain(concentration(ground)).collect()
}

/// People whose first pull request the service says it is.
fn newcomers(ground: &Ground<'_>) -> Option<Candidate> {
    let new: Vec<&Person> = ground.analysis.people.iter().filter(|person| person.newcomer).collect();
    let names: Vec<&str> = new.iter().map(|person| person.person.name.as_str()).collect();
    let is_theirs = |author: &str| names.contains(&author);
    let opened = ground.analysis.happenings.iter().filter(|h| {
        h.event == Event::PullRequestOpened && h.author.as_ref().is_some_and(|author| is_theirs(&author.name))
    });
    let facts = opened.map(|h| h.id.clone()).collect();
    let (kind, key) = (InsightKind::FirstContribution, format!("first_contribution:{}", names.join(",")));
    let mut insight = blank(kind, InsightSeverity::Note, key, facts);
    insight.people = new.iter().map(|person| person.person.clone()).collect();
    insight.value = Some(count(&new));
    let points = 55 + count(&new).min(5) * 3;
    (!new.is_empty()).then(|| Candidate { insight, points, about: "newcomers".to_owned() })
}

/// People who were back after a break.
fn returning(ground: &Ground<'_>) -> Option<Candidate> {
    let back: Vec<&Person> = ground.analysis.people.iter().filter(|who| who.returned_after_days.is_some()).collect();
    let names: Vec<&str> = back.iter().map(|person| person.person.name.as_str()).collect();
    let facts = names.iter().map(|name| format!("people:{name}")).collect();
    let (kind, key) = (InsightKind::ReturningContributor, format!("returning_contributor:{}", names.join(",")));
    let mut insight = blank(kind, InsightSeverity::Note, key, facts);
    insight.people = back.iter().map(|person| person.person.clone()).collect();
    insight.value = Some(count(&back));
    // Of several, each was away for another time.
    insight.of = back.first().filter(|_| back.len() == 1).and_then(|who| who.returned_after_days);
    let points = 48 + count(&back).min(5) * 2;
    (!back.is_empty()).then(|| Candidate { insight, points, about: "returning".to_owned() })
}

/// One of three authors or more wrote three quarters of the commits.
fn concentration(ground: &Ground<'_>) -> Option<Candidate> {
    let authors: Vec<&Person> = ground.analysis.people.iter().filter(|person| person.commits > 0).collect();
    let all: u64 = authors.iter().map(|person| person.commits).sum();
    let most = authors.iter().max_by_key(|person| (person.commits, std::cmp::Reverse(&person.person.name)))?;
    let percent = most.commits.saturating_mul(100).checked_div(all.max(1))?;
    let name = &most.person.name;
    let kind = InsightKind::CommitConcentration;
    let mut insight =
        blank(kind, InsightSeverity::Note, format!("commit_concentration:{name}"), vec![format!("people:{name}")]);
    (insight.people, insight.value, insight.of) = (vec![most.person.clone()], Some(percent), Some(count(&authors)));
    // Who merges has a commit for each pull request of others.
    let merges = ground.analysis.totals.merge_commits.unwrap_or(0);
    let told = authors.len() > 2 && COMMITS <= all && 75 <= percent && merges.saturating_mul(10) <= all;
    told.then(|| Candidate { insight, points: 30 + percent / 5, about: format!("commits of {name}") })
}

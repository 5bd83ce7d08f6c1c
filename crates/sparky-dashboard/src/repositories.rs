//! Repositories as rows, and what somebody should look at. It must not know how that was found out.

use serde::Serialize;
use sparky_schema::analysis::{Analysis, Attention, AttentionKind, RepositoryAnalysis, Severity};

/// One repository.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    name: String,
    url: Option<String>,
    merged: Option<u64>,
    opened: Option<u64>,
    issues_opened: Option<u64>,
    issues_closed: Option<u64>,
    commits: Option<u64>,
    contributors: Option<u64>,
    health: Option<String>,
}

/// The busiest first, so that those with nothing to tell come last.
pub(crate) fn rows(analysis: &Analysis) -> Vec<Row> {
    let mut repositories: Vec<&RepositoryAnalysis> = analysis.repositories.iter().collect();
    repositories.sort_by_key(|repository| std::cmp::Reverse(repository.totals.events));
    repositories.into_iter().map(row).collect()
}

fn row(repository: &RepositoryAnalysis) -> Row {
    let totals = &repository.totals;
    Row {
        name: repository.name_with_owner.to_string(),
        url: repository.url.clone(),
        merged: totals.pull_requests_merged,
        opened: totals.pull_requests_opened,
        issues_opened: totals.issues_opened,
        issues_closed: totals.issues_closed,
        commits: totals.commits,
        contributors: totals.contributors,
        health: repository.health.as_ref().and_then(|health| health.total).map(|total| format!("{total:.1}")),
    }
}

/// One thing to look at.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ToDo {
    severity: &'static str,
    why: &'static str,
    subject: String,
    place: String,
    url: Option<String>,
    waited: Option<String>,
    on: Vec<String>,
}

pub(crate) fn attention(analysis: &Analysis) -> Vec<ToDo> {
    analysis.attention.iter().map(to_do).collect()
}

fn to_do(item: &Attention) -> ToDo {
    let place = match (&item.repository, item.number) {
        (Some(repository), Some(number)) => format!("{repository}#{number}"),
        (Some(repository), None) => repository.to_string(),
        _ => item.id.clone(),
    };
    ToDo {
        severity: severity(item.severity),
        why: why(item.kind),
        subject: item.subject.clone(),
        place,
        url: item.url.clone(),
        waited: item.for_text.clone(),
        on: item.waits_for.iter().map(|person| person.name.clone()).collect(),
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
    }
}

const fn why(kind: AttentionKind) -> &'static str {
    match kind {
        AttentionKind::DefaultBranchRed => "the checks of the default branch fail",
        AttentionKind::Conflicting => "conflicts with its base",
        AttentionKind::ReviewNeeded => "waits for a review",
        AttentionKind::AuthorNeeded => "waits for its author",
        AttentionKind::MergeNeeded => "is approved and not merged",
        AttentionKind::Unanswered => "has no answer",
        AttentionKind::Stale => "nothing was said for long",
        AttentionKind::BlockedOnPerson => "several wait for the same person",
    }
}

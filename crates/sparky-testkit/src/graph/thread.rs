//! Labels, issues and pull requests as records. It must not know how a repository is stored.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::part::Part;
use super::review::{Place, add_comments, add_reviews, association};
use super::{Record, commit, embedded, time};
use crate::world::{FileChange, Issue, PullRequest, Repository, TimelineEvent};

/// Adds the labels, issues and pull requests of a repository; returns their ids.
pub(super) fn add_all(part: &mut Part, id: &str, repository: &Repository) -> (Vec<Value>, Vec<Value>, Vec<Value>) {
    let of_issues = repository.issues.iter().flat_map(|issue| &issue.labels);
    let of_pulls = repository.pull_requests.iter().flat_map(|pull_request| &pull_request.labels);
    let of_discussions = repository.discussions.iter().flatten().flat_map(|discussion| &discussion.labels);
    let names: BTreeSet<&String> = of_issues.chain(of_pulls).chain(of_discussions).collect();
    let labels = names.into_iter().map(|name| {
        // All made at once: labels are ordered by their creation unless a query says otherwise.
        let fields = json!({ "name": name, "color": "ededed", "createdAt": "2026-01-01T00:00:00Z", "repository": id });
        part.add("Label", label_id(id, name), fields)
    });
    let labels = labels.collect();
    let name = repository.name_with_owner.as_str();
    let issues = repository.issues.iter().map(|issue| add_issue(part, id, name, issue)).collect();
    let pull_requests = repository.pull_requests.iter().map(|found| add_pull_request(part, id, name, found)).collect();
    (labels, issues, pull_requests)
}

fn label_id(repository: &str, name: &str) -> String {
    format!("LA_{repository}_{name}")
}

pub(super) fn labels(repository: &str, names: &[String]) -> Vec<String> {
    names.iter().map(|name| label_id(repository, name)).collect()
}

fn add_issue(part: &mut Part, repository: &str, name: &str, issue: &Issue) -> Value {
    let place = Place::new(repository, name, ["issues", "issue", "I"], issue.number);
    let comments = add_comments(part, &place, ("IssueComment", "IC"), &issue.comments);
    let fields = json!({
        "number": issue.number,
        "title": issue.title,
        "body": issue.body,
        "bodyText": issue.body,
        "url": place.url,
        "author": part.actor(issue.author.as_deref()),
        "createdAt": time(issue.created_at),
        "updatedAt": time(issue.last_update()),
        "closedAt": issue.closed_at.map(time),
        "closed": issue.closed_at.is_some(),
        "state": if issue.closed_at.is_some() { "CLOSED" } else { "OPEN" },
        "stateReason": issue.state_reason.as_deref().or(issue.closed_at.map(|_| "COMPLETED")),
        "milestone": milestone(issue.milestone.as_ref()),
        "authorAssociation": association(issue.association.as_ref()),
        "reactionCounts": issue.reactions,
        "labels": labels(repository, &issue.labels),
        "assignees": assignees(part, &issue.assignees),
        "comments": comments,
        "repository": repository,
    });
    part.add("Issue", format!("I_{repository}_{}", issue.number), fields)
}

fn add_pull_request(part: &mut Part, repository: &str, name: &str, found: &PullRequest) -> Value {
    let place = Place::new(repository, name, ["pull", "pullRequest", "PR"], found.number);
    let comments = add_comments(part, &place, ("IssueComment", "IC"), &found.comments);
    let reviews = add_reviews(part, &place, &found.reviews);
    let timeline = add_timeline(part, &place, found, [&comments, &reviews]);
    let state = match (found.merged_at, found.closed_at) {
        (Some(_), _) => "MERGED",
        (None, Some(_)) => "CLOSED",
        (None, None) => "OPEN",
    };
    let closes = found.closes.iter().map(|number| format!("I_{repository}_{number}")).collect::<Vec<_>>();
    let fields = json!({
        "number": found.number,
        "title": found.title,
        "body": found.body,
        "bodyText": found.body,
        "url": place.url,
        "author": part.actor(found.author.as_deref()),
        "createdAt": time(found.created_at),
        "updatedAt": time(found.last_update()),
        "closedAt": found.closed_at.map(time),
        "closed": found.closed_at.is_some(),
        "mergedAt": found.merged_at.map(time),
        "merged": found.merged_at.is_some(),
        "mergedBy": part.actor(found.merged_by.as_deref()),
        "state": state,
        "isDraft": found.draft,
        "mergeable": found.mergeable.as_deref().unwrap_or(if state == "OPEN" { "MERGEABLE" } else { "UNKNOWN" }),
        "milestone": milestone(found.milestone.as_ref()),
        "mergeCommit": found.merge_commit.as_ref().map(|sha| commit::id(repository, sha)),
        "authorAssociation": association(found.association.as_ref()),
        "reactionCounts": found.reactions,
        "timelineItems": timeline,
        "files": found.files.iter().map(file).collect::<Vec<_>>(),
        "baseRefName": if found.base.is_empty() { "main" } else { &found.base },
        "additions": found.additions,
        "deletions": found.deletions,
        "changedFiles": found.changed_files,
        "labels": labels(repository, &found.labels),
        "assignees": assignees(part, &found.assignees),
        "closingIssuesReferences": closes,
        "comments": comments,
        "reviews": reviews,
        "repository": repository,
    });
    part.add("PullRequest", format!("PR_{repository}_{}", found.number), fields)
}

fn assignees(part: &mut Part, logins: &[String]) -> Vec<Value> {
    logins.iter().map(|login| part.actor(Some(login))).collect()
}

fn milestone(title: Option<&String>) -> Option<Record> {
    title.map(|title| embedded("Milestone", json!({ "title": title })))
}

fn file(file: &FileChange) -> Record {
    let fields = json!({ "path": file.path, "additions": file.additions, "deletions": file.deletions });
    embedded("PullRequestChangedFile", fields)
}

/// Everything that happened to a pull request, oldest first.
fn add_timeline(part: &mut Part, place: &Place<'_>, found: &PullRequest, said: [&[Value]; 2]) -> Vec<Value> {
    let by_itself = |time: Option<DateTime<Utc>>, event: &str| {
        time.map(|at| TimelineEvent { at, event: event.to_owned(), by: found.merged_by.clone() })
    };
    let end = [by_itself(found.merged_at, "MergedEvent"), by_itself(found.closed_at, "ClosedEvent")];
    let mut dated = Vec::new();
    for (index, event) in found.timeline.iter().cloned().chain(end.into_iter().flatten()).enumerate() {
        let fields = json!({
            "createdAt": time(event.at), "actor": part.actor(event.by.as_deref()), "pullRequest": place.id(),
        });
        let id = format!("EV_{}_{}_{index}", place.repository, place.number);
        dated.push((time(event.at), part.add(&event.event, id, fields)));
    }
    for id in said.into_iter().flatten() {
        let record = id.as_str().and_then(|id| part.record(id));
        let date = record.and_then(|record| record.get("createdAt")?.as_str()).unwrap_or_default().to_owned();
        dated.push((date, id.clone()));
    }
    dated.sort_by(|(left, _), (right, _)| left.cmp(right));
    dated.into_iter().map(|(_, id)| id).collect()
}

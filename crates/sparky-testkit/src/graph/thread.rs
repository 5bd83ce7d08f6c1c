//! Issues, pull requests and what people say in them, as records. It must not know how a repository is stored.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Graph, time};
use crate::world::{Comment, Issue, PullRequest, Repository, Review};

/// The place of a thread: its repository, and its kind and number in addresses.
struct Place<'a> {
    repository: &'a str,
    url: String,
    number: u64,
}

impl<'a> Place<'a> {
    fn new(repository: &'a str, name: &str, kind: &str, number: u64) -> Self {
        Self { repository, url: format!("https://github.com/{name}/{kind}/{number}"), number }
    }
}

/// Adds the labels, issues and pull requests of a repository; returns their ids.
pub(crate) fn add_all(graph: &mut Graph, id: &str, repository: &Repository) -> (Vec<Value>, Vec<Value>, Vec<Value>) {
    let of_issues = repository.issues.iter().flat_map(|issue| &issue.labels);
    let of_pulls = repository.pull_requests.iter().flat_map(|pull_request| &pull_request.labels);
    let names: BTreeSet<&String> = of_issues.chain(of_pulls).collect();
    let labels = names.into_iter().map(|name| {
        // All made at once: labels are ordered by their creation unless a query says otherwise.
        let fields = json!({ "name": name, "color": "ededed", "createdAt": "2026-01-01T00:00:00Z", "repository": id });
        graph.add("Label", label_id(id, name), fields)
    });
    let labels = labels.collect();
    let name = repository.name_with_owner.as_str();
    let issues = repository.issues.iter().map(|issue| add_issue(graph, id, name, issue)).collect();
    let pull_requests = repository.pull_requests.iter().map(|found| add_pull_request(graph, id, name, found)).collect();
    (labels, issues, pull_requests)
}

fn label_id(repository: &str, name: &str) -> String {
    format!("LA_{repository}_{name}")
}

fn labels(repository: &str, names: &[String]) -> Vec<String> {
    names.iter().map(|name| label_id(repository, name)).collect()
}

fn add_issue(graph: &mut Graph, repository: &str, name: &str, issue: &Issue) -> Value {
    let place = Place::new(repository, name, "issues", issue.number);
    let comments = add_comments(graph, &place, &issue.comments);
    let fields = json!({
        "number": issue.number,
        "title": issue.title,
        "body": issue.body,
        "bodyText": issue.body,
        "url": place.url,
        "author": graph.actor(issue.author.as_deref()),
        "createdAt": time(issue.created_at),
        "updatedAt": time(issue.last_update()),
        "closedAt": issue.closed_at.map(time),
        "closed": issue.closed_at.is_some(),
        "state": if issue.closed_at.is_some() { "CLOSED" } else { "OPEN" },
        "stateReason": issue.closed_at.map(|_| "COMPLETED"),
        "labels": labels(repository, &issue.labels),
        "comments": comments,
        "repository": repository,
    });
    graph.add("Issue", format!("I_{repository}_{}", issue.number), fields)
}

fn add_pull_request(graph: &mut Graph, repository: &str, name: &str, found: &PullRequest) -> Value {
    let place = Place::new(repository, name, "pull", found.number);
    let comments = add_comments(graph, &place, &found.comments);
    let reviews: Vec<Value> =
        found.reviews.iter().enumerate().map(|(index, review)| add_review(graph, &place, index, review)).collect();
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
        "author": graph.actor(found.author.as_deref()),
        "createdAt": time(found.created_at),
        "updatedAt": time(found.last_update()),
        "closedAt": found.closed_at.map(time),
        "closed": found.closed_at.is_some(),
        "mergedAt": found.merged_at.map(time),
        "merged": found.merged_at.is_some(),
        "mergedBy": graph.actor(found.merged_by.as_deref()),
        "state": state,
        "isDraft": found.draft,
        "baseRefName": if found.base.is_empty() { "main" } else { &found.base },
        "additions": found.additions,
        "deletions": found.deletions,
        "changedFiles": found.changed_files,
        "labels": labels(repository, &found.labels),
        "closingIssuesReferences": closes,
        "comments": comments,
        "reviews": reviews,
        "repository": repository,
    });
    graph.add("PullRequest", format!("PR_{repository}_{}", found.number), fields)
}

fn add_review(graph: &mut Graph, place: &Place<'_>, index: usize, review: &Review) -> Value {
    let id = format!("PRR_{}_{}_{index}", place.repository, place.number);
    let added = review.comments.iter().enumerate().map(|(number, comment)| {
        let id = format!("PRRC_{}_{}_{index}_{number}", place.repository, place.number);
        let fields = comment_fields(graph, place, comment);
        graph.add("PullRequestReviewComment", id, fields)
    });
    let comments: Vec<Value> = added.collect();
    let fields = json!({
        "state": review.state,
        "body": review.body,
        "submittedAt": review.submitted_at.map(time),
        "author": graph.actor(review.author.as_deref()),
        "comments": comments,
        "repository": place.repository,
        "url": format!("{}#pullrequestreview-{index}", place.url),
    });
    graph.add("PullRequestReview", id, fields)
}

fn add_comments(graph: &mut Graph, place: &Place<'_>, comments: &[Comment]) -> Vec<Value> {
    let added = comments.iter().enumerate().map(|(index, comment)| {
        let id = format!("IC_{}_{}_{index}", place.repository, place.number);
        let fields = comment_fields(graph, place, comment);
        graph.add("IssueComment", id, fields)
    });
    added.collect()
}

fn comment_fields(graph: &mut Graph, place: &Place<'_>, comment: &Comment) -> Value {
    json!({
        "author": graph.actor(comment.author.as_deref()),
        "body": comment.body,
        "bodyText": comment.body,
        "createdAt": time(comment.created_at),
        "updatedAt": time(comment.created_at),
        "repository": place.repository,
        "url": place.url,
    })
}

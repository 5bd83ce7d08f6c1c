//! Every kind of record can be asked for, with what belongs to it.

use serde_json::{Value, json};
use sparky_testkit::World;
use sparky_testkit::world::{
    Comment, Commit, Discussion, FileChange, Issue, PullRequest, Repository, TimelineEvent, WorkflowRun, at,
};

use crate::client::{Scene, all};

/// What stands in the repository `acme/app` for a selection.
async fn ask(repository: Repository, selection: &str) -> Value {
    let query = format!("query {{ repository(owner: \"acme\", name: \"app\") {{ {selection} }} }}");
    let answer = Scene::new(World::of([repository])).ask(&query, json!({})).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["repository"].clone()
}

fn app() -> Repository {
    Repository::new("acme/app")
}

#[tokio::test]
async fn what_a_repository_says_about_itself() {
    let mut app = Repository { stars: 7, forks: 2, watchers: 3, ..app() };
    (app.language, app.license) = (Some("Rust".to_owned()), Some("MIT".to_owned()));
    (app.homepage, app.topics) = (Some("https://example.org".to_owned()), vec!["cli".to_owned()]);
    app.created_at = Some(at("2020-01-01T00:00:00Z"));
    let found = ask(
        app,
        "id databaseId stargazerCount forkCount watchers { totalCount } primaryLanguage { name } licenseInfo { spdxId }
        homepageUrl repositoryTopics(first: 5) { nodes { topic { name } } } createdAt pushedAt hasDiscussionsEnabled
        discussions(first: 1) { totalCount } pullRequests(states: [OPEN]) { totalCount } ref(qualifiedName: \"main\") { id }",
    )
    .await;
    let expected = json!({
        "id": "R_0", "databaseId": 1, "stargazerCount": 7, "forkCount": 2, "watchers": { "totalCount": 3 },
        "primaryLanguage": { "name": "Rust" }, "licenseInfo": { "spdxId": "MIT" },
        "homepageUrl": "https://example.org", "repositoryTopics": { "nodes": [{ "topic": { "name": "cli" } }] },
        "createdAt": "2020-01-01T00:00:00Z", "pushedAt": null, "hasDiscussionsEnabled": false,
        "discussions": { "totalCount": 0 }, "pullRequests": { "totalCount": 0 }, "ref": null,
    });
    assert_eq!(found, expected);
}

#[tokio::test]
async fn checks_and_workflow_runs_of_commits() {
    let mut app = app();
    let long = format!("{}\n\nWhy", "x".repeat(73));
    let first = app.push(Commit::new("ada", "2026-07-08T10:00:00Z", &long));
    let second = app.push(Commit::new("ada", "2026-07-08T11:00:00Z", "Two"));
    app.workflow_runs
        .push(WorkflowRun::new(1, &first, "2026-07-08T10:01:00Z").finished("FAILURE", "2026-07-08T10:05:00Z"));
    app.workflow_runs.push(WorkflowRun { name: String::new(), ..WorkflowRun::new(2, &first, "2026-07-08T10:01:00Z") });
    app.workflow_runs.push(WorkflowRun::new(3, &second, "2026-07-08T11:01:00Z"));
    let found = ask(
        app,
        "ref(qualifiedName: \"refs/heads/main\") { target { ... on Commit { oid statusCheckRollup { state }
        history(first: 9) { totalCount nodes { messageHeadline messageBody statusCheckRollup { state } checkSuites(first: 9) { nodes {
            conclusion status workflowRun { databaseId event url workflow { name } createdAt updatedAt } } } } } } } }",
    )
    .await;
    let head = &found["ref"]["target"];
    assert_eq!((&head["oid"], &head["statusCheckRollup"]["state"]), (&json!(second), &json!("PENDING")));
    let older = &head["history"]["nodes"][1];
    assert_eq!(older["statusCheckRollup"]["state"], "FAILURE");
    assert_eq!((&older["messageHeadline"], &older["messageBody"]), (&json!("x".repeat(69) + "…"), &json!("Why")));
    let run = json!({
        "databaseId": 1, "event": "push", "url": "https://github.com/acme/app/actions/runs/1",
        "workflow": { "name": "CI" }, "createdAt": "2026-07-08T10:01:00Z", "updatedAt": "2026-07-08T10:05:00Z",
    });
    let suites = json!([
        { "conclusion": "FAILURE", "status": "COMPLETED", "workflowRun": run },
        { "conclusion": null, "status": "IN_PROGRESS", "workflowRun": null },
    ]);
    assert_eq!(older["checkSuites"]["nodes"], suites);
}

#[tokio::test]
async fn a_pull_request_with_everything_that_belongs_to_it() {
    let mut app = app();
    let sha = app.push(Commit::new("ada", "2026-07-08T12:00:00Z", "Change (#1)"));
    let mut pull = PullRequest::new(1, "ada", "2026-07-08T08:00:00Z", "Change").merged("grace", "2026-07-08T12:00:00Z");
    (pull.merge_commit, pull.milestone) = (Some(sha.clone()), Some("1.0".to_owned()));
    pull.association = Some("FIRST_TIME_CONTRIBUTOR".to_owned());
    pull.reactions.insert("HEART".to_owned(), 2);
    pull.files.push(FileChange { path: "a.rs".to_owned(), additions: 1, deletions: 0 });
    pull.timeline.push(TimelineEvent::new("ReadyForReviewEvent", "ada", "2026-07-08T09:00:00Z"));
    pull.comments.push(Comment::new("grace", "2026-07-08T10:00:00Z", "Good"));
    app.pull_requests.push(pull);
    let found = ask(
        app,
        "pullRequest(number: 1) { milestone { title } mergeCommit { oid associatedPullRequests(first: 1) { nodes { number } } }
        authorAssociation reactionGroups { content reactors { totalCount } } reactions { totalCount }
        files(first: 5) { nodes { path additions deletions } } comments(first: 1) { nodes { authorAssociation } }
        everything: timelineItems(first: 9) { nodes { __typename } }
        timelineItems(first: 9, itemTypes: [READY_FOR_REVIEW_EVENT, CLOSED_EVENT, REOPENED_EVENT]) { nodes {
            __typename ... on ReadyForReviewEvent { createdAt actor { login } } ... on ClosedEvent { createdAt } } } }",
    )
    .await;
    let pull = &found["pullRequest"];
    assert_eq!(pull["mergeCommit"], json!({ "oid": sha, "associatedPullRequests": { "nodes": [{ "number": 1 }] } }));
    assert_eq!(
        (&pull["milestone"]["title"], &pull["authorAssociation"]),
        (&json!("1.0"), &json!("FIRST_TIME_CONTRIBUTOR"))
    );
    assert_eq!(pull["reactionGroups"].as_array().unwrap().len(), 8);
    assert_eq!(pull["reactionGroups"][5], json!({ "content": "HEART", "reactors": { "totalCount": 2 } }));
    assert_eq!(pull["reactions"]["totalCount"], 2);
    assert_eq!(pull["files"]["nodes"], json!([{ "path": "a.rs", "additions": 1, "deletions": 0 }]));
    assert_eq!(pull["comments"]["nodes"][0]["authorAssociation"], "NONE");
    let events = json!([
        { "__typename": "ReadyForReviewEvent", "createdAt": "2026-07-08T09:00:00Z", "actor": { "login": "ada" } },
        { "__typename": "ClosedEvent", "createdAt": "2026-07-08T12:00:00Z" },
    ]);
    assert_eq!(pull["timelineItems"]["nodes"], events);
    assert_eq!(pull["everything"]["nodes"].as_array().unwrap().len(), 4, "{}", pull["everything"]);
}

#[tokio::test]
async fn an_issue_says_why_it_is_closed() {
    let mut issue = Issue::new(1, "ada", "2026-07-08T08:00:00Z", "Slow").closed("2026-07-08T09:00:00Z");
    (issue.state_reason, issue.milestone) = (Some("NOT_PLANNED".to_owned()), Some("1.0".to_owned()));
    let mut app = app();
    app.issues.push(issue);
    let found = ask(app, "issue(number: 1) { stateReason milestone { title } authorAssociation }").await;
    let expected =
        json!({ "stateReason": "NOT_PLANNED", "milestone": { "title": "1.0" }, "authorAssociation": "NONE" });
    assert_eq!(found["issue"], expected);
}

#[tokio::test]
async fn discussions_have_comments_and_replies_to_the_last_page() {
    let said = |minute: u32| Comment::new("grace", &format!("2026-07-08T09:{minute:02}:00Z"), "Hm");
    let mut talk = Discussion::new(3, "ada", "2026-07-08T08:00:00Z", "How?");
    for minute in 0..5 {
        talk = talk.commented(said(minute), [said(minute + 10), said(minute + 20)]);
    }
    (talk.answered_at, talk.upvotes, talk.labels) = (Some(at("2026-07-08T10:00:00Z")), 4, vec!["help".to_owned()]);
    let older = Discussion::new(2, "ada", "2026-07-01T08:00:00Z", "Hello");
    let app = Repository { discussions: Some(vec![older, talk]), ..app() };
    let query = "query($after: String) { repository(owner: \"acme\", name: \"app\") { hasDiscussionsEnabled
        discussions(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount nodes { number upvoteCount
        category { name } answerChosenAt isAnswered closedAt labels(first: 1) { nodes { name } } updatedAt
        comments(first: 2, after: $after) { pageInfo { hasNextPage endCursor } nodes { createdAt
            replies(first: 9) { totalCount nodes { id discussion { number } } } } } } } } }";
    let scene = Scene::new(World::of([app]));
    let found = &scene.ask(query, json!({})).await["data"]["repository"]["discussions"];
    assert_eq!((&found["totalCount"], &found["nodes"][0]["number"]), (&json!(2), &json!(3)), "{found}");
    let talk = &found["nodes"][0];
    assert_eq!((&talk["category"]["name"], &talk["upvoteCount"]), (&json!("General"), &json!(4)));
    assert_eq!(
        (&talk["answerChosenAt"], &talk["updatedAt"]),
        (&json!("2026-07-08T10:00:00Z"), &json!("2026-07-08T10:00:00Z"))
    );
    let at = "/data/repository/discussions/nodes/0/comments";
    let replies = all(&scene, query, at, "replies", json!({})).await;
    assert_eq!(replies.len(), 5);
    assert!(replies.iter().all(|reply| reply["totalCount"] == 2 && reply["nodes"][1]["discussion"]["number"] == 3));
}

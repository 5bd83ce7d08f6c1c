//! Commits and what automation says of them, as records. It must not know branches.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::part::Part;
use super::{embedded, time};
use crate::world::{Commit, Repository, WorkflowRun};

pub(super) fn id(repository: &str, sha: &str) -> String {
    format!("C_{repository}_{sha}")
}

pub(super) fn add_all(part: &mut Part, repository: &str, found: &Repository) {
    let mut runs: BTreeMap<&str, Vec<&WorkflowRun>> = BTreeMap::new();
    for run in &found.workflow_runs {
        runs.entry(run.head.as_str()).or_default().push(run);
    }
    let landed = found.pull_requests.iter().filter_map(|pull| Some((pull.merge_commit.as_deref()?, pull.number)));
    let landed: BTreeMap<&str, u64> = landed.collect();
    let nothing = Vec::new();
    for commit in &found.commits {
        let runs = runs.get(commit.sha.as_str()).unwrap_or(&nothing);
        let suites: Vec<Value> =
            runs.iter().map(|run| add_run(part, repository, &found.name_with_owner, run)).collect();
        let mut fields = fields(part, repository, commit);
        fields["checkSuites"] = json!(suites);
        let state = commit.checks.as_deref().or_else(|| state_of(runs));
        let rollup = state.map(|state| embedded("StatusCheckRollup", json!({ "id": "SCR_1", "state": state })));
        fields["statusCheckRollup"] = json!(rollup);
        let pulls = landed.get(commit.sha.as_str()).map(|number| format!("PR_{repository}_{number}"));
        fields["associatedPullRequests"] = json!(pulls.into_iter().collect::<Vec<_>>());
        part.add("Commit", id(repository, &commit.sha), fields);
    }
}

fn fields(part: &mut Part, repository: &str, commit: &Commit) -> Value {
    let user = part.actor(commit.login.as_deref().filter(|login| !login.ends_with("[bot]")));
    let signature = |date| {
        let fields = json!({ "name": commit.name, "email": commit.email, "date": time(date), "user": user });
        embedded("GitActor", fields)
    };
    let (headline, body) = commit.message.split_once('\n').unwrap_or((&commit.message, ""));
    json!({
        "oid": commit.sha,
        "abbreviatedOid": commit.sha.get(..7),
        "message": commit.message,
        "messageHeadline": cut(headline),
        "messageBody": body.trim_start_matches('\n'),
        "authoredDate": time(commit.authored_at),
        "committedDate": time(commit.committed_at),
        "additions": commit.additions,
        "deletions": commit.deletions,
        "changedFilesIfAvailable": commit.changed_files,
        "author": signature(commit.authored_at),
        "committer": signature(commit.committed_at),
        "parents": commit.parents.iter().map(|sha| id(repository, sha)).collect::<Vec<_>>(),
        "repository": repository,
    })
}

/// A long first line is cut, so that whoever needs it whole must ask for the message.
fn cut(headline: &str) -> String {
    match headline.chars().count() {
        0..=72 => headline.to_owned(),
        _ => headline.chars().take(69).chain(['…']).collect(),
    }
}

/// What the checks of a commit come to; nothing without any.
fn state_of(runs: &[&WorkflowRun]) -> Option<&'static str> {
    let bad = ["FAILURE", "TIMED_OUT", "CANCELLED", "ACTION_REQUIRED", "STARTUP_FAILURE"];
    let failed = |run: &&WorkflowRun| run.conclusion.as_deref().is_some_and(|conclusion| bad.contains(&conclusion));
    match runs {
        [] => None,
        runs if runs.iter().any(failed) => Some("FAILURE"),
        runs if runs.iter().any(|run| run.finished_at.is_none()) => Some("PENDING"),
        _ => Some("SUCCESS"),
    }
}

/// Adds the check suite of a run, and the run unless it is an app's.
fn add_run(part: &mut Part, repository: &str, name: &str, run: &WorkflowRun) -> Value {
    let suite = format!("CS_{repository}_{}", run.id);
    let times = json!({
        "createdAt": time(run.started_at),
        "updatedAt": time(run.finished_at.unwrap_or(run.started_at)),
        "databaseId": run.id,
        "checkSuite": suite,
        "event": run.event,
        "runNumber": run.id,
        "url": format!("https://github.com/{name}/actions/runs/{}", run.id),
        "workflow": embedded("Workflow", json!({ "id": format!("W_{repository}_{}", run.name), "name": run.name })),
    });
    let workflow = match run.name.as_str() {
        "" => Value::Null,
        _ => part.add("WorkflowRun", format!("WFR_{repository}_{}", run.id), times.clone()),
    };
    let fields = json!({
        "createdAt": times["createdAt"],
        "updatedAt": times["updatedAt"],
        "status": if run.finished_at.is_some() { "COMPLETED" } else { "IN_PROGRESS" },
        "conclusion": run.conclusion,
        "databaseId": run.id,
        "app": embedded("App", json!({ "name": run.app.as_deref().unwrap_or("GitHub Actions") })),
        "commit": id(repository, &run.head),
        "repository": repository,
        "workflowRun": workflow,
    });
    part.add("CheckSuite", suite, fields)
}

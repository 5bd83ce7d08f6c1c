//! Workflow runs: what checked the head of the default branch, read again when the head or the verdict changes.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sparky_schema::collection::Checks;
use sparky_schema::ids::Sha;
use sparky_schema::records::WorkflowRun;
use sparky_store::facts::kinds;

use super::page::Page;
use super::query;
use super::reader::Reader;
use super::thread::Titled;
use crate::Error;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    oid: Sha,
    check_suites: Option<Page<Found>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    id: String,
    status: String,
    conclusion: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    app: Option<Titled>,
    workflow_run: Option<Run>,
}

#[derive(Debug, Deserialize)]
struct Run {
    url: Option<String>,
    event: Option<String>,
    workflow: Option<Titled>,
}

/// Reads the runs of the head whose checks a probe saw.
pub(crate) async fn read(reader: &Reader<'_>, checks: Option<&Checks>) -> Result<(), Error> {
    let Some(checks) = checks.filter(|checks| reader.store().state().workflow_runs.as_ref() != Some(*checks)) else {
        return Ok(());
    };
    let target: Option<Target> = reader.ask(query::check_suites(reader.name()), "/defaultBranchRef/target").await?;
    let Some(Target { oid, check_suites: Some(page) }) = target else { return Ok(()) };
    let (suites, leaks) = page.entries();
    reader.note_leak(leaks);
    let mut store = reader.store();
    // Suites that never began belong to applications that had nothing to say.
    for found in suites.into_iter().filter(|found| found.status != "QUEUED") {
        store.upsert::<kinds::WorkflowRuns>(&workflow_run(found, &oid))?;
    }
    if !reader.leaks() {
        store.state_mut().workflow_runs = Some(checks.clone());
    }
    Ok(())
}

fn workflow_run(found: Found, head: &Sha) -> WorkflowRun {
    let run = found.workflow_run;
    let (url, event, workflow) = run.map(|run| (run.url, run.event, run.workflow)).unwrap_or_default();
    WorkflowRun {
        id: found.id,
        name: workflow.or(found.app).map(Titled::text).unwrap_or_default(),
        head: head.clone(),
        event,
        started_at: found.created_at,
        finished_at: (found.status == "COMPLETED").then_some(found.updated_at),
        conclusion: found.conclusion.map(|conclusion| conclusion.to_lowercase()),
        url,
    }
}

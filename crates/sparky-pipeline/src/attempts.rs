//! One stage on one document, tried again while what failed may pass by itself. It must not know what a stage does, nor
//! the time but by the clock that it is given.

use chrono::{DateTime, Utc};
use sparky_schema::publication::Publication;
use sparky_schema::run::Attempt;
use sparky_store::DataFolder;

use crate::stages::{self, Settings, Task};
use crate::{Document, Error, Ports};

/// Runs a stage and writes each attempt down.
pub(crate) async fn run(
    mut task: Task<'_>,
    document: Document,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
    attempts: &mut Vec<Attempt>,
) -> Result<Document, Error> {
    let (policy, first) = (&settings.policy, attempts.len());
    let mut document = Some(document);
    loop {
        let (again, began) = (document.as_ref().map(Document::again), ports.clock.now());
        let given = document.take().unwrap_or(Document::None(None));
        let result = stages::run_stage(&task, given, settings, data, ports).await;
        attempts.push(attempt(&result, began, ports.clock.now()));
        let tried = u32::try_from(attempts.len() - first).unwrap_or(u32::MAX);
        if tried >= policy.attempts || settings.publish.dry_run || !is_passing(&result) {
            return result;
        }
        // Somebody who stops the run does not want it to go on after the wait.
        if let Some(reason) = policy.stop.reason() {
            return result.map_err(|_| Error::Halted { stage: task.stage, reason });
        }
        ports.clock.sleep(policy.wait_after(tried)).await;
        if let Ok(Document::Publication(publication, _)) = result {
            task.earlier = Some(*publication);
        }
        document = again;
    }
}

fn is_passing(result: &Result<Document, Error>) -> bool {
    match result {
        Ok(Document::Publication(publication, _)) => publication.targets.iter().any(|result| result.passing),
        Ok(_) => false,
        Err(error) => error.is_passing(),
    }
}

fn attempt(result: &Result<Document, Error>, started_at: DateTime<Utc>, now: DateTime<Utc>) -> Attempt {
    let error = match result {
        Ok(Document::Publication(publication, _)) => left_open(publication),
        Ok(_) => None,
        Err(error) => Some(error.to_string()),
    };
    Attempt { started_at, duration_ms: u64::try_from((now - started_at).num_milliseconds()).unwrap_or(0), error }
}

fn left_open(publication: &Publication) -> Option<String> {
    let result = publication.targets.iter().find(|result| result.passing)?;
    Some(format!("{}: {}", result.target, result.error.as_deref().unwrap_or_default()))
}

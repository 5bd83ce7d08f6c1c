//! `sparky session`: names a span of time, and says at its end what the runs in it came to. It must not know how runs
//! are recorded.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sparky_schema::run::{Run, RunState};
use sparky_store::{DataFolder, SessionRecord, Span};

use super::spending::Spending;
use crate::cli::{SessionVerb, Sessions};
use crate::exit::{Exit, UsageError};
use crate::session::Session;

pub(crate) fn execute(args: &Sessions, session: &Session) -> anyhow::Result<Exit> {
    let (data, now) = (session.data()?, session.clock.now());
    match &args.verb {
        SessionVerb::Start(named) => start(&named.name, now, &data, session),
        SessionVerb::Resume(named) => resume(&named.name, now, &data, session),
        SessionVerb::End(named) => end(&named.name, now, &data, session),
    }
}

fn start(name: &str, now: DateTime<Utc>, data: &DataFolder, session: &Session) -> anyhow::Result<Exit> {
    if data.sessions().read(name)?.is_some() {
        return Err(UsageError::SessionKnown(name.to_owned()).into());
    }
    open(SessionRecord { name: name.to_owned(), spans: Vec::new() }, now, data, session)
}

fn resume(name: &str, now: DateTime<Utc>, data: &DataFolder, session: &Session) -> anyhow::Result<Exit> {
    let record = known(name, data)?;
    if record.is_open() {
        session.voice.say(&format!("session {name} is open already"));
        return Ok(Exit::Done);
    }
    open(record, now, data, session)
}

fn open(mut record: SessionRecord, now: DateTime<Utc>, data: &DataFolder, session: &Session) -> anyhow::Result<Exit> {
    record.spans.push(Span { since: now, until: None });
    data.sessions().write(&record)?;
    session.voice.say(&format!("session {} is open", record.name));
    Ok(Exit::Done)
}

/// An ended one can be asked again for its metrics.
fn end(name: &str, now: DateTime<Utc>, data: &DataFolder, session: &Session) -> anyhow::Result<Exit> {
    let mut record = known(name, data)?;
    if let Some(span) = record.spans.last_mut().filter(|span| span.until.is_none()) {
        span.until = Some(now);
        data.sessions().write(&record)?;
    }
    let runs = sparky_pipeline::runs(data)?;
    let runs: Vec<&Run> = runs.iter().filter(|run| record.holds(run.started_at)).collect();
    session.voice.data(&format!("{:#}\n", metrics(&record, &runs)));
    Ok(Exit::Done)
}

fn known(name: &str, data: &DataFolder) -> anyhow::Result<SessionRecord> {
    data.sessions().read(name)?.ok_or_else(|| UsageError::NoSession(name.to_owned()).into())
}

fn metrics(record: &SessionRecord, runs: &[&Run]) -> Value {
    let ended = |state| runs.iter().filter(|run| run.state == state).count();
    let windows: Vec<Value> = runs
        .iter()
        .map(|run| json!({ "period": run.window.period, "window": run.window.id, "state": run.state, "started_at": run.started_at }))
        .collect();
    json!({
        "session": record.name,
        "spans": record.spans,
        "runs": windows,
        "complete": ended(RunState::Complete),
        "degraded": ended(RunState::Degraded),
        "failed": ended(RunState::Failed),
        "spent": Spending::of(runs.iter().copied()).json(),
    })
}

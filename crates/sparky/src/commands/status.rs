//! `sparky status`: what runs did.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sparky_schema::run::{Run, RunState, StageRun};

use super::board;
use super::spending::Spending;
use crate::cli::Status;
use crate::exit::Exit;
use crate::session::Session;

/// What became of a run that was killed.
const BROKEN_OFF: &str = "broken off";

pub(crate) fn execute(args: &Status, session: &Session) -> anyhow::Result<Exit> {
    if args.watch {
        return board::watch(session);
    }
    let data = session.data_if_there()?;
    let runs = data.as_ref().map(sparky_pipeline::runs).transpose()?.unwrap_or_default();
    let is_under_way = data.is_some_and(|data| sparky_pipeline::under_way(&data, &runs).is_some());
    let months = months(&runs);
    let shown = &runs[..runs.len().min(args.limit)];
    if session.voice.json {
        let months: Vec<Value> = months.iter().map(month_json).collect();
        let body = json!({ "is_under_way": is_under_way, "runs": shown, "months": months });
        session.voice.data(&format!("{body:#}\n"));
        return Ok(Exit::Done);
    }
    if runs.is_empty() {
        session.voice.say("nothing was run yet");
    }
    for (n, run) in shown.iter().enumerate() {
        session.voice.data(&line(run, n == 0 && is_under_way));
    }
    for (month, spent) in &months {
        let Spending { runs, requests, points, cost_usd, .. } = spent;
        session
            .voice
            .say(&format!("{month}: runs {runs}, requests {requests}, points {points}, model cost ${cost_usd:.2}"));
    }
    Ok(Exit::Done)
}

/// A run, and below it what a person should know.
fn line(run: &Run, is_under_way: bool) -> String {
    let state = state(run, is_under_way);
    let in_the_middle = if state == BROKEN_OFF { BROKEN_OFF } else { "running" };
    let stages: Vec<String> = run.stages.iter().map(|one| stage(one).replace("running", in_the_middle)).collect();
    let resumed = if run.resumed_from.is_some() && run.state != RunState::Resumed { " (resumed)" } else { "" };
    let mut text = format!(
        "{:<8} {:<12} {:<10} {}{resumed} {}; requests {}, points {}, cost ${:.2}\n",
        run.window.period.name(),
        run.window.id.as_str(),
        state,
        run.started_at.format("%Y-%m-%d %H:%MZ"),
        stages.join(", "),
        run.requests.values().sum::<u64>(),
        run.points,
        run.cost_usd + run.publishing_cost_usd,
    );
    run.warnings.iter().for_each(|warning| text += &format!("    {}\n", warning.replace('\n', " ")));
    if !run.skipped.is_empty() {
        text += &format!("    left out: {}\n", run.skipped.join("; "));
    }
    text
}

/// A run that was killed could not write down that it is over.
pub(super) fn state(run: &Run, is_under_way: bool) -> String {
    if run.state.is_under_way() && !is_under_way { BROKEN_OFF.to_owned() } else { word(&run.state) }
}

/// A stage, how long it took or how it is, and what is unusual about it.
pub(super) fn stage(stage: &StageRun) -> String {
    let name = stage.stage.name();
    let took = stage.duration_ms.map_or_else(|| word(&stage.state), duration);
    let failed = if stage.state == RunState::Failed && stage.duration_ms.is_some() { " failed" } else { "" };
    match (stage.state, stage.attempts.len()) {
        (RunState::Resumed, _) => format!("{name} resumed"),
        (_, ..2) => format!("{name} {took}{failed}"),
        (_, attempts) => format!("{name} {took}{failed} ({attempts} attempts)"),
    }
}

/// What each month cost, the newest first.
pub(super) fn months(runs: &[Run]) -> Vec<(String, Spending)> {
    let mut months: BTreeMap<String, Vec<&Run>> = BTreeMap::new();
    for run in runs {
        months.entry(run.started_at.format("%Y-%m").to_string()).or_default().push(run);
    }
    months.into_iter().rev().map(|(month, runs)| (month, Spending::of(runs))).collect()
}

pub(super) fn month_json((month, spent): &(String, Spending)) -> Value {
    let mut value = spent.json();
    value["month"] = Value::from(month.as_str());
    value
}

pub(super) fn duration(milliseconds: u64) -> String {
    match milliseconds {
        ..1_000 => format!("{milliseconds} ms"),
        1_000..60_000 => format!("{}.{} s", milliseconds / 1_000, milliseconds % 1_000 / 100),
        _ => format!("{} min {} s", milliseconds / 60_000, milliseconds % 60_000 / 1_000),
    }
}

/// As documents spell it.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

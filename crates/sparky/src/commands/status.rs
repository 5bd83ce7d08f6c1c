//! `sparky status`: what runs did.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sparky_schema::run::Run;

use crate::cli::Status;
use crate::exit::Exit;
use crate::session::Session;

pub(crate) fn execute(args: &Status, session: &Session) -> anyhow::Result<Exit> {
    let runs = session.data_if_there()?.map(|data| sparky_pipeline::runs(&data)).transpose()?.unwrap_or_default();
    let months = months(&runs);
    let shown = &runs[..runs.len().min(args.limit)];
    if session.voice.json {
        session.voice.data(&format!("{:#}\n", json!({ "runs": shown, "months": months })));
        return Ok(Exit::Done);
    }
    if runs.is_empty() {
        session.voice.say("nothing was run yet");
    }
    shown.iter().for_each(|run| session.voice.data(&line(run)));
    for month in &months {
        let text = format!(
            "{}: runs {}, requests {}, points {}, model cost ${:.2}",
            month["month"].as_str().unwrap_or_default(),
            month["runs"],
            month["requests"],
            month["points"],
            month["cost_usd"].as_f64().unwrap_or_default(),
        );
        session.voice.say(&text);
    }
    Ok(Exit::Done)
}

/// A run, and below it what a person should know.
fn line(run: &Run) -> String {
    let stages = run.stages.iter().map(|stage| match stage.duration_ms {
        Some(took) => format!("{} {}", word(&stage.stage), duration(took)),
        None => format!("{} {}", word(&stage.stage), word(&stage.state)),
    });
    let stages: Vec<String> = stages.collect();
    let mut text = format!(
        "{:<8} {:<12} {:<9} {} {}; requests {}, points {}\n",
        run.window.period.name(),
        run.window.id.as_str(),
        word(&run.state),
        run.started_at.format("%Y-%m-%d %H:%MZ"),
        stages.join(", "),
        run.requests.values().sum::<u64>(),
        run.points,
    );
    run.warnings.iter().for_each(|warning| text += &format!("    {}\n", warning.replace('\n', " ")));
    text
}

/// What each month cost, the newest first.
fn months(runs: &[Run]) -> Vec<Value> {
    let mut months: BTreeMap<String, Vec<&Run>> = BTreeMap::new();
    for run in runs {
        months.entry(run.started_at.format("%Y-%m").to_string()).or_default().push(run);
    }
    let told = months.iter().rev().map(|(month, runs)| {
        let sum = |count: fn(&Run) -> u64| runs.iter().map(|run| count(run)).sum::<u64>();
        json!({
            "month": month,
            "runs": runs.len(),
            "requests": sum(|run| run.requests.values().sum()),
            "points": sum(|run| run.points),
            "model_calls": sum(|run| run.model_calls),
            "tokens": sum(|run| run.tokens),
            "cost_usd": runs.iter().map(|run| run.cost_usd).sum::<f64>(),
        })
    });
    told.collect()
}

fn duration(milliseconds: u64) -> String {
    match milliseconds {
        ..1_000 => format!("{milliseconds} ms"),
        1_000..60_000 => format!("{}.{} s", milliseconds / 1_000, milliseconds % 1_000 / 100),
        _ => format!("{} min {} s", milliseconds / 60_000, milliseconds % 60_000 / 1_000),
    }
}

/// As documents spell it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

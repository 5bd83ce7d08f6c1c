//! Runs as rows. It must not know which of them are shown.

use serde::Serialize;
use sparky_schema::run::{Run, RunState, Stage};

/// One run.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    started: String,
    period: &'static str,
    window: String,
    state: &'static str,
    seconds: String,
    stages: Vec<(&'static str, &'static str, String)>,
    requests: u64,
    points: u64,
    tokens: u64,
    cost: String,
    warnings: Vec<String>,
}

pub(crate) fn rows(runs: &[Run]) -> Vec<Row> {
    runs.iter().map(row).collect()
}

fn row(run: &Run) -> Row {
    let took: u64 = run.stages.iter().filter_map(|stage| stage.duration_ms).sum();
    let stages = run.stages.iter().map(|stage| {
        let took = stage.duration_ms.map(seconds).unwrap_or_default();
        (stage_name(stage.stage), state_name(stage.state), took)
    });
    Row {
        started: run.started_at.format("%Y-%m-%d %H:%M").to_string(),
        period: run.window.period.name(),
        window: run.window.id.to_string(),
        state: state_name(run.state),
        seconds: seconds(took),
        stages: stages.collect(),
        requests: run.requests.values().sum(),
        points: run.points,
        tokens: run.tokens,
        cost: format!("{:.2}", run.cost_usd),
        warnings: run.warnings.clone(),
    }
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{}", milliseconds / 1000, milliseconds % 1000 / 100)
}

const fn state_name(state: RunState) -> &'static str {
    match state {
        RunState::Pending => "pending",
        RunState::Running => "running",
        RunState::Degraded => "degraded",
        RunState::Failed => "failed",
        RunState::Complete => "complete",
        RunState::Resumed => "resumed",
        RunState::Waiting => "waiting",
    }
}

const fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Collect => "collect",
        Stage::Analyze => "analyze",
        Stage::Generate => "generate",
        Stage::Publish => "publish",
    }
}

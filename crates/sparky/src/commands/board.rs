//! `sparky status --watch`: a board of what runs are doing, drawn again each second, also when they run in other
//! processes. It must not know how a run is recorded.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sparky_schema::run::Run;
use sparky_store::Live;
use tokio::runtime::Runtime;

use super::spending::Spending;
use super::status::{duration, stage, word};
use crate::exit::Exit;
use crate::session::Session;

/// How many runs that have ended are shown.
const ENDED: usize = 8;

/// Draws until somebody interrupts it; where nobody watches, once.
pub(super) fn watch(session: &Session) -> anyhow::Result<Exit> {
    let watched = std::io::stdout().is_terminal();
    let runtime = Runtime::new().context("cannot start the worker threads")?;
    loop {
        let (runs, live) = match session.data_if_there()? {
            Some(data) => (sparky_pipeline::runs(&data)?, data.live().read()),
            None => (Vec::new(), None),
        };
        let text = board(&runs, live.as_ref(), session.clock.now());
        if !watched {
            session.voice.data(&text);
            return Ok(Exit::Done);
        }
        // From the top left corner, over what was there.
        session.voice.data(&format!("\u{1b}[H\u{1b}[2J{text}"));
        runtime.block_on(session.clock.sleep(Duration::from_secs(1)));
    }
}

fn board(runs: &[Run], live: Option<&Live>, now: DateTime<Utc>) -> String {
    let mut text = format!("sparky, {}\n\n", now.format("%Y-%m-%d %H:%M:%S UTC"));
    let (running, ended): (Vec<&Run>, Vec<&Run>) = runs.iter().partition(|run| run.state.is_under_way());
    if running.is_empty() {
        text += "nothing is running\n";
    }
    for run in running {
        text += &under_way(run, live, now);
    }
    text += "\n";
    for run in ended.iter().take(ENDED) {
        let began = run.started_at.format("%m-%d %H:%M");
        let _ = writeln!(
            text,
            "{began}  {:<8} {:<12} {}",
            run.window.period.name(),
            run.window.id.as_str(),
            word(&run.state)
        );
    }
    let month = now.format("%Y-%m").to_string();
    let spent = Spending::of(runs.iter().filter(|run| run.started_at.format("%Y-%m").to_string() == month));
    let Spending { runs, requests, points, cost_usd, .. } = spent;
    let _ = writeln!(text, "\n{month}: runs {runs}, requests {requests}, points {points}, model cost ${cost_usd:.2}");
    text
}

fn under_way(run: &Run, live: Option<&Live>, now: DateTime<Utc>) -> String {
    let took = u64::try_from((now - run.started_at).num_milliseconds()).unwrap_or(0);
    let resumed = if run.resumed_from.is_some() { ", resumed" } else { "" };
    let head = format!("{} {}, for {}{resumed}", run.window.period.name(), run.window.id, duration(took));
    let stages: Vec<String> = run.stages.iter().map(stage).collect();
    let mut text = format!("{head}\n  {}\n", stages.join("  "));
    if let Some(live) = live.filter(|live| live.repositories > 0) {
        let filled = live.done * 24 / live.repositories;
        let last = live.last.as_deref().unwrap_or_default();
        let _ =
            writeln!(text, "  [{:<24}] {}/{} repositories  {last}", "=".repeat(filled), live.done, live.repositories);
    }
    text
}

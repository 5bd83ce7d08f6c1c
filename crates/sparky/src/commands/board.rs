//! `sparky status --watch`: a board of what runs are doing, drawn again each second, also when they run in other
//! processes. It must not know how a run is recorded.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sparky_schema::run::{Run, RunState};
use sparky_schema::window::Window;
use sparky_store::Live;
use tokio::runtime::Runtime;

use super::spending::Spending;
use super::status::{duration, stage, state};
use crate::exit::Exit;
use crate::session::Session;

/// So much is shown of what is to be known of a run.
const WIDTH: usize = 90;

/// How many runs that have ended are shown.
const ENDED: usize = 8;

/// Draws until somebody interrupts it; where nobody watches, once.
pub(super) fn watch(session: &Session) -> anyhow::Result<Exit> {
    let watched = std::io::stdout().is_terminal();
    let runtime = Runtime::new().context("cannot start the worker threads")?;
    loop {
        let text = match session.data_if_there()? {
            Some(data) => {
                let runs = sparky_pipeline::runs(&data)?;
                let running = sparky_pipeline::under_way(&data, &runs).map(|run| (run, data.live().read()));
                board(&runs, running, session)
            }
            None => board(&[], None, session),
        };
        if !watched {
            session.voice.data(&text);
            return Ok(Exit::Done);
        }
        // From the top left corner, over what was there.
        session.voice.data(&format!("\u{1b}[H\u{1b}[2J{text}"));
        // Begun inside: a timer needs the runtime from its first moment.
        runtime.block_on(async { session.clock.sleep(Duration::from_secs(1)).await });
    }
}

fn board(runs: &[Run], running: Option<(&Run, Option<Live>)>, session: &Session) -> String {
    let (now, budget) = (session.clock.now(), session.config.llm.month_limit());
    let mut text = format!("sparky, {}\n\n", now.format("%Y-%m-%d %H:%M:%S UTC"));
    let skipped = usize::from(running.is_some());
    text +=
        &running.map_or_else(|| "nothing is running\n".to_owned(), |(run, live)| under_way(run, live.as_ref(), now));
    text += "\n";
    runs.iter().skip(skipped).take(ENDED).for_each(|run| text += &ended(run));
    let month = now.format("%Y-%m").to_string();
    let spent = Spending::of(runs.iter().filter(|run| run.started_at.format("%Y-%m").to_string() == month));
    let Spending { runs, requests, points, cost_usd, .. } = spent;
    let of = budget.map(|budget| format!(" of ${budget:.2}")).unwrap_or_default();
    let _ =
        writeln!(text, "\n{month}: runs {runs}, requests {requests}, points {points}, model cost ${cost_usd:.2}{of}");
    text
}

/// A run that is over, and what is to be known of it.
fn ended(run: &Run) -> String {
    let (period, id, began) = (run.window.period.name(), run.window.id.as_str(), run.started_at.format("%m-%d %H:%M"));
    let state = state(run, false);
    let hint = match run.state {
        RunState::Waiting => Some(format!("look at its texts, then `sparky publish {period} {}`", choice(&run.window))),
        RunState::Complete => None,
        state if state.is_under_way() => Some(format!("`sparky run {period} {}` goes on", choice(&run.window))),
        _ => {
            run.warnings.first().map(|warning| warning.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
        }
    };
    let hint = hint.map(|hint: String| hint.chars().take(WIDTH).collect::<String>()).unwrap_or_default();
    format!("{began}  {period:<8} {id:<12} {state:<10} {hint}").trim_end().to_owned() + "\n"
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

/// The words that choose a window.
fn choice(window: &Window) -> String {
    if window.is_custom() {
        let text = |time: DateTime<Utc>| time.format("%Y-%m-%dT%H:%M:%SZ");
        return format!("--since {} --until {}", text(window.since), text(window.until));
    }
    format!("--date {}", window.first_date())
}

//! `sparky health`: whether digests come as they should, for people, programs and monitors.

mod metrics;

use serde_json::{Value, json};
use sparky_pipeline::{Check, Condition, Freshness, Health};

use crate::cli;
use crate::exit::Exit;
use crate::session::Session;

pub(crate) fn execute(args: &cli::Health, session: &Session) -> anyhow::Result<Exit> {
    let (zone, now) = (session.config.window.time_zone, session.clock.now());
    let mut health = match session.data_if_there()? {
        Some(data) => sparky_pipeline::health(&data, now, zone)?,
        None => nothing(session),
    };
    let quota = if args.offline { None } else { session.quota() };
    health.checks.extend(quota.as_ref().map(|quota| quota.check.clone()));
    let worst = health.checks.iter().map(|check| check.condition).max().unwrap_or(Condition::Well);
    if args.metrics {
        session.voice.data(&metrics::text(&health, quota.as_ref(), now));
    } else if session.voice.json {
        session.voice.data(&format!("{:#}\n", document(&health, worst)));
    } else {
        health.checks.iter().for_each(|check| session.voice.data(&line(check)));
    }
    Ok(match worst {
        Condition::Well => Exit::Done,
        Condition::Poor => Exit::Incomplete,
        Condition::Bad => Exit::Failed,
    })
}

/// A folder in which nothing was done is not made by looking at it.
fn nothing(session: &Session) -> Health {
    let message = format!("nothing was run yet: {} is no data folder", session.global.data_dir.display());
    let check =
        Check::ill("last run", Condition::Bad, message, "Run `sparky run daily`, or name the folder with --data-dir.");
    Health { checks: vec![check], ..Health::default() }
}

pub(super) fn line(check: &Check) -> String {
    let hint = check.hint.iter().map(|hint| format!("      {hint}\n")).collect::<String>();
    format!("{:<4}  {}: {}\n{hint}", word(check.condition), check.name, check.message)
}

pub(super) const fn word(condition: Condition) -> &'static str {
    match condition {
        Condition::Well => "ok",
        Condition::Poor => "warn",
        Condition::Bad => "fail",
    }
}

fn document(health: &Health, worst: Condition) -> Value {
    let check = |check: &Check| json!({ "name": check.name, "status": word(check.condition), "message": check.message, "hint": check.hint });
    let period = |fresh: &Freshness| {
        let missed: Vec<&str> = fresh.missed.iter().map(|window| window.id.as_str()).collect();
        json!({
            "period": fresh.period,
            "newest": fresh.newest.as_ref().map(|window| &window.id),
            "until": fresh.newest.as_ref().map(|window| window.until),
            "missed": missed,
        })
    };
    json!({
        "status": word(worst),
        "checks": health.checks.iter().map(check).collect::<Vec<_>>(),
        "periods": health.freshness.iter().map(period).collect::<Vec<_>>(),
        "last_run": health.last_run,
    })
}

//! `sparky health`: whether digests come as they should, for people, programs and monitors, and who is told.

mod alert;
mod metrics;
mod record;

use serde_json::{Value, json};
use sparky_pipeline::{Check, Condition, Freshness, Health};
use sparky_schema::run::Run;

use self::record::Rates;
use super::{services, status};
use crate::cli;
use crate::exit::Exit;
use crate::session::{Quota, Session};

pub(super) use self::alert::report;

/// The check of the configuration: one that is refused is told of before anything is looked at.
pub(super) const CONFIGURATION: &str = "configuration";

/// Everything that was found out.
pub(super) struct Found {
    pub(super) health: Health,
    quota: Option<Quota>,
    runs: Vec<Run>,
}

pub(crate) fn execute(args: &cli::Health, session: &Session) -> anyhow::Result<Exit> {
    let found = look(args.offline, session)?;
    let worst = found.health.checks.iter().map(|check| check.condition).max().unwrap_or(Condition::Well);
    let is_read = !args.metrics && !session.voice.json;
    if is_read {
        found.health.checks.iter().for_each(|check| session.voice.data(&line(check)));
    }
    let told = if args.alert { session.alert(&found.health, args.dry_run)? } else { Vec::new() };
    if args.metrics {
        session.voice.data(&metrics::text(&found, session.clock.now()));
    } else if session.voice.json {
        let mut document = document(&found, worst);
        if args.alert {
            document["alerts"] = alert::json(&told).into();
        }
        session.voice.data(&format!("{document:#}\n"));
    }
    if is_read {
        alert::report(&told, session);
    }
    let exit = match worst {
        Condition::Well => Exit::Done,
        Condition::Poor => Exit::Incomplete,
        Condition::Bad => Exit::Failed,
    };
    Ok(alert::exit(exit, &told))
}

/// Looks at everything there is to see; when `offline`, without asking anybody.
pub(super) fn look(offline: bool, session: &Session) -> anyhow::Result<Found> {
    let data = session.data_if_there()?;
    let mut health = match &data {
        Some(data) => sparky_pipeline::health(data, session.clock.now(), session.config.window.time_zone)?,
        None => nothing(session),
    };
    let runs = data.as_ref().map(sparky_pipeline::runs).transpose()?.unwrap_or_default();
    health.checks.push(Check::well(CONFIGURATION, "it can be used".to_owned()));
    health.checks.extend(Rates::of(&runs).check());
    health.checks.extend(data.as_ref().and_then(|data| record::budget(session, data)));
    let quota = if offline { None } else { session.quota() };
    health.checks.extend(quota.iter().flat_map(|quota| quota.checks.clone()));
    if !offline {
        let asked = [services::models(session)?, services::targets(session)?];
        health.checks.extend(asked.into_iter().flatten().map(|finding| finding.check));
    }
    Ok(Found { health, quota, runs })
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

fn document(found: &Found, worst: Condition) -> Value {
    let health = &found.health;
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
        "error_rate": Rates::of(&found.runs).json(),
        "months": status::months(&found.runs).iter().map(status::month_json).collect::<Vec<_>>(),
        "quota_remaining": found.quota.as_ref().and_then(|quota| quota.remaining),
    })
}

//! What follows on a command that nobody watches: whoever should know hears how things are now, also when the command
//! could not even begin. It must not know what is wrong, nor how people are told; the command's own end stays what it is.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sparky_pipeline::{Check, Condition, Health};
use sparky_schema::window::WindowError;
use sparky_store::NotBegun;

use super::health;
use crate::cli::{Cli, Command};
use crate::exit::{self, Exit, UsageError};
use crate::session::Session;

/// Whether the command is one of those that make digests come.
fn is_watched(command: &Command) -> bool {
    match command {
        Command::Run(_) | Command::Backfill(_) | Command::Merge(_) => true,
        Command::Publish(args) => !args.dry_run,
        _ => false,
    }
}

/// Writes down a failure that left no trace, and tells those of `[alerts]` what they do not know yet.
pub(super) fn follow(command: &Command, session: &Session, began: DateTime<Utc>, result: &anyhow::Result<Exit>) {
    if !is_watched(command) {
        return;
    }
    if let Err(error) = result
        && is_news(error)
    {
        write_down(error, session, began);
    }
    if session.config.alerts.is_set() {
        let found = health::look(false, session).map(|found| found.health);
        tell(session, &found.unwrap_or_else(|error| unknown(&error)));
    }
}

/// Tells what can still be told when the configuration is refused.
pub(super) fn refused(cli: &Cli, variables: &BTreeMap<String, String>, error: &anyhow::Error) {
    let session = Session::salvaged(cli.global.clone(), variables);
    let is_wanted = match &cli.command {
        Command::Health(args) => args.alert && !args.dry_run,
        command => is_watched(command) && session.config.alerts.is_set(),
    };
    if !is_wanted {
        return;
    }
    let mut health = health::look(true, &session).map(|found| found.health).unwrap_or_default();
    // How the last run ended is no news beside it: no run can begin.
    health.checks.retain(|check| !["last run", health::CONFIGURATION].contains(&check.name.as_str()));
    let (message, hint) = (format!("it is refused: {}", exit::told(error)), "Correct it; until then nothing is run.");
    health.checks.push(Check::ill(health::CONFIGURATION, Condition::Bad, message, hint));
    tell(&session, &health);
}

/// A stop, a run beside another one and a slip of the fingers concern whoever sits there.
fn is_news(error: &anyhow::Error) -> bool {
    let is_slip = matches!(error.downcast_ref(), Some(UsageError::Future { .. } | UsageError::Backwards { .. }))
        || error.downcast_ref::<WindowError>().is_some();
    let store = match error.downcast_ref() {
        Some(sparky_pipeline::Error::Store(error)) => Some(error),
        _ => error.downcast_ref(),
    };
    let is_held = matches!(store, Some(sparky_store::Error::Locked { .. }));
    !is_slip && !is_held && exit::code(error) != Exit::Stopped
}

/// A run that has begun has written down itself how it ended.
fn write_down(error: &anyhow::Error, session: &Session, began: DateTime<Utc>) {
    let Ok(data) = session.data() else { return };
    let newest = sparky_pipeline::runs(&data).ok().and_then(|runs| runs.into_iter().next());
    if newest.is_some_and(|run| run.started_at >= began) {
        return;
    }
    let entry = NotBegun { at: began, message: exit::told(error) };
    if let Err(second) = data.history().could_not_begin(&entry) {
        session.voice.warn(&format!("the failure could not be written down: {second}"));
    }
}

/// What is known when nothing can be looked at.
fn unknown(error: &anyhow::Error) -> Health {
    let hint = "Look at the data folder: `sparky doctor` says what is wrong with it.";
    let check =
        Check::ill("health", Condition::Bad, format!("it is not known how things are: {}", exit::told(error)), hint);
    Health { checks: vec![check], ..Health::default() }
}

fn tell(session: &Session, health: &Health) {
    match session.alert(health, false) {
        Ok(told) => health::report(&told, session),
        Err(error) => session.voice.warn(&format!("nobody could be told how things are: {}", exit::told(&error))),
    }
}

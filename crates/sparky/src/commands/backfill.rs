//! `sparky backfill`: makes the windows of a time that have no digest, oldest first.

use sparky_schema::window::{Period, Window};

use crate::cli::Backfill;
use crate::exit::{Exit, UsageError};
use crate::inputs;
use crate::session::{Prose, Session, Way, filled_json};

pub(crate) fn execute(args: &Backfill, session: &Session) -> anyhow::Result<Exit> {
    let sources = inputs::sources(&args.source, session)?;
    let windows = windows(args, session)?;
    let prose = if args.no_ai { Prose::Templates } else { Prose::Configured };
    let filled = session.fill(windows, &sources, args.publish, prose, Way::Configured)?;
    if session.voice.json {
        session.voice.data(&format!("{:#}\n", filled_json(&filled)));
    }
    let is_in_vain = filled.made.is_empty() && !filled.failed.is_empty();
    Ok(match filled.incomplete() {
        true if is_in_vain => Exit::Failed,
        true => Exit::Incomplete,
        false => Exit::Done,
    })
}

/// The windows to fill: none that is not over yet.
fn windows(args: &Backfill, session: &Session) -> anyhow::Result<Vec<Window>> {
    if args.from > args.to {
        return Err(UsageError::Backwards { from: args.from, to: args.to }.into());
    }
    let (period, zone, now) = (Period::from(args.period), session.config.window.time_zone, session.clock.now());
    let first = Window::containing(period, args.from, zone)?;
    if first.since > now {
        return Err(UsageError::Future { id: first.id.to_string(), since: first.since.to_rfc3339() }.into());
    }
    let (asked, over) = (Window::containing(period, args.to, zone)?, Window::last_complete(period, now, zone)?);
    let last = if asked.since > over.since { over } else { asked };
    let missed = sparky_pipeline::missed_between(&session.data()?, &first, &last)?;
    if missed.is_empty() {
        session.voice.say("nothing is missing");
    }
    Ok(missed)
}

//! `sparky publish`: stage 4 alone, and what a person says of its open ends.

mod due;
mod withdraw;

use sparky_pipeline::Document;
use sparky_schema::Period;
use sparky_schema::codec;
use sparky_schema::content::Content;
use sparky_schema::run::Stage;

use super::stored;
use crate::cli::Publish;
use crate::exit::Exit;
use crate::session::{Job, Session};

pub(crate) fn execute(args: &Publish, session: &Session) -> anyhow::Result<Exit> {
    if let Some([target, item]) = args.settle.as_deref() {
        return settle(target, item, args.lost, session);
    }
    if let Some(item) = &args.withdraw {
        return withdraw::execute(item, args, session);
    }
    // Clap sees to it that there is a period unless something is due.
    let Some(period) = args.period.filter(|_| !args.due).map(Period::from) else { return due::execute(args, session) };
    let start = stored::document(period, &args.window, args.from.as_ref(), session)?;
    if args.approve {
        approve(&start, &args.targets, session)?;
    }
    let job = stored::job(Stage::Publish, start);
    session.run(Job { only: args.targets.clone(), dry_run: args.dry_run, ..job })
}

/// What is approved is remembered: some of it may not be due yet.
fn approve(document: &Document, only: &[String], session: &Session) -> anyhow::Result<()> {
    let data = session.data()?;
    let content: Content = match document {
        Document::Stored(window) => data.read(window)?.0,
        Document::File(path) => codec::read(path)?,
        _ => return Ok(()),
    };
    let _lock = data.lock()?;
    session.with_targets(only, |config, _| Ok(sparky_publisher::approve(&content, config, &data.ledger())?))
}

fn settle(target: &str, item: &str, lost: bool, session: &Session) -> anyhow::Result<Exit> {
    session.check_target(target)?;
    let data = session.data()?;
    let _lock = data.lock()?;
    sparky_publisher::settle(&data.ledger(), target, item, lost)?;
    session.voice.say(&format!("{target}: {item} is settled"));
    Ok(Exit::Done)
}

//! `sparky publish`: stage 4 alone, and what a person says of its open ends.

mod approve;
mod due;
mod withdraw;

use sparky_pipeline::Document;
use sparky_schema::Period;
use sparky_schema::content::Content;
use sparky_schema::run::Stage;
use sparky_schema::window::Window;
use sparky_store::{DataFolder, Held};

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
    let held = bring_back(session)?;
    // Clap sees to it that there is a period unless something is due.
    let Some(period) = args.period.filter(|_| !args.due).map(Period::from) else {
        return due::execute(args, &held, session);
    };
    let start = stored::document(period, &args.window, args.from.as_ref(), session)?;
    if args.approve {
        approve::execute(&start, &args.targets, session)?;
    }
    let digests = match &start {
        Document::Stored(window) => made(window, session)?,
        _ => Vec::new(),
    };
    let job = stored::job(Stage::Publish, start);
    session.run(Job { only: args.targets.clone(), dry_run: args.dry_run, digests, ..job })
}

/// What waits, and is brought back where only the ledger was kept.
fn bring_back(session: &Session) -> anyhow::Result<Vec<Held>> {
    let Some(data) = session.data_if_there()? else { return Ok(Vec::new()) };
    let _lock = data.lock()?;
    Ok(sparky_pipeline::bring_back(&data)?)
}

/// The digests that there are of a window; on a machine that has only what was kept, others may have been published
/// before. Without any, all are meant, so that it is said which text is missing.
fn made(window: &Window, session: &Session) -> anyhow::Result<Vec<String>> {
    let data = session.data()?;
    let mut names = Vec::new();
    for digest in session.digests(&[]) {
        if data.of_digest(&digest.name)?.has::<Content>(window) {
            names.push(digest.name);
        }
    }
    Ok(names)
}

/// The data folder as it is for each digest, or as it is where there are no digests by name.
fn folders(session: &Session, data: &DataFolder) -> anyhow::Result<Vec<(Option<sparky_pipeline::Digest>, DataFolder)>> {
    let digests = session.digests(&[]);
    if digests.is_empty() {
        return Ok(vec![(None, data.clone())]);
    }
    let each = digests.into_iter().map(|digest| Ok((data.of_digest(&digest.name)?, digest)));
    each.map(|pair: anyhow::Result<_>| pair.map(|(data, digest)| (Some(digest), data))).collect()
}

fn settle(target: &str, item: &str, lost: bool, session: &Session) -> anyhow::Result<Exit> {
    session.check_target(target)?;
    let data = session.data()?;
    let _lock = data.lock()?;
    sparky_publisher::settle(&data.ledger(), target, item, lost)?;
    session.voice.say(&format!("{target}: {item} is settled"));
    Ok(Exit::Done)
}

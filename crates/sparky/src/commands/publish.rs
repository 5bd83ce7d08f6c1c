//! `sparky publish`: stage 4 alone, and what a person says of its open ends.

use sparky_schema::run::Stage;

use super::stored;
use crate::cli::Publish;
use crate::exit::Exit;
use crate::session::{Job, Session};

pub(crate) fn execute(args: &Publish, session: &Session) -> anyhow::Result<Exit> {
    if let Some([target, item]) = args.settle.as_deref() {
        return settle(target, item, args.lost, session);
    }
    let start = stored::document(args.period.into(), &args.window, args.from.as_ref(), session)?;
    let job = stored::job(Stage::Publish, start);
    session.run(Job { only: args.targets.clone(), dry_run: args.dry_run, ..job })
}

fn settle(target: &str, item: &str, lost: bool, session: &Session) -> anyhow::Result<Exit> {
    session.check_target(target)?;
    let data = session.data()?;
    let _lock = data.lock()?;
    sparky_publisher::settle(&data.ledger(), target, item, lost)?;
    session.voice.say(&format!("{target}: {item} is settled"));
    Ok(Exit::Done)
}

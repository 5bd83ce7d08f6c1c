//! `sparky publish`: stage 4 alone.

use sparky_schema::run::Stage;

use super::stored;
use crate::cli::Publish;
use crate::exit::Exit;
use crate::session::{Job, Session};

pub(crate) fn execute(args: &Publish, session: &Session) -> anyhow::Result<Exit> {
    let start = stored::document(args.period.into(), &args.window, args.from.as_ref(), session)?;
    let job = stored::job(Stage::Publish, start);
    session.run(Job { only: args.targets.clone(), dry_run: args.dry_run, ..job })
}

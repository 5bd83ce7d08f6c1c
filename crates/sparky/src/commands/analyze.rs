//! `sparky analyze`: stage 2 alone.

use sparky_schema::run::Stage;

use super::stored;
use crate::cli::Analyze;
use crate::exit::Exit;
use crate::session::Session;

pub(crate) fn execute(args: &Analyze, session: &Session) -> anyhow::Result<Exit> {
    let start = stored::document(args.period.into(), &args.window, args.from.as_ref(), session)?;
    session.run(stored::job(Stage::Analyze, start))
}

//! `sparky analyze`: stage 2 alone.

use sparky_schema::run::Stage;

use super::stored;
use crate::cli::Analyze;
use crate::exit::Exit;
use crate::session::{Job, Prose, Session};

pub(crate) fn execute(args: &Analyze, session: &Session) -> anyhow::Result<Exit> {
    let start = stored::document(args.period.into(), &args.window, args.from.as_ref(), session)?;
    let prose = if args.no_ai { Prose::Templates } else { Prose::Configured };
    session.run(Job { prose, ..stored::job(Stage::Analyze, start) })
}

//! `sparky generate`: stage 3 alone, or what its templates get.

use sparky_pipeline::Document;
use sparky_schema::analysis::Analysis;
use sparky_schema::codec;
use sparky_schema::run::Stage;
use sparky_schema::window::Period;

use super::stored;
use crate::cli::Generate;
use crate::exit::{Exit, UsageError};
use crate::session::{Job, Prose, Session};

pub(crate) fn execute(args: &Generate, session: &Session) -> anyhow::Result<Exit> {
    let period: Period = args.period.into();
    if let Some(kind) = args.only.filter(|kind| !sparky_generator::kinds(period).contains(kind)) {
        return Err(UsageError::NoSuchKind { kind: kind.name(), period: period.name() }.into());
    }
    let start = stored::document(period, &args.window, args.from.as_ref(), session)?;
    if args.context {
        return print_context(&start, args, session);
    }
    let prose = if args.require_model { Prose::ByModel } else { Prose::Configured };
    session.run(Job { kind: args.only, prose, ..stored::job(Stage::Generate, start) })
}

fn print_context(start: &Document, args: &Generate, session: &Session) -> anyhow::Result<Exit> {
    let analysis: Analysis = match start {
        Document::File(path) => codec::read(path)?,
        Document::Stored(window) => session.data()?.read(window)?.0,
        _ => return Ok(Exit::Done),
    };
    let context = sparky_generator::context(&analysis, &session.generator(), args.only)?;
    session.voice.data(&format!("{context:#}\n"));
    Ok(Exit::Done)
}

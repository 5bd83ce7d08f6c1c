//! `sparky merge`: joins what several jobs have collected.

use sparky_schema::plan::Plan;

use crate::cli::Merge;
use crate::exit::{Exit, UsageError};
use crate::session::Session;

pub(crate) fn execute(args: &Merge, session: &Session) -> anyhow::Result<Exit> {
    let plan = args.plan.as_ref().map(|path| {
        sparky_schema::codec::read_with_input::<Plan>(path, &path.to_string_lossy()).map_err(UsageError::Plan)
    });
    let plan = plan.transpose()?;
    let data = session.data()?;
    let merged = sparky_pipeline::merge(&data, &args.folders, plan.as_ref(), session.clock.now())?;
    session.report_merged(&merged, &data)?;
    Ok(if merged.incomplete() { Exit::Incomplete } else { Exit::Done })
}

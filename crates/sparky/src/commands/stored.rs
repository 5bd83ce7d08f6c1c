//! Which stored document a stage starts from, for the commands that run a later stage alone.

use std::path::PathBuf;

use sparky_collector::WindowChoice;
use sparky_pipeline::Document;
use sparky_schema::run::Stage;
use sparky_schema::window::Period;

use crate::cli::WindowArgs;
use crate::exit::UsageError;
use crate::inputs;
use crate::session::{Job, Prose, Session, Way};

/// The file of `--from`, else the document of the window in the data folder.
pub(crate) fn document(
    period: Period,
    args: &WindowArgs,
    from: Option<&PathBuf>,
    session: &Session,
) -> anyhow::Result<Document> {
    if let Some(path) = from {
        return Ok(Document::File(path.clone()));
    }
    let zone = session.config.window.time_zone;
    match inputs::window(period, args, zone, session.clock.now())? {
        WindowChoice::Fixed(window) => Ok(Document::Stored(window)),
        WindowChoice::Latest { .. } => {
            let newest = sparky_pipeline::newest_window(&session.data()?, period)?;
            newest.map(Document::Stored).ok_or_else(|| UsageError::NothingRun(period.name()).into())
        }
    }
}

/// A job of one stage.
pub(crate) fn job(stage: Stage, start: Document) -> Job {
    Job {
        stages: vec![stage],
        start,
        window: None,
        sources: Vec::new(),
        only: Vec::new(),
        dry_run: false,
        late: false,
        kind: None,
        share: None,
        prose: Prose::Configured,
        way: Way::Configured,
    }
}

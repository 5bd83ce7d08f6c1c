//! `sparky collect`: stage 1 alone.

use sparky_pipeline::Document;
use sparky_schema::run::Stage;

use crate::cli::Collect;
use crate::exit::Exit;
use crate::inputs;
use crate::session::{Job, Session};

pub(crate) fn execute(args: &Collect, session: &Session) -> anyhow::Result<Exit> {
    let zone = session.config.window.time_zone;
    let window = inputs::window(args.period.into(), &args.window, zone, session.clock.now())?;
    session.run(Job {
        stages: vec![Stage::Collect],
        start: Document::None(None),
        window: Some(window),
        sources: inputs::sources(&args.source, &session.config, session.home.as_deref())?,
        only: Vec::new(),
        dry_run: false,
    })
}

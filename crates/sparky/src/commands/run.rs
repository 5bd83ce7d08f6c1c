//! `sparky run`: all stages; publishes only with `--publish`.

use sparky_collector::WindowChoice;
use sparky_pipeline::Document;
use sparky_schema::run::Stage;

use crate::cli::Run;
use crate::exit::Exit;
use crate::inputs;
use crate::session::{Job, Session};

pub(crate) fn execute(args: &Run, session: &Session) -> anyhow::Result<Exit> {
    let zone = session.config.window.time_zone;
    let window = inputs::window(args.period.into(), &args.window, zone, session.clock.now())?;
    let known = match &window {
        WindowChoice::Fixed(window) => Some(window.clone()),
        WindowChoice::Latest { .. } => None,
    };
    let mut stages = vec![Stage::Collect, Stage::Analyze, Stage::Generate];
    if args.publish {
        stages.push(Stage::Publish);
    }
    session.run(Job {
        stages,
        start: Document::None(known),
        window: Some(window),
        sources: inputs::sources(&args.source, &session.config, session.home.as_deref())?,
        only: Vec::new(),
        dry_run: false,
        kind: None,
        share: None,
    })
}

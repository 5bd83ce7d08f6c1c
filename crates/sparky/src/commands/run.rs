//! `sparky run`: all stages; publishes only with `--publish`. The nightly one, which names no window, first fills in
//! what earlier nights missed.

use sparky_collector::WindowChoice;
use sparky_pipeline::{Document, Filled};
use sparky_schema::run::Stage;

use crate::cli::Run;
use crate::exit::Exit;
use crate::inputs;
use crate::session::{Job, Prose, Session, Way};

pub(crate) fn execute(args: &Run, session: &Session) -> anyhow::Result<Exit> {
    let zone = session.config.window.time_zone;
    let window = inputs::window(args.period.into(), &args.window, zone, session.clock.now())?;
    let sources = inputs::sources(&args.source, session)?;
    let known = match &window {
        WindowChoice::Fixed(window) => Some(window.clone()),
        WindowChoice::Latest { .. } => None,
    };
    let prose = if args.no_ai { Prose::Templates } else { Prose::Configured };
    let way = if args.manual { Way::Manual } else { Way::Configured };
    let mut filled = Filled::default();
    if let (Some(newest), true) = (&known, args.window.is_default() && !args.no_backfill) {
        let missed = sparky_pipeline::missed(&session.data()?, newest)?;
        filled = session.fill(missed, &sources, args.publish, prose, way)?;
    }
    let mut stages = vec![Stage::Collect, Stage::Analyze, Stage::Generate];
    stages.extend(args.publish.then_some(Stage::Publish));
    let start = Document::None(known);
    let (only, dry_run, late, kind, share) = (Vec::new(), false, false, None, None);
    session.run_after(
        &filled,
        Job { stages, start, window: Some(window), sources, only, dry_run, late, kind, share, prose, way },
    )
}

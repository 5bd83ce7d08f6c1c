//! `sparky collect`: stage 1 alone.

use sparky_collector::Share;
use sparky_pipeline::Document;
use sparky_schema::codec;
use sparky_schema::plan::Plan;
use sparky_schema::run::Stage;

use crate::cli::Collect;
use crate::exit::{Exit, UsageError};
use crate::inputs;
use crate::session::{Job, Prose, Session, Way};

pub(crate) fn execute(args: &Collect, session: &Session) -> anyhow::Result<Exit> {
    let zone = session.config.window.time_zone;
    let window = inputs::window(args.period.into(), &args.window, zone, session.clock.now())?;
    session.run(Job {
        stages: vec![Stage::Collect],
        start: Document::None(None),
        window: Some(window),
        sources: inputs::sources(&args.source, session)?,
        only: Vec::new(),
        dry_run: false,
        late: false,
        kind: None,
        share: share(args)?,
        prose: Prose::Templates,
        way: Way::Configured,
    })
}

/// The part of a plan that was asked for. A plan that cannot be used is wrong usage.
fn share(args: &Collect) -> Result<Option<Share>, UsageError> {
    let Some((path, shard)) = args.plan.as_ref().zip(args.shard) else { return Ok(None) };
    let (plan, input) = codec::read_with_input::<Plan>(path, &path.to_string_lossy()).map_err(UsageError::Plan)?;
    let share = Share::of(&plan, shard, input);
    let other = || UsageError::OtherShards { path: path.display().to_string(), shard, shards: plan.shards.len() };
    share.map(Some).ok_or_else(other)
}

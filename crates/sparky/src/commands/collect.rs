//! `sparky collect`: stage 1 alone.

use sparky_collector::{Share, SourceSpec};
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
    let (plan, share) = planned(args)?.unzip();
    session.run(Job {
        stages: vec![Stage::Collect],
        start: Document::None(None),
        window: Some(window),
        sources: sources(args, session, plan.as_ref())?,
        only: Vec::new(),
        dry_run: false,
        late: false,
        kind: None,
        share,
        prose: Prose::Templates,
        digests: Vec::new(),
        way: Way::Configured,
    })
}

/// The plan of which a part was asked for. One that cannot be used is wrong usage.
fn planned(args: &Collect) -> Result<Option<(Plan, Share)>, UsageError> {
    let Some((path, shard)) = args.plan.as_ref().zip(args.shard) else { return Ok(None) };
    let (plan, input) = codec::read_with_input::<Plan>(path, &path.to_string_lossy()).map_err(UsageError::Plan)?;
    let share = Share::of(&plan, shard, input);
    let other = || UsageError::OtherShards { path: path.display().to_string(), shard, shards: plan.shards.len() };
    let share = share.ok_or_else(other)?;
    Ok(Some((plan, share)))
}

/// What is named, else what the plan holds: all of it, so that every job decides alike what is its own.
fn sources(args: &Collect, session: &Session, plan: Option<&Plan>) -> anyhow::Result<Vec<SourceSpec>> {
    let named = inputs::named(&args.source, session)?;
    let Some(plan) = plan.filter(|_| named.is_empty()) else { return inputs::sources(&args.source, session) };
    let repositories = plan.shards.iter().flat_map(|shard| &shard.repositories);
    let names = repositories.map(|repository| repository.asked.as_ref().unwrap_or(&repository.name_with_owner));
    Ok(names.cloned().map(SourceSpec::Repository).collect())
}

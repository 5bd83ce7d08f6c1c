//! `sparky plan`: shares a collection between jobs, and prints the matrix that starts them.

use anyhow::Context;
use serde_json::{Value, json};
use sparky_schema::codec;
use sparky_schema::plan::{Plan, PlannedShard};

use crate::cli;
use crate::exit::Exit;
use crate::inputs;
use crate::output;
use crate::session::Session;

pub(crate) fn execute(args: &cli::Plan, session: &Session) -> anyhow::Result<Exit> {
    let sources = inputs::sources(&args.source, session)?;
    let plan = session.plan(&sources, args.shards)?;
    let path = args.out.display().to_string();
    codec::write(&args.out, &plan, &path)?;
    let matrix = matrix(&plan);
    if session.voice.json {
        session.voice.data(&format!("{matrix:#}\n"));
    } else {
        tell(&plan, session);
        session.voice.data(&format!("{path}\n"));
    }
    if let Some(output) = &session.environment.output {
        let outputs = [("path", path), ("matrix", matrix.to_string())];
        output::step_outputs(output, &outputs).with_context(|| format!("cannot write to {}", output.display()))?;
    }
    Ok(Exit::Done)
}

/// The matrix of an Actions job. A shard's own name has a slash, which the name of an artifact must not have.
fn matrix(plan: &Plan) -> Value {
    let entry = |part: &PlannedShard| {
        json!({
            "shard": part.shard,
            "name": format!("shard-{}-of-{}", part.shard.number(), part.shard.of()),
            "repositories": part.repositories.len(),
            "points": part.points,
        })
    };
    json!({ "include": plan.shards.iter().map(entry).collect::<Vec<_>>() })
}

fn tell(plan: &Plan, session: &Session) {
    for part in &plan.shards {
        let points = part.points.map_or("no limit".to_owned(), |points| format!("{points} points"));
        let count = part.repositories.len();
        session.voice.say(&format!("{}: repositories: {count}, expected cost: {}, {points}", part.shard, part.cost));
    }
}

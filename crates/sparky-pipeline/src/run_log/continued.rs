//! What the history of a window says after another run of it. It must not know how that is stored.

use sparky_schema::run::{Run, Stage, StageRun};

/// A run that collects begins a window anew; one of later stages goes on with what is known of it.
pub(super) fn continued(earlier: Run, run: Run) -> Run {
    let collected_at = run.collected_at.or(earlier.collected_at);
    let run = Run { collected_at, ..run };
    let ran = |stage: Stage| run.stages.iter().any(|entry| entry.stage == stage);
    if ran(Stage::Collect) {
        return run;
    }
    // Only the analysis says anew what is missing in the collection.
    let unfinished = run.unfinished || (!ran(Stage::Analyze) && earlier.unfinished);
    let mut stages: Vec<StageRun> = earlier.stages.into_iter().filter(|entry| !ran(entry.stage)).collect();
    stages.extend(run.stages);
    stages.sort_by_key(|entry| entry.stage);
    let mut requests = earlier.requests;
    for (kind, count) in run.requests {
        *requests.entry(kind).or_default() += count;
    }
    Run {
        stages,
        requests,
        unfinished,
        started_at: earlier.started_at,
        points: earlier.points + run.points,
        cache_hits: earlier.cache_hits + run.cache_hits,
        model_calls: earlier.model_calls + run.model_calls,
        tokens: earlier.tokens + run.tokens,
        cost_usd: earlier.cost_usd + run.cost_usd,
        publishing_cost_usd: earlier.publishing_cost_usd + run.publishing_cost_usd,
        ..run
    }
}

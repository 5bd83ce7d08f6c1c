//! A default branch whose checks fail. A collection holds checks for the newest window only, so that this is never
//! said of a past one. It must not know pull requests.

use std::collections::BTreeSet;

use sparky_schema::analysis::{Attention, AttentionKind};
use sparky_schema::collection::CheckState;

use super::blank;
use crate::facts::View;
use crate::flow::Scene;
use crate::links;

/// The conclusions of a run that make a branch red.
const FAILED: [&str; 3] = ["failure", "timed_out", "startup_failure"];

pub(super) fn of(scene: &Scene<'_>, view: &View<'_>) -> Option<Attention> {
    let checks = view.repository.checks.as_ref()?;
    if !matches!(checks.state, CheckState::Failure | CheckState::Error) {
        return None;
    }
    let runs = view.records().workflow_runs.iter().filter(|run| run.head == checks.sha);
    let failed = runs.filter(|run| run.conclusion.as_deref().is_some_and(|conclusion| FAILED.contains(&conclusion)));
    let names: BTreeSet<&str> = failed.map(|run| run.name.as_str()).collect();
    let head = view.records().commits.iter().find(|commit| commit.sha == checks.sha);
    Some(Attention {
        url: links::commit(view.repository.url.as_deref(), checks.sha.as_str()),
        subject: names.into_iter().collect::<Vec<_>>().join(", "),
        ..blank(
            scene,
            view,
            AttentionKind::DefaultBranchRed,
            &format!("@{}", checks.sha),
            head.map(|commit| commit.committed_at),
        )
    })
}

//! What the runs of the past and the bills of the month say about the next ones. It must not know how it is shown.

use serde_json::{Value, json};
use sparky_pipeline::{Check, Condition};
use sparky_schema::run::{Run, RunState};
use sparky_store::DataFolder;

use crate::session::Session;

/// So many runs are looked at.
const RUNS: usize = 20;

/// How the last runs ended.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rates {
    pub(super) runs: usize,
    pub(super) failed: usize,
    pub(super) degraded: usize,
}

impl Rates {
    /// Of the newest ones.
    pub(super) fn of(runs: &[Run]) -> Self {
        let newest = runs.get(..runs.len().min(RUNS)).unwrap_or_default();
        let of = |state: RunState| newest.iter().filter(|run| run.state == state).count();
        Self { runs: newest.len(), failed: of(RunState::Failed), degraded: of(RunState::Degraded) }
    }

    /// Nothing when there was no run.
    pub(super) fn check(self) -> Option<Check> {
        let Self { runs, failed, degraded } = self;
        let message = format!("of the last {runs} runs {failed} failed and {degraded} lack something");
        match runs {
            0 => None,
            // A few runs say nothing about a rate.
            5.. if failed * 5 >= runs => {
                let hint = "`sparky status` says why they failed.";
                Some(Check::ill("error rate", Condition::Poor, message, hint))
            }
            _ => Some(Check::well("error rate", message)),
        }
    }

    pub(super) fn json(self) -> Value {
        json!({ "runs": self.runs, "failed": self.failed, "degraded": self.degraded })
    }
}

/// What is left of the month's budget for language models; nothing when there is none.
pub(super) fn budget(session: &Session, data: &DataFolder) -> Option<Check> {
    let limit = session.config.llm.month_limit()?;
    let spent = match data.spending().month(session.clock.now()) {
        Ok(calls) => calls.iter().map(|call| call.cost_usd).sum::<f64>(),
        Err(error) => {
            let hint = "Until the file can be read no model is asked: correct it, or remove it when its sums are known to be small.";
            return Some(Check::ill("budget", Condition::Poor, error.to_string(), hint));
        }
    };
    let message = format!("language models cost ${spent:.2} of the ${limit:.2} of this month");
    if spent * 100.0 < limit * f64::from(session.config.alerts.budget_percent) {
        return Some(Check::well("budget", message));
    }
    let hint =
        "When it is spent, texts come from templates until the month ends; raise llm.max_cost_usd_month to go on.";
    Some(Check::ill("budget", Condition::Poor, message, hint))
}

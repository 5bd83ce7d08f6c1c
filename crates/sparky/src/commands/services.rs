//! What others must be asked for: GitHub, the models and every target. Nothing is written there, and nothing costs.

use sparky_llm::Reach;
use sparky_pipeline::{Check, Condition};
use sparky_publisher::{Checked, Error};

use crate::session::{Quota, Session};

/// What was looked at, and whether it lacks credentials.
pub(super) struct Finding {
    pub(super) check: Check,
    pub(super) is_denied: bool,
}

impl From<Check> for Finding {
    fn from(check: Check) -> Self {
        Self { check, is_denied: false }
    }
}

/// What GitHub says of the credentials. A token that is refused is the one thing that is bad.
pub(super) fn github(quota: &Quota) -> Vec<Finding> {
    let finding = |check: &Check| Finding { check: check.clone(), is_denied: check.condition == Condition::Bad };
    quota.checks.iter().map(finding).collect()
}

/// What the servers of models say.
pub(super) fn models(session: &Session) -> anyhow::Result<Vec<Finding>> {
    Ok(session.ask_models()?.into_iter().map(|(name, said)| model(&name, said)).collect())
}

fn model(model: &str, said: Result<Reach, sparky_llm::Error>) -> Finding {
    let name = format!("model {model}");
    match said {
        Ok(Reach::Listed) => Check::well(&name, "its server answers and knows it".to_owned()).into(),
        Ok(Reach::Unlisted) => {
            let message =
                "its server answers; no model of its list has this name, so it is known by another one or not at all";
            Check::well(&name, message.to_owned()).into()
        }
        Ok(Reach::Mute) => Check::well(&name, "its server answers and has no list of models".to_owned()).into(),
        Err(error) => {
            let is_denied = matches!(error, sparky_llm::Error::NotAllowed { .. });
            let hint = "Until it can be asked, the prose comes from templates.";
            Finding { check: Check::ill(&name, Condition::Poor, error.to_string(), hint), is_denied }
        }
    }
}

/// What each target says.
pub(super) fn targets(session: &Session) -> anyhow::Result<Vec<Finding>> {
    if session.config.targets.is_empty() {
        return Ok(Vec::new());
    }
    Ok(session.ask_targets()?.into_iter().map(|(name, said)| target(&name, said)).collect())
}

fn target(name: &str, said: Result<Checked, Error>) -> Finding {
    let name = format!("target {name}");
    match said {
        Ok(checked) => Check::well(&name, checked.notes.join("; ")).into(),
        Err(error) => {
            let is_denied = error.lacks_credentials();
            let hint =
                "Its [[targets]] entry in sparky.toml says what it needs; docs/publishing.md has the permissions.";
            Finding { check: Check::ill(&name, Condition::Bad, error.to_string(), hint), is_denied }
        }
    }
}

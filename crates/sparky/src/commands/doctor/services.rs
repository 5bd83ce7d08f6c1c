//! What others must be asked for: GitHub and every target. Nothing is written there.

use sparky_pipeline::{Check, Condition};
use sparky_publisher::{Checked, Error};

use super::Finding;
use crate::session::Session;

pub(super) fn look(session: &Session) -> anyhow::Result<Vec<Finding>> {
    let mut findings = vec![github(session)];
    if !session.config.targets.is_empty() {
        findings.extend(session.ask_targets()?.into_iter().map(|(name, said)| target(&name, said)));
    }
    Ok(findings)
}

fn github(session: &Session) -> Finding {
    match session.quota() {
        Some(quota) => {
            let is_denied = quota.check.condition == Condition::Bad;
            Finding { check: Check { name: "GitHub".to_owned(), ..quota.check }, is_denied }
        }
        None => {
            let hint = "Set the environment variable GITHUB_TOKEN; a local clone needs none.";
            Check::ill(
                "GitHub",
                Condition::Poor,
                "there is no token, so only local clones can be read".to_owned(),
                hint,
            )
            .into()
        }
    }
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

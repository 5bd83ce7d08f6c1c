//! `sparky doctor`: whether what is configured is there, can be reached and may be used. It posts nothing.

mod machine;

use serde_json::json;
use sparky_pipeline::{Check, Condition};

use super::health::{line, word};
use super::services::{self, Finding};
use crate::cli;
use crate::exit::Exit;
use crate::session::Session;

pub(crate) fn execute(args: &cli::Doctor, session: &Session) -> anyhow::Result<Exit> {
    let mut findings: Vec<Finding> = machine::look(session).into_iter().map(Finding::from).collect();
    if !args.offline {
        findings.extend(github(session));
        findings.extend(services::models(session)?);
        findings.extend(services::targets(session)?);
    }
    if session.voice.json {
        session.voice.data(&format!("{:#}\n", document(&findings)));
    } else {
        findings.iter().for_each(|finding| session.voice.data(&line(&finding.check)));
    }
    Ok(verdict(&findings))
}

/// What GitHub says of the credentials, or that there are none.
fn github(session: &Session) -> Vec<Finding> {
    let Some(quota) = session.quota() else {
        let hint = "Set the environment variable GITHUB_TOKEN; a local clone needs none.";
        let message = "there is no token, so only local clones can be read".to_owned();
        return vec![Check::ill("GitHub", Condition::Poor, message, hint).into()];
    };
    let named = |finding: Finding| {
        let name = finding.check.name.replace("token", "GitHub").replace("quota", "GitHub quota");
        Finding { check: Check { name, ..finding.check }, ..finding }
    };
    services::github(&quota).into_iter().map(named).collect()
}

fn verdict(findings: &[Finding]) -> Exit {
    let bad = || findings.iter().filter(|finding| finding.check.condition == Condition::Bad);
    match worst(findings) {
        Condition::Well => Exit::Done,
        Condition::Poor => Exit::Incomplete,
        Condition::Bad if bad().all(|finding| finding.is_denied) => Exit::NotAllowed,
        Condition::Bad => Exit::Failed,
    }
}

fn worst(findings: &[Finding]) -> Condition {
    findings.iter().map(|finding| finding.check.condition).max().unwrap_or(Condition::Well)
}

fn document(findings: &[Finding]) -> serde_json::Value {
    let checks = findings.iter().map(|finding| {
        let Check { name, condition, message, hint } = &finding.check;
        json!({ "name": name, "status": word(*condition), "message": message, "hint": hint })
    });
    json!({ "status": word(worst(findings)), "checks": checks.collect::<Vec<_>>() })
}

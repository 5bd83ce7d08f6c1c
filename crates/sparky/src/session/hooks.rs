//! The programs of `[hooks]`: started without a shell and without secrets, ended when they take too long. It must not know
//! what they are for.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::SecondsFormat;
use sparky_pipeline::Moment;
use sparky_publisher::Keeper;
use wait_timeout::ChildExt as _;

use super::Session;
use crate::config;

/// What every program is given.
#[derive(Debug)]
struct Around {
    hooks: config::Hooks,
    secrets: BTreeSet<String>,
    data_dir: PathBuf,
    /// What the last moment was about: the program before publishing is run in the middle of its stage.
    last: Mutex<Vec<(&'static str, String)>>,
}

/// The programs that are run around stages.
#[derive(Debug, Clone)]
pub(crate) struct Programs(Arc<Around>);

impl Session {
    pub(super) fn programs(&self) -> Programs {
        Programs(Arc::new(Around {
            hooks: self.config.hooks.clone(),
            secrets: self.config.secrets.clone(),
            data_dir: self.global.data_dir.clone(),
            last: Mutex::default(),
        }))
    }
}

impl Programs {
    /// For the pipeline, which knows when.
    pub(crate) fn hooks(&self) -> sparky_pipeline::Hooks {
        let around = Arc::clone(&self.0);
        sparky_pipeline::Hooks::new(move |moment| around.at(moment))
    }

    /// The program that keeps the ledger where it outlives this machine.
    pub(crate) fn keeper(&self) -> Option<Keeper> {
        let around = Arc::clone(&self.0);
        around.hooks.program("before_publish")?;
        Some(Keeper::new(move || around.run("before_publish")))
    }
}

impl Around {
    fn at(&self, moment: &Moment<'_>) -> Result<(), String> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = variables(moment);
        let name = moment.name();
        // The publisher has this one run when the ledger is written.
        if name == "before_publish" { Ok(()) } else { self.run(&name) }
    }

    fn run(&self, name: &str) -> Result<(), String> {
        let Some([program, arguments @ ..]) = self.hooks.program(name) else { return Ok(()) };
        let mut command = Command::new(program);
        // What it prints is no data of ours.
        command.args(arguments).stdin(Stdio::null()).stdout(std::io::stderr());
        self.secrets.iter().for_each(|secret| {
            command.env_remove(secret);
        });
        let data_dir = std::path::absolute(&self.data_dir).unwrap_or_else(|_| self.data_dir.clone());
        command.env("SPARKY_HOOK", name).env("SPARKY_DATA_DIR", data_dir);
        command.envs(self.last.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(key, value)| (key, value)));
        end(command, self.hooks.timeout).map_err(|problem| format!("hooks.{name}: {program} {problem}"))
    }
}

/// Waits for the end of a program as long as it may take.
fn end(mut command: Command, timeout: Duration) -> Result<(), String> {
    let broken = |error: std::io::Error| format!("cannot be run: {error}; correct the program’s path");
    let mut child = command.spawn().map_err(broken)?;
    match child.wait_timeout(timeout).map_err(broken)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(format!("ended with {status}")),
        None => {
            // What cannot be ended has ended by itself.
            let _ = child.kill().and_then(|()| child.wait());
            Err(format!("took longer than hooks.timeout, {} s, and was ended", timeout.as_secs_f64()))
        }
    }
}

fn variables(moment: &Moment<'_>) -> Vec<(&'static str, String)> {
    let mut variables = vec![("SPARKY_STAGE", moment.stage.name().to_owned())];
    if let Some(window) = moment.window {
        let time = |time: chrono::DateTime<chrono::Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
        variables.extend([
            ("SPARKY_WINDOW", window.id.to_string()),
            ("SPARKY_PERIOD", window.period.name().to_owned()),
            ("SPARKY_SINCE", time(window.since)),
            ("SPARKY_UNTIL", time(window.until)),
        ]);
    }
    let state = moment.ended.and_then(|state| serde_json::to_value(state).ok());
    variables.extend(state.and_then(|state| Some(("SPARKY_STATE", state.as_str()?.to_owned()))));
    variables
}

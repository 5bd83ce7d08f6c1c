//! Bringing what is about to be sent into safety, and which digests are meant. It must not know how a text is sent.

use std::process::{Command, Stdio};

use sparky_publisher::Keeper;

use super::Session;

impl Session {
    /// What stores the ledger first, then the program that a person has configured.
    pub(super) fn keepers(&self, own: Option<Keeper>) -> Option<Keeper> {
        let words = self.config.publish.keep_ledger.clone();
        if words.is_empty() {
            return own;
        }
        Some(Keeper::new(move || {
            run_program(&words)?;
            own.as_ref().map_or(Ok(()), Keeper::keep)
        }))
    }

    /// The digests of these names; all when there are none.
    pub(crate) fn digests(&self, names: &[String]) -> Vec<sparky_pipeline::Digest> {
        let all = self.config.digest.iter();
        let meant = all.filter(|digest| names.is_empty() || names.contains(&digest.name));
        meant.map(crate::config::Digest::configured).collect()
    }
}

/// Runs a program and its arguments; what it prints goes to standard error.
fn run_program(words: &[String]) -> Result<(), String> {
    let Some((program, arguments)) = words.split_first() else { return Ok(()) };
    let ran = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(std::io::stderr()).status();
    match ran {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("publish.keep_ledger: {program} ended with {status}")),
        Err(error) => Err(format!("publish.keep_ledger: {program} cannot be run: {error}; correct the program's path")),
    }
}

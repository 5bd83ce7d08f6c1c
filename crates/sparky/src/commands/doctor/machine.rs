//! What can be looked at without asking anybody: the configuration, the data folder, git. It must not make a folder.

use sparky_pipeline::{Check, Condition};
use sparky_store::DataFolder;

use crate::session::Session;

pub(super) fn look(session: &Session) -> Vec<Check> {
    let checks = [configuration(session), sources(session), data(session), git(), model(session)];
    checks.into_iter().chain(stop(session)).collect()
}

/// It was read before this command began.
fn configuration(session: &Session) -> Check {
    let file = session.global.config.clone().unwrap_or_else(|| "sparky.toml".into());
    if !file.is_file() {
        return Check::well("configuration", format!("there is no {}, so every key has its default", file.display()));
    }
    Check::well("configuration", format!("{} can be read; targets: {}", file.display(), session.config.targets.len()))
}

fn sources(session: &Session) -> Check {
    let source = &session.config.source;
    let count = source.repos.len() + source.orgs.len() + usize::from(source.repos_file.is_some());
    if count > 0 {
        return Check::well("source", format!("repositories, organizations and lists that are read: {count}"));
    }
    let hint = "Set source.repos or source.orgs in sparky.toml, or name a repository with --repo on every run.";
    Check::ill("source", Condition::Poor, "nothing to read is configured".to_owned(), hint)
}

fn data(session: &Session) -> Check {
    let folder = &session.global.data_dir;
    if !folder.join("FORMAT").is_file() {
        return match std::fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
            Ok(false) => {
                let message = format!("{} is not empty and no data folder", folder.display());
                Check::ill("data folder", Condition::Bad, message, "Name another folder with --data-dir.")
            }
            _ => Check::well("data folder", format!("{} is not there yet; the first run makes it", folder.display())),
        };
    }
    match DataFolder::open(folder).map_err(|error| error.to_string()).and_then(|data| is_free(&data)) {
        Ok(()) => {
            Check::well("data folder", format!("{} can be read and written, and no run has it", folder.display()))
        }
        Err(error) => {
            Check::ill("data folder", Condition::Bad, error, "Correct it, or name another folder with --data-dir.")
        }
    }
}

/// Taking the lock writes its file, so it also tells whether the folder can be written.
fn is_free(data: &DataFolder) -> Result<(), String> {
    data.lock().map(drop).map_err(|error| error.to_string())
}

fn git() -> Check {
    let ran = std::process::Command::new("git").arg("--version").output();
    match ran.ok().filter(|output| output.status.success()) {
        Some(output) => Check::well("git", String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        None => {
            let message = "the program git cannot be run; local clones and docs repositories need it".to_owned();
            Check::ill("git", Condition::Poor, message, "Install git, version 2.35 or newer.")
        }
    }
}

/// Whether a model could be asked, without asking it: that would cost.
fn model(session: &Session) -> Check {
    let chosen = match session.config.llm.chosen() {
        Ok(Some(chosen)) => chosen,
        Ok(None) => {
            return Check::well("model", "no model is configured; the prose comes from templates".to_owned());
        }
        Err(error) => {
            return Check::ill("model", Condition::Bad, error.to_string(), "Correct [llm] in sparky.toml.");
        }
    };
    let names: Vec<&str> = chosen.settings.models.iter().map(|model| model.name.as_str()).collect();
    if chosen.missing.is_empty() {
        return Check::well(
            "model",
            format!("{} can be asked; no question is sent, because that costs", names.join(", ")),
        );
    }
    let message = format!("the variable {} is not set", chosen.missing.join(", "));
    let hint = "Set it, or change llm.api_key_env; until then the prose comes from what is left of the models, or from templates.";
    Check::ill("model", Condition::Poor, message, hint)
}

fn stop(session: &Session) -> Option<Check> {
    let config = &session.config.publish;
    let own = session.global.data_dir.join("STOP");
    let files = config.stop_file.iter().chain([&own]);
    let file = files.into_iter().find(|path| path.exists()).map(|path| format!("{} is there", path.display()));
    let reason = file.or_else(|| config.stop.then(|| "publish.stop is set".to_owned()))?;
    let message = format!("the emergency stop is on: {reason}");
    Some(Check::ill("emergency stop", Condition::Poor, message, "Remove it when texts may be published again."))
}

//! One file per command, and the way from words to an exit code.

mod aftermath;
mod analyze;
mod backfill;
mod board;
mod collect;
mod completions;
mod dashboard;
mod doctor;
mod generate;
mod health;
mod init;
mod merge;
mod plan;
mod preview;
mod publish;
mod run;
mod schema;
mod services;
mod session;
mod spending;
mod status;
mod stored;
mod validate;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command, ReferencePage};
use crate::config::Environment;
use crate::exit::{self, Exit};
use crate::output::Voice;
use crate::session::Session;
use crate::{reference, telemetry};

/// Runs the command that the words name.
pub(crate) fn dispatch(words: impl Iterator<Item = OsString>, variables: &BTreeMap<String, String>) -> ExitCode {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            // Where nobody reads, there is nobody to tell.
            let _ = error.print();
            return code.into();
        }
    };
    telemetry::start(&cli.global);
    let voice = Voice::new(&cli.global, &Environment::from_map(variables));
    match execute(cli, variables, &voice) {
        Ok(exit) => exit.into(),
        Err(error) => {
            let code = exit::code(&error);
            voice.fail(&error, code);
            code.into()
        }
    }
}

fn execute(cli: Cli, variables: &BTreeMap<String, String>, voice: &Voice) -> anyhow::Result<Exit> {
    match &cli.command {
        Command::Schema(args) => return Ok(schema::execute(args, voice)),
        Command::Completions(args) => return Ok(completions::execute(args, voice)),
        Command::Validate(args) => return validate::execute(args, cli.global.config.as_deref(), variables, voice),
        Command::Init(args) => return init::execute(args, &Environment::from_map(variables), voice),
        Command::Reference(args) => {
            voice.data(&match args.page {
                ReferencePage::Cli => reference::command_line(),
                ReferencePage::Config => reference::configuration(),
                ReferencePage::Example => reference::example(),
                ReferencePage::Env => reference::variables(),
            });
            return Ok(Exit::Done);
        }
        _ => {}
    }
    let session =
        Session::new(cli.global.clone(), variables).inspect_err(|error| aftermath::refused(&cli, variables, error))?;
    if let Command::Preview(args) = &cli.command {
        return preview::execute(args, session);
    }
    let began = session.clock.now();
    let result = perform(&cli.command, &session);
    aftermath::follow(&cli.command, &session, began, &result);
    result
}

/// What works with a configuration.
fn perform(command: &Command, session: &Session) -> anyhow::Result<Exit> {
    match command {
        Command::Run(args) => run::execute(args, session),
        Command::Backfill(args) => backfill::execute(args, session),
        Command::Collect(args) => collect::execute(args, session),
        Command::Plan(args) => plan::execute(args, session),
        Command::Merge(args) => merge::execute(args, session),
        Command::Status(args) => status::execute(args, session),
        Command::Health(args) => health::execute(args, session),
        Command::Doctor(args) => doctor::execute(args, session),
        Command::Dashboard(args) => dashboard::execute(args, session),
        Command::Session(args) => session::execute(args, session),
        Command::Analyze(args) => analyze::execute(args, session),
        Command::Generate(args) => generate::execute(args, session),
        Command::Publish(args) => publish::execute(args, session),
        Command::Schema(_)
        | Command::Completions(_)
        | Command::Validate(_)
        | Command::Init(_)
        | Command::Preview(_)
        | Command::Reference(_) => Ok(Exit::Done),
    }
}

//! The `sparky` command: words in, exit code out.

mod cli;
mod commands;
mod config;
mod exit;
mod inputs;
mod output;
mod progress;
mod reference;
mod session;
mod telemetry;

use std::process::ExitCode;

fn main() -> ExitCode {
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    commands::dispatch(std::env::args_os(), &environment)
}

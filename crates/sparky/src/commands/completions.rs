//! `sparky completions`: the completions of a shell.

use clap::CommandFactory;

use crate::cli::{Cli, Completions};
use crate::exit::Exit;
use crate::output::Voice;

pub(crate) fn execute(args: &Completions, voice: &Voice) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sparky", &mut script);
    voice.data(&String::from_utf8_lossy(&script));
    Exit::Done
}

//! What the program says about its work, on stderr. It must not know the commands.

use std::io::IsTerminal as _;

use tracing::level_filters::LevelFilter;

use crate::cli::{ColorChoice, Global};

/// Sends events to stderr from now on. A second call changes nothing.
pub(crate) fn start(options: &Global) {
    let colors = match options.color {
        ColorChoice::Auto => std::io::stderr().is_terminal(),
        ColorChoice::Always => true,
        ColorChoice::Never => false,
    };
    let subscriber = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(level(options))
        .with_ansi(colors)
        .with_target(options.verbose > 0)
        .without_time()
        .finish();
    // Only a test that starts twice in one process gets here with one set already.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

fn level(options: &Global) -> LevelFilter {
    match options.verbose {
        _ if options.quiet => LevelFilter::ERROR,
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    }
}

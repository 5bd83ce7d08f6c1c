//! What the program says about its work, on stderr. It must not know the commands.

use std::io::IsTerminal as _;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

use crate::cli::{ColorChoice, Global};

/// Sends events to stderr from now on. A second call changes nothing.
pub(crate) fn start(options: &Global) {
    let colors = match options.color {
        ColorChoice::Auto => std::io::stderr().is_terminal(),
        ColorChoice::Always => true,
        ColorChoice::Never => false,
    };
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(colors)
        .with_target(options.verbose > 0)
        .without_time();
    // Libraries report each failed attempt as an error; whether it is one is decided here.
    let events = Targets::new().with_default(level(options)).with_target("octocrab", library_level(options));
    // Only a test that starts twice in one process gets here with one set already.
    let _ = tracing_subscriber::registry().with(layer.with_filter(events)).try_init();
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

fn library_level(options: &Global) -> LevelFilter {
    if options.verbose > 2 { LevelFilter::TRACE } else { LevelFilter::OFF }
}

//! Progress bars on a terminal. They vanish when the work is done, and never appear where nobody watches.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use sparky_collector::Progress;

use crate::cli::Global;
use crate::config::Environment;

/// One bar over all repositories.
pub(crate) struct Bars {
    bar: ProgressBar,
}

impl Bars {
    /// A bar, hidden unless somebody watches.
    pub(crate) fn new(global: &Global, environment: &Environment) -> Self {
        let watched = std::io::stderr().is_terminal() && !environment.ci;
        if !watched || global.quiet || global.json || global.no_progress {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} repositories  {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar }
    }
}

impl Progress for Bars {
    fn begins(&self, sources: usize) {
        self.bar.set_length(sources as u64);
    }

    fn starts(&self, source: &str) {
        self.bar.set_message(source.to_owned());
    }

    fn finishes(&self, source: &str) {
        tracing::info!(source, "collected");
        self.bar.inc(1);
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

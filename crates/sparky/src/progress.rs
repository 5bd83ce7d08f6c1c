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
        let bar = ProgressBar::new_spinner().with_message("looking for repositories");
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar }
    }
}

/// Once it is known how many there are.
const COUNTING: &str = "{spinner} [{bar:24}] {pos}/{len} repositories, {elapsed}  {wide_msg}";

impl Progress for Bars {
    fn begins(&self, sources: usize) {
        self.bar.set_length(sources as u64);
        self.bar.set_message("");
        if let Ok(style) = ProgressStyle::with_template(COUNTING) {
            self.bar.set_style(style.progress_chars("=> "));
        }
    }

    fn starts(&self, source: &str) {
        tracing::debug!(source, "collecting");
    }

    fn finishes(&self, source: &str) {
        tracing::info!(source, "collected");
        // Many are read at once, so the one that was finished says more than the one that was begun.
        self.bar.set_message(source.to_owned());
        self.bar.inc(1);
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

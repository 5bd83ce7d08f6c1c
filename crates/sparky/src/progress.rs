//! How far a run has come: as a bar on a terminal, which vanishes when the work is done and never appears where nobody
//! watches, and as a file for `sparky status --watch`.

use std::io::IsTerminal;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use sparky_collector::Progress;
use sparky_github::Clock;
use sparky_store::{Live, LiveFile};

use crate::cli::Global;
use crate::config::Environment;

/// One bar over all repositories.
pub(crate) struct Bars {
    bar: ProgressBar,
    told: Option<Told>,
}

/// What others are told, and when they were told last.
struct Told {
    file: LiveFile,
    clock: Arc<dyn Clock>,
    live: Mutex<Live>,
}

/// Others are told that often at most: a disk has better things to do.
const PAUSE: TimeDelta = TimeDelta::milliseconds(300);

impl Bars {
    /// A bar, hidden unless somebody watches.
    pub(crate) fn new(global: &Global, environment: &Environment) -> Self {
        let watched = std::io::stderr().is_terminal() && !environment.ci;
        if !watched || global.quiet || global.json || global.no_progress {
            return Self { bar: ProgressBar::hidden(), told: None };
        }
        let bar = ProgressBar::new_spinner().with_message("looking for repositories");
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar, told: None }
    }

    /// From now on whoever watches the file is told too.
    pub(crate) fn tell(&mut self, file: LiveFile, clock: Arc<dyn Clock>) {
        let live = Live { at: DateTime::UNIX_EPOCH, repositories: 0, done: 0, last: None };
        self.told = Some(Told { file, clock, live: Mutex::new(live) });
    }
}

impl Told {
    fn tell(&self, change: impl FnOnce(&mut Live)) {
        let now = self.clock.now();
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut live);
        if is_due(&live, now) {
            live.at = now;
            self.file.write(&live);
        }
    }
}

fn is_due(live: &Live, now: DateTime<Utc>) -> bool {
    now - live.at >= PAUSE || live.done == live.repositories
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
        if let Some(told) = &self.told {
            told.tell(|live| *live = Live { repositories: sources, done: 0, last: None, at: DateTime::UNIX_EPOCH });
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
        if let Some(told) = &self.told {
            told.tell(|live| {
                live.done += 1;
                live.last = Some(source.to_owned());
            });
        }
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        if let Some(told) = &self.told {
            told.file.remove();
        }
    }
}

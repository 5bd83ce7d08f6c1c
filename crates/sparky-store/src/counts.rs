//! `history/counts/<period>/<window id>.json`: what was counted in each window, kept when its documents are gone. One
//! file a window, so that two runs that meet on a branch do not touch the same lines. It must not know what is counted.

use std::path::PathBuf;

use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;
use sparky_schema::codec::{self, sha256_hex};
use sparky_schema::counts::WindowCounts;
use sparky_schema::document::Input;
use sparky_schema::window::{Period, Window};

use crate::Error;

/// How many days before a window are looked at: a year and a month.
const REACH: Days = Days::new(400);

/// The counts of every window.
#[derive(Debug, Clone)]
pub struct Counts {
    root: PathBuf,
}

impl Counts {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The counts of a window; none when there are none. What cannot be read is none: the next analysis of the window
    /// writes it again.
    pub fn of(&self, window: &Window) -> Option<WindowCounts> {
        codec::read(&self.path(window)).ok()
    }

    /// Adds what an analysis counted. What was published stays.
    ///
    /// # Errors
    /// When the file system refuses; the old counts are then untouched.
    pub fn add(&self, counts: WindowCounts) -> Result<(), Error> {
        match self.of(&counts.window) {
            Some(old) => self.write(&old.renewed(counts)),
            None => self.write(&counts),
        }
    }

    /// Marks the counts of a window as published: from now on they stay.
    ///
    /// # Errors
    /// As [`Counts::add`].
    pub fn publish(&self, window: &Window) -> Result<(), Error> {
        match self.of(window).filter(|counts| !counts.published) {
            Some(counts) => self.write(&WindowCounts { published: true, ..counts }),
            None => Ok(()),
        }
    }

    /// The counts of windows of every period that were over when `until` came, in the 400 days before it, and one input
    /// that stands for their files: the SHA-256 of what `sha256sum` prints about them.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn before(&self, until: DateTime<Utc>, time_zone: Tz) -> Result<(Vec<WindowCounts>, Option<Input>), Error> {
        let (mut found, mut sums) = (Vec::new(), String::new());
        for period in Period::ALL {
            for file in self.files_before(period, until, time_zone)? {
                let name = format!("history/counts/{}/{file}", period.name());
                let path = self.root.join(period.name()).join(&file);
                let Ok((counts, input)) = codec::read_with_input::<WindowCounts>(&path, &name) else { continue };
                if counts.window.until <= until {
                    sums += &format!("{}  {name}\n", input.sha256);
                    found.push(counts);
                }
            }
        }
        let input = Input { path: "history/counts".to_owned(), sha256: sha256_hex(sums.as_bytes()) };
        Ok((found, (!sums.is_empty()).then_some(input)))
    }

    /// The counts of a window as they were published, and their file; none when it was not.
    pub fn published(&self, window: &Window) -> Option<(WindowCounts, Input)> {
        let name = format!("history/counts/{}/{}.json", window.period.name(), window.id);
        codec::read_with_input(&self.path(window), &name)
            .ok()
            .filter(|(counts, _): &(WindowCounts, _)| counts.published)
    }

    /// Takes over the counts of another folder.
    ///
    /// # Errors
    /// When a folder cannot be listed, or the file system refuses.
    pub fn merge(&self, other: &Counts) -> Result<(), Error> {
        for period in Period::ALL {
            for name in other.files(period)? {
                if let Ok(counts) = codec::read::<WindowCounts>(&other.root.join(period.name()).join(name)) {
                    self.add(counts)?;
                }
            }
        }
        Ok(())
    }

    fn write(&self, counts: &WindowCounts) -> Result<(), Error> {
        let path = self.path(&counts.window);
        codec::write(&path, counts, &path.to_string_lossy())?;
        Ok(())
    }

    fn path(&self, window: &Window) -> PathBuf {
        self.root.join(window.period.name()).join(format!("{}.json", window.id))
    }

    /// Ids of one period sort by time; a window with free bounds has no counts.
    fn files_before(&self, period: Period, until: DateTime<Utc>, time_zone: Tz) -> Result<Vec<String>, Error> {
        let file = |at: DateTime<Utc>| Window::at(period, at, time_zone).map(|window| format!("{}.json", window.id));
        let first = until.checked_sub_days(REACH).unwrap_or(until);
        let (Ok(first), Ok(last)) = (file(first), file(until)) else { return Ok(Vec::new()) };
        Ok(self.files(period)?.into_iter().filter(|name| first <= *name && *name <= last).collect())
    }

    fn files(&self, period: Period) -> Result<Vec<String>, Error> {
        let folder = self.root.join(period.name());
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let entries = std::fs::read_dir(&folder).map_err(|source| Error::Io { path: folder.clone(), source })?;
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".json") && !name.starts_with('.')).collect();
        names.sort();
        Ok(names)
    }
}

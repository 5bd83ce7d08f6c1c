//! The emergency stop: a switch, or files whose mere presence stops everything. It must not know what it stops.

use std::path::PathBuf;

/// What stops all publishing.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    /// Somebody has thrown the switch.
    pub thrown: bool,
    /// Files that stop everything as soon as one of them is there, whatever is in it.
    pub files: Vec<PathBuf>,
}

impl Stop {
    /// Why nothing may be sent now, if so. Looks at the files afresh, for a stop may come in the middle of a run.
    pub fn reason(&self) -> Option<String> {
        if self.thrown {
            return Some("`publish.stop` is set; unset it, or SPARKY_PUBLISH_STOP, to go on".to_owned());
        }
        // A file that cannot be looked at may well be there.
        let is_there = |path: &&PathBuf| path.try_exists().unwrap_or(true);
        self.files.iter().find(is_there).map(|path| format!("{} is there; remove it to go on", path.display()))
    }
}

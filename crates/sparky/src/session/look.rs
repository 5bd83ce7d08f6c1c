//! Targets outside a run: asked, or asked to take something back. It must not know why.

use sparky_git::Git;
use sparky_publisher::{Checked, Config, Doors, Web};
use sparky_schema::publication::TargetResult;
use sparky_store::DataFolder;

use super::Session;

impl Session {
    /// Does something with the targets, where clients can keep tasks of their own.
    pub(crate) fn with_targets<T>(
        &self,
        only: &[String],
        act: impl FnOnce(&Config, &Web) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let doors = self.doors(&[])?;
        let config = doors.inside(|| anyhow::Ok(self.publishing(self.targets(only, false)?, only)))?;
        act(&config, doors.web())
    }

    /// Takes an item back from the targets that have it.
    pub(crate) fn withdraw(
        &self,
        item: &str,
        only: &[String],
        dry_run: bool,
        data: &DataFolder,
    ) -> anyhow::Result<Vec<TargetResult>> {
        let doors = self.doors(&[])?;
        let config = doors.inside(|| anyhow::Ok(self.publishing(self.targets(only, false)?, only)))?;
        let config = Config { dry_run, ..config };
        let (git, ledger, clock) = (Git::default(), data.ledger(), self.clock.as_ref());
        let at = Doors { git: &git, web: doors.web(), ledger: &ledger, clock };
        Ok(doors.block_on(sparky_publisher::withdraw(item, &config, at)))
    }

    /// What each target says when it is asked without posting.
    pub(crate) fn ask_targets(&self) -> anyhow::Result<Vec<(String, Result<Checked, sparky_publisher::Error>)>> {
        let doors = self.doors(&[])?;
        let config = doors.inside(|| anyhow::Ok(self.publishing(self.targets(&[], false)?, &[])))?;
        // Looking needs no ledger; the folder may not be there yet.
        let scratch = tempfile::tempdir()?;
        let (git, ledger) = (Git::default(), DataFolder::open(scratch.path())?.ledger());
        let at = Doors { git: &git, web: doors.web(), ledger: &ledger, clock: self.clock.as_ref() };
        Ok(doors.block_on(sparky_publisher::check(&config, at)))
    }
}

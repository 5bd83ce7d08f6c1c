//! The doors to the world that a command's stages go through. It must not know which stages these are.

use std::sync::Arc;

use anyhow::Context;
use sparky_collector::SourceSpec;
use sparky_git::Git;
use sparky_github::{Clock, GitHub};
use sparky_pipeline::Ports;
use sparky_publisher::Web;
use sparky_store::DataFolder;
use tokio::runtime::Runtime;

use super::Session;
use crate::progress::Bars;

/// What the ports of a pipeline are opened in, and where its work runs.
pub(super) struct Doors {
    runtime: Runtime,
    git: Git,
    github: Option<GitHub>,
    web: Web,
    bars: Bars,
}

impl Doors {
    pub(super) fn ports<'a>(&'a self, clock: &'a dyn Clock) -> Ports<'a> {
        Ports { git: &self.git, github: self.github.as_ref(), model: None, web: &self.web, progress: &self.bars, clock }
    }

    /// From now on a run tells those who watch it how far it has come.
    pub(super) fn telling(mut self, data: &DataFolder, clock: &Arc<dyn Clock>) -> Self {
        self.bars.tell(data.live(), Arc::clone(clock));
        self
    }

    pub(super) const fn web(&self) -> &Web {
        &self.web
    }

    /// Does something where clients can keep tasks of their own.
    pub(super) fn inside<T>(&self, act: impl FnOnce() -> T) -> T {
        let _inside = self.runtime.enter();
        act()
    }

    pub(super) fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }
}

impl Session {
    pub(super) fn doors(&self, sources: &[SourceSpec]) -> anyhow::Result<Doors> {
        self.open(sources.iter().any(|source| !matches!(source, SourceSpec::Clone(_))))
    }

    fn open(&self, asks_github: bool) -> anyhow::Result<Doors> {
        let runtime = Runtime::new().context("cannot start the worker threads")?;
        // The client keeps tasks of its own there.
        let github = {
            let _inside = runtime.enter();
            if asks_github { Some(self.github()?) } else { None }
        };
        let (git, bars) = (Git::default(), Bars::new(&self.global, &self.environment));
        Ok(Doors { runtime, git, github, web: self.web()?, bars })
    }
}

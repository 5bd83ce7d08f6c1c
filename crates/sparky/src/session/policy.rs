//! How a job goes on when something is in its way, as configured. It must not know which stages it has.

use sparky_pipeline::Policy;
use sparky_publisher::Keeper;

use super::{Session, Way};

impl Session {
    /// The policy, and the program that brings the ledger into safety.
    pub(super) fn policy(&self, way: Way) -> (Policy, Option<Keeper>) {
        let config = &self.config.run;
        let longest = self.global.max_wait.unwrap_or(self.config.collect.max_wait);
        let policy = Policy { attempts: config.attempts, wait: config.retry_wait, longest, ..Policy::default() };
        if way == Way::Apart {
            return (policy, None);
        }
        let programs = self.programs();
        let manual = config.manual || way == Way::Manual;
        (Policy { stop: self.stop(), manual, hooks: programs.hooks(), ..policy }, programs.keeper())
    }
}

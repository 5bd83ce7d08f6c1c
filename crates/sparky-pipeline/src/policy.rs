//! How a run goes on when something is in its way: how often a stage is tried, when it stops, and who is told in between.
//! It must not know what a stage does.

use std::time::Duration;

use sparky_publisher::Stop;

use crate::Hooks;

/// How a run goes on when something is in its way.
#[derive(Debug, Clone)]
pub struct Policy {
    /// How often a stage is tried when what failed may pass by itself; once at least.
    pub attempts: u32,
    /// The wait before the second attempt; each further one is twice as long.
    pub wait: Duration,
    /// The longest wait.
    pub longest: Duration,
    /// What stops a run before its next stage.
    pub stop: Stop,
    /// Stop after the texts are made, for a person to look at them.
    pub manual: bool,
    /// What is run before and after each stage.
    pub hooks: Hooks,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: 3,
            wait: Duration::from_secs(5),
            longest: Duration::from_secs(15 * 60),
            stop: Stop::default(),
            manual: false,
            hooks: Hooks::default(),
        }
    }
}

impl Policy {
    /// The wait after so many attempts.
    pub(crate) fn wait_after(&self, attempts: u32) -> Duration {
        let factor = 2_u32.saturating_pow(attempts.saturating_sub(1));
        self.wait.saturating_mul(factor).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_longest_one_and_never_overflow() {
        let policy = Policy { longest: Duration::from_secs(12), ..Policy::default() };
        let waits = [1, 2, 3, 40, u32::MAX].map(|attempts| policy.wait_after(attempts).as_secs());
        assert_eq!(waits, [5, 10, 12, 12, 12]);
    }
}

//! How often and when a request that got no answer is sent again. Waits double, with jitter so that many clients do
//! not come back at once. It must not know what limits hold: the quota of a token does.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use crate::limits::Limits;

/// How often a request is sent before it counts as failed.
pub(crate) const ATTEMPTS: u32 = 5;

/// Why to try again.
#[derive(Debug, Clone)]
pub(crate) enum Again {
    /// GitHub or the network stumbled.
    Fault(String),
    /// The same, probably because too much was asked for.
    Heavy(String),
    /// A limit was hit.
    Limit(Limit),
    /// The token was refused; there is another one.
    Refused,
}

/// A limit that was hit.
#[derive(Debug, Clone)]
pub(crate) struct Limit {
    /// The points are used up.
    pub(crate) primary: bool,
    /// What the headers say.
    pub(crate) limits: Limits,
}

/// The attempts of one request.
pub(crate) struct Attempts {
    doubling: ExponentialBackoff,
    /// Answers that were limits; what to wait for is known elsewhere.
    limits: u32,
    allowed_limits: u32,
}

impl Attempts {
    /// With several tokens, a limit of one is no reason to give up the others.
    pub(crate) fn new(tokens: usize) -> Self {
        let builder = ExponentialBuilder::default()
            .with_min_delay(Duration::from_millis(500))
            .with_max_delay(Duration::from_secs(30))
            .with_max_times(ATTEMPTS as usize - 1)
            .with_jitter();
        let tokens = u32::try_from(tokens).unwrap_or(u32::MAX);
        Self { doubling: builder.build(), limits: 0, allowed_limits: ATTEMPTS.saturating_mul(tokens) }
    }

    /// How long to wait before the next one; none when it was enough.
    pub(crate) fn next(&mut self, again: &Again) -> Option<Duration> {
        match again {
            Again::Fault(_) | Again::Heavy(_) => self.doubling.next(),
            Again::Refused => Some(Duration::ZERO),
            Again::Limit(_) => {
                self.limits += 1;
                (self.limits < self.allowed_limits).then_some(Duration::ZERO)
            }
        }
    }
}

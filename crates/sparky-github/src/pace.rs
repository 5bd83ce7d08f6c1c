//! An even pace below GitHub's limit by the minute. Bursts go out at once. It must not know the hourly points.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use governor::clock::Clock as Ticking;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use crate::clock::Clock;

/// GitHub allows 2,000 points of GraphQL a minute: a burst and the steady rate stay below it together.
const A_MINUTE: u32 = 1_500;
const AT_ONCE: u32 = 250;

/// Our clock, as governor sees it.
struct Ticks(Arc<dyn Clock>);

impl Ticking for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        (self.0.now() - DateTime::UNIX_EPOCH).to_std().unwrap_or_default()
    }
}

/// The pace of one client: tokens of the same person share this limit at GitHub.
pub(crate) struct Pace {
    limiter: RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Duration>>,
    clock: Arc<dyn Clock>,
}

impl Pace {
    pub(crate) fn new(clock: &Arc<dyn Clock>) -> Self {
        let count = |count: u32| NonZeroU32::MIN.saturating_add(count - 1);
        let quota = Quota::per_minute(count(A_MINUTE)).allow_burst(count(AT_ONCE));
        let limiter = RateLimiter::direct_with_clock(quota, Ticks(Arc::clone(clock)));
        Self { limiter, clock: Arc::clone(clock) }
    }

    /// How long a request of this weight has to wait; none when it may go, which counts.
    pub(crate) fn wait(&self, weight: NonZeroU32) -> Option<Duration> {
        let now = Ticks(Arc::clone(&self.clock)).now();
        // A weight above the burst is no case: GitHub knows 1 and 5.
        self.limiter.check_n(weight).ok()?.err().map(|until| until.wait_time_from(now))
    }
}

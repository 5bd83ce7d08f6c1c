//! How often and when a request that got no answer is sent again. Waits double, with jitter so that many clients do not
//! come back at once; what the provider asks for counts more, up to a limit.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use crate::error::Error;
use crate::judge::Again;
use crate::settings::Model;

/// How often a request is sent before it counts as failed.
const ATTEMPTS: usize = 3;

/// The attempts of one request.
pub(crate) struct Attempts {
    doubling: ExponentialBackoff,
    max_wait: Duration,
}

impl Attempts {
    pub(crate) fn new(max_wait: Duration) -> Self {
        let builder = ExponentialBuilder::default()
            .with_min_delay(Duration::from_secs(1))
            .with_max_delay(Duration::from_secs(20))
            .with_max_times(ATTEMPTS - 1)
            .with_jitter();
        Self { doubling: builder.build(), max_wait }
    }

    /// How long to wait before the next one, or why there is none.
    pub(crate) fn next(&mut self, model: &Model, again: &Again) -> Result<Duration, Error> {
        let name = model.name.clone();
        let Some(pause) = self.doubling.next() else {
            return Err(Error::Unavailable { model: name, message: again.message.clone() });
        };
        match again.wait {
            Some(wait) if wait > self.max_wait => Err(Error::Limited { model: name, wait }),
            Some(wait) => Ok(wait.max(pause.min(wait + pause / 4))),
            None => Ok(pause.min(self.max_wait)),
        }
    }
}

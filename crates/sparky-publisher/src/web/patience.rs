//! Waiting for services that take no more messages for now: as long as they ask for, and at each host no longer
//! altogether than is allowed. It must not know any service.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderMap;
use sparky_github::{Clock, SystemClock};
use url::Url;

/// Headers that say when the next message is taken, beside `retry-after`: seconds from now, a time in seconds since 1970,
/// or a time as text.
const RESETS: [&str; 3] = ["x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset"];
/// Seconds since 1970 are more than this, seconds from now are less.
const LONG_AGO: f64 = 1_000_000_000.0;
/// Services take signatures that are younger than a few minutes.
const FAR: TimeDelta = TimeDelta::minutes(4);

/// How long may be waited, and how long was. Clones share it.
#[derive(Clone)]
pub(super) struct Patience {
    clock: Arc<dyn Clock>,
    at_most: Duration,
    spent: Arc<Mutex<BTreeMap<String, Duration>>>,
}

impl Patience {
    pub(super) fn new(clock: Arc<dyn Clock>, at_most: Duration) -> Self {
        Self { clock, at_most, spent: Arc::default() }
    }

    /// Waits, when so long a wait is still allowed at this host.
    pub(super) async fn wait(&self, url: &Url, time: Duration) -> bool {
        // A service that asks for no wait at all would be asked for ever.
        let time = time.max(Duration::from_secs(1));
        let is_allowed = self.spend(url.host_str().unwrap_or_default(), time);
        if is_allowed {
            tracing::info!(seconds = time.as_secs(), host = url.host_str(), "the service asks to wait");
            self.clock.sleep(time).await;
        }
        is_allowed
    }

    /// What a service asks for, if it does.
    pub(super) fn asked(&self, headers: &HeaderMap) -> Option<Duration> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        // The service counts by its own clock.
        let now = told(headers).unwrap_or_else(|| self.clock.now());
        let after = text("retry-after").and_then(|text| read(text, now));
        after.or_else(|| RESETS.iter().find_map(|name| read(text(name)?, now)))
    }

    /// How far the clock of this machine is ahead of the service's, where that is too far.
    pub(super) fn skew(&self, headers: &HeaderMap) -> Option<TimeDelta> {
        let skew = self.clock.now() - told(headers)?;
        (skew.abs() > FAR).then_some(skew)
    }

    fn spend(&self, host: &str, time: Duration) -> bool {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let sum = spent.entry(host.to_owned()).or_default();
        let is_allowed = sum.checked_add(time).is_some_and(|sum| sum <= self.at_most);
        if is_allowed {
            *sum += time;
        }
        is_allowed
    }
}

/// What time it is at the service.
fn told(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    Some(DateTime::parse_from_rfc2822(headers.get("date")?.to_str().ok()?).ok()?.to_utc())
}

fn read(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let until = |time: DateTime<Utc>| (time - now).to_std().unwrap_or_default();
    match text.parse::<f64>() {
        Ok(seconds) if seconds < LONG_AGO => Duration::try_from_secs_f64(seconds).ok(),
        Ok(seconds) => DateTime::from_timestamp(seconds.ceil() as i64, 0).map(until),
        Err(_) => {
            let time = DateTime::parse_from_rfc2822(text).or_else(|_| DateTime::parse_from_rfc3339(text));
            time.ok().map(|time| until(time.to_utc()))
        }
    }
}

/// Waits for nobody.
impl Default for Patience {
    fn default() -> Self {
        Self::new(Arc::new(SystemClock), Duration::ZERO)
    }
}

impl fmt::Debug for Patience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patience").field("at_most", &self.at_most).finish_non_exhaustive()
    }
}

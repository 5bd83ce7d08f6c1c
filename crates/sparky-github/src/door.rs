//! Both APIs of one GitHub, with the clock and the meter; and REST requests that are repeated until there is an
//! answer. It must not know tokens.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderValue, Method};
use serde_json::Value;

use crate::backoff::{Again, Attempts};
use crate::clock::Clock;
use crate::error::Error;
use crate::judge::{Verdict, judge_status};
use crate::meter::Meter;
use crate::quota::{Quota, Start};
use crate::settings::Settings;
use crate::transport::{Raw, Transport};

/// Both APIs of one GitHub.
pub(crate) struct Door {
    pub(crate) graphql: Transport,
    pub(crate) rest: Transport,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) meter: Meter,
    max_wait: Duration,
}

/// A REST request.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) operation: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'a str,
}

impl Door {
    pub(crate) fn new(settings: &Settings, http: reqwest::Client, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        Ok(Self {
            graphql: Transport::graphql(&settings.graphql_url, http.clone())?,
            rest: Transport::rest(settings.api_url.trim_end_matches('/'), http)?,
            clock,
            meter: Meter::default(),
            max_wait: settings.max_wait,
        })
    }

    /// Waits for a limit to pass.
    ///
    /// # Errors
    /// When that takes longer than is allowed.
    pub(crate) async fn rest_until(&self, until: DateTime<Utc>) -> Result<(), Error> {
        let wait = (until - self.clock.now()).to_std().unwrap_or_default();
        if wait > self.max_wait {
            return Err(Error::RateLimited { until });
        }
        self.pause(wait).await;
        Ok(())
    }

    /// Waits.
    pub(crate) async fn pause(&self, wait: Duration) {
        if !wait.is_zero() {
            let now = self.clock.now();
            self.meter.waits(now, now + wait);
            self.clock.sleep(wait).await;
        }
    }

    /// Sends a REST request until there is an answer. `bearer` is asked before each attempt, for it is short-lived.
    pub(crate) async fn call(
        &self,
        call: &Call<'_>,
        bearer: impl Fn() -> Result<HeaderValue, Error>,
    ) -> Result<Value, Error> {
        let (mut attempts, mut quota) = (Attempts::new(1), Quota::default());
        for attempt in 1.. {
            let sent = self.clock.now();
            self.meter.sent(call.operation);
            let again = match self.rest.call(&call.method, call.path, &bearer()?, None).await {
                Ok(raw) => match self.judge(call, raw)? {
                    Ok(value) => return Ok(value),
                    Err(again) => again,
                },
                Err(silence) => Again::Fault(silence.message),
            };
            if let Again::Limit(limit) = &again {
                quota.limit(limit, sent, self.clock.now());
            }
            let Some(wait) = attempts.next(&again) else { return Err(given_up(call, attempt, again, sent)) };
            self.meter.retried();
            self.pause(wait).await;
            if let Start::At(until) = quota.start(0, 0, self.clock.now()) {
                self.rest_until(until).await?;
            }
        }
        Err(given_up(call, u32::MAX, Again::Refused, self.clock.now()))
    }

    fn judge(&self, call: &Call<'_>, raw: Raw) -> Result<Result<Value, Again>, Error> {
        self.meter.received(raw.body.len());
        match judge_status(call.operation, call.path, raw) {
            Verdict::Answer(answer) => Ok(Ok(answer.data)),
            Verdict::Again(again) => Ok(Err(again)),
            Verdict::Unauthorized(message) => Err(Error::BadCredentials { message }),
            Verdict::Final(error) => Err(error),
        }
    }
}

fn given_up(call: &Call<'_>, attempts: u32, again: Again, now: DateTime<Utc>) -> Error {
    match again {
        Again::Limit(limit) => Error::RateLimited { until: limit.limits.points.map_or(now, |points| points.reset) },
        Again::Fault(message) | Again::Heavy(message) => {
            Error::Unavailable { operation: call.operation, attempts, message }
        }
        Again::Refused => Error::Unavailable { operation: call.operation, attempts, message: String::new() },
    }
}

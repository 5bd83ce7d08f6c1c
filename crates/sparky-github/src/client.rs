//! The client: sends a query until there is an answer, never before GitHub allows it, and counts what it costs.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::answer::Answer;
use crate::backoff::{ATTEMPTS, Again, Waits};
use crate::clock::Clock;
use crate::error::Error;
use crate::judge::{Verdict, judge};
use crate::transport::Transport;

/// GitHub asks for few requests at once; its hard limit is 100.
const AT_ONCE: usize = 8;

/// How to reach GitHub.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address of the GraphQL API; it ends in `/graphql`.
    pub graphql_url: String,
    /// The token.
    pub token: Option<SecretString>,
    /// The longest single wait for a limit to pass.
    pub max_wait: Duration,
}

/// What the client has done so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Requests sent, by operation.
    pub requests: BTreeMap<String, u64>,
    /// GraphQL points spent, as far as answers told.
    pub points: u64,
}

/// The client of one GitHub with one token.
pub struct GitHub {
    transport: Transport,
    clock: Arc<dyn Clock>,
    max_wait: Duration,
    seats: Semaphore,
    not_before: Mutex<Option<DateTime<Utc>>>,
    stats: Mutex<Stats>,
}

impl fmt::Debug for GitHub {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GitHub").field("stats", &self.stats()).finish_non_exhaustive()
    }
}

impl GitHub {
    /// A client. `http` decides about timeouts and proxies.
    ///
    /// # Errors
    /// [`Error::NoToken`], because GraphQL wants one, and [`Error::Address`].
    pub fn new(settings: &Settings, http: reqwest::Client, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        let token = settings.token.as_ref().ok_or(Error::NoToken)?;
        Ok(Self {
            transport: Transport::new(&settings.graphql_url, token, http)?,
            clock,
            max_wait: settings.max_wait,
            seats: Semaphore::new(AT_ONCE),
            not_before: Mutex::new(None),
            stats: Mutex::new(Stats::default()),
        })
    }

    /// Sends a query until there is an answer. Data that came with errors is an answer: see [`Answer::errors`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn graphql(&self, operation: &'static str, query: &str, variables: Value) -> Result<Answer, Error> {
        let body = json!({ "query": query, "variables": variables, "operationName": operation });
        let mut waits = Waits::new();
        for attempt in 1.. {
            let again = match self.attempt(operation, &body).await? {
                Ok(answer) => return Ok(answer),
                Err(again) => again,
            };
            tracing::debug!(operation, attempt, ?again, "no answer");
            let Some(until) = waits.next(&again, self.clock.now()) else {
                return Err(given_up(operation, attempt, &again, self.clock.now()));
            };
            match again {
                Again::Fault(_) => self.clock.sleep((until - self.clock.now()).to_std().unwrap_or_default()).await,
                Again::Limit(_) => self.hold(until)?,
            }
        }
        Err(given_up(operation, ATTEMPTS, &Again::Fault(String::new()), self.clock.now()))
    }

    /// What was sent and spent so far.
    pub fn stats(&self) -> Stats {
        self.stats.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn attempt(&self, operation: &'static str, body: &Value) -> Result<Result<Answer, Again>, Error> {
        // The semaphore is never closed, so a missing seat cannot be.
        let _seat = self.seats.acquire().await.ok();
        self.wait().await;
        self.count(operation);
        let raw = match self.transport.graphql(body).await {
            Ok(raw) => raw,
            Err(message) => return Ok(Err(Again::Fault(message))),
        };
        match judge(operation, raw) {
            Verdict::Answer(answer) => {
                self.count_points(&answer);
                Ok(Ok(answer))
            }
            Verdict::Again(again) => Ok(Err(again)),
            Verdict::Final(error) => Err(error),
        }
    }

    /// A limit holds for every request of this client: each waits before it is sent.
    fn hold(&self, until: DateTime<Utc>) -> Result<(), Error> {
        let wait = (until - self.clock.now()).to_std().unwrap_or_default();
        if wait > self.max_wait {
            return Err(Error::RateLimited { until });
        }
        let mut not_before = self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
        *not_before = (*not_before).max(Some(until));
        Ok(())
    }

    async fn wait(&self) {
        loop {
            let not_before = *self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
            let wait = not_before.and_then(|until| (until - self.clock.now()).to_std().ok());
            match wait.filter(|wait| !wait.is_zero()) {
                Some(wait) => self.clock.sleep(wait).await,
                None => return,
            }
        }
    }

    fn count(&self, operation: &str) {
        let mut stats = self.stats.lock().unwrap_or_else(PoisonError::into_inner);
        *stats.requests.entry(operation.to_owned()).or_default() += 1;
    }

    fn count_points(&self, answer: &Answer) {
        let cost = answer.data.pointer("/rateLimit/cost").and_then(Value::as_u64).unwrap_or(0);
        self.stats.lock().unwrap_or_else(PoisonError::into_inner).points += cost;
    }
}

/// A limit that outlasts every attempt is still a limit: the next try is for later.
fn given_up(operation: &'static str, attempts: u32, again: &Again, now: DateTime<Utc>) -> Error {
    match again {
        Again::Fault(message) => Error::Unavailable { operation, attempts, message: message.clone() },
        Again::Limit(limits) => Error::RateLimited { until: limits.reset.unwrap_or(now).max(now) },
    }
}

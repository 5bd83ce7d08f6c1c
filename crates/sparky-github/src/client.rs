//! The client: sends a query until there is an answer, never before GitHub allows it, and counts what it costs.

use std::fmt;
use std::sync::Arc;

use http::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::backoff::{Again, Attempts, Limit};
use crate::clock::Clock;
use crate::door::Door;
use crate::error::Error;
use crate::judge::{Verdict, judge};
use crate::meter::Stats;
use crate::pace::Pace;
use crate::pool::{Choice, Lease, Pool};
use crate::question::{Ask, Question};
use crate::seats::Seats;
use crate::settings::{Patience, Settings};
use crate::standing::Standing;
use crate::ticket::{Office, Ticket};
use crate::transport::Silence;

/// The client of one GitHub with one or several credentials.
pub struct GitHub {
    door: Door,
    offices: Vec<Office>,
    /// GitHub counts what GraphQL and REST cost apart.
    points: Pool,
    calls: Pool,
    pace: Pace,
    seats: Seats,
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
    /// [`Error::NoToken`], because GraphQL wants one, [`Error::BadCredentials`] and [`Error::App`] for credentials that
    /// cannot be used at all, and [`Error::Address`].
    pub fn new(settings: &Settings, http: reqwest::Client, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        if settings.credentials.is_empty() {
            return Err(Error::NoToken);
        }
        Ok(Self {
            offices: settings.credentials.iter().map(Office::new).collect::<Result<_, _>>()?,
            points: Pool::new(settings.credentials.len(), settings.reserve),
            calls: Pool::new(settings.credentials.len(), settings.reserve),
            pace: Pace::new(&clock),
            seats: Seats::new(),
            door: Door::new(settings, http, clock)?,
        })
    }

    /// Sends a query until there is an answer. Data that came with errors is an answer: see [`Answer::errors`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn graphql(&self, operation: &'static str, query: &str, variables: Value) -> Result<Answer, Error> {
        self.graphql_patiently(operation, query, variables, Patience::Insist).await
    }

    /// The same, with a say in what happens when the query is too heavy for GitHub.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn graphql_patiently(
        &self,
        operation: &'static str,
        query: &str,
        variables: Value,
        patience: Patience,
    ) -> Result<Answer, Error> {
        let body = json!({ "query": query, "variables": variables, "operationName": operation });
        let repeatable = !query.trim_start().starts_with("mutation");
        self.answer(&Question { operation, ask: Ask::Query(body), patience, repeatable }).await
    }

    /// Reads from the REST API until there is an answer: its JSON. `path` begins with a slash.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get(&self, operation: &'static str, path: &str) -> Result<Value, Error> {
        let ask = Ask::Get(path.to_owned());
        let question = Question { operation, ask, patience: Patience::Insist, repeatable: true };
        Ok(self.answer(&question).await?.data)
    }

    /// Makes something over the REST API, and never twice: after [`Error::Unavailable`] it may be there or not.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn post(&self, operation: &'static str, path: &str, body: Value) -> Result<Value, Error> {
        self.write(operation, Method::POST, path, body).await
    }

    /// Changes something over the REST API; also once, though a repetition would do no harm.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn patch(&self, operation: &'static str, path: &str, body: Value) -> Result<Value, Error> {
        self.write(operation, Method::PATCH, path, body).await
    }

    async fn write(&self, operation: &'static str, method: Method, path: &str, body: Value) -> Result<Value, Error> {
        let ask = Ask::Write { method, path: path.to_owned(), body };
        let question = Question { operation, ask, patience: Patience::Insist, repeatable: false };
        Ok(self.answer(&question).await?.data)
    }

    /// What was sent and spent so far.
    pub fn stats(&self) -> Stats {
        Stats { remaining: self.points.lowest_remaining(), hourly: self.points.hourly(), ..self.door.meter.stats() }
    }

    /// What GitHub said about the token that asked, which is the last one when there are several.
    pub fn standing(&self) -> Standing {
        self.door.meter.standing()
    }

    async fn answer(&self, question: &Question) -> Result<Answer, Error> {
        let mut attempts = Attempts::new(self.offices.len());
        let mut attempt = 0;
        loop {
            attempt += 1;
            let again = match self.attempt(question).await? {
                Ok(answer) => return Ok(answer),
                Err(again) => again,
            };
            tracing::debug!(operation = question.operation, attempt, ?again, "no answer");
            let next = if question.bears(&again, attempt)? { attempts.next(&again) } else { None };
            let Some(wait) = next else { return Err(self.given_up(question, attempt, again)) };
            self.door.meter.retried();
            self.door.pause(wait).await;
        }
    }

    fn pool(&self, question: &Question) -> &Pool {
        if question.ask.is_graphql() { &self.points } else { &self.calls }
    }

    async fn attempt(&self, question: &Question) -> Result<Result<Answer, Again>, Error> {
        let _seat = self.seats.take().await;
        let (lease, ticket) = self.admit(question).await?;
        self.door.meter.sent(question.operation);
        let raw = match question.ask.send(&self.door, &ticket).await {
            Ok(raw) => raw,
            Err(silence) => return Ok(Err(silence.into())),
        };
        self.door.meter.received(raw.body.len());
        self.door.meter.stands(raw.standing.clone());
        // A gateway that gave up knows nothing of points.
        if raw.status < 500 || raw.limits.points.is_some() {
            lease.learn(&raw.limits);
        }
        match judge(question, raw) {
            Verdict::Answer(answer) => {
                lease.succeed();
                self.seats.widen();
                self.offices[lease.member].accepted(&ticket).await;
                if question.ask.is_graphql() {
                    self.door.meter.cost(question.operation, answer.cost());
                }
                Ok(Ok(answer))
            }
            Verdict::Again(again) => {
                if let Again::Limit(limit) = &again {
                    self.limited(&lease, limit);
                }
                Ok(Err(again))
            }
            Verdict::Unauthorized(message) => self.refuse(&lease, &ticket, message).await.map(Err),
            Verdict::Final(error) => Err(error),
        }
    }

    /// A limit holds for the token; one that is not about points holds for both APIs, and is about too much at once.
    fn limited(&self, lease: &Lease<'_>, limit: &Limit) {
        let now = self.door.clock.now();
        if limit.primary {
            lease.limit(limit, now);
        } else {
            [&self.points, &self.calls].iter().for_each(|pool| pool.limit(lease.member, limit, lease.sent(), now));
            self.seats.narrow(lease.sent(), now);
        }
    }

    /// Waits until GitHub allows a request, and takes a token for it.
    async fn admit(&self, question: &Question) -> Result<(Lease<'_>, Ticket), Error> {
        while let Some(wait) = self.pace.wait(question.weight()) {
            self.door.pause(wait).await;
        }
        let pool = self.pool(question);
        loop {
            let settled = pool.settled();
            let cost = question.ask.cost().or_else(|| self.door.meter.expected_cost(question.operation));
            match pool.choose(cost, self.door.clock.now())? {
                Choice::At(until) => self.door.rest_until(until).await?,
                Choice::WhenSettled => settled.await,
                Choice::Go(lease) => match self.offices[lease.member].ticket(&self.door).await {
                    // A ticket can take a while, in which a limit may have been hit.
                    Ok(ticket) if lease.holds(self.door.clock.now()) => return Ok((lease, ticket)),
                    Ok(_) => {}
                    Err(error @ (Error::BadCredentials { .. } | Error::App { .. })) => lease.refuse(error)?,
                    Err(error) => return Err(error),
                },
            }
        }
    }

    async fn refuse(&self, lease: &Lease<'_>, ticket: &Ticket, message: String) -> Result<Again, Error> {
        if !self.offices[lease.member].refused(ticket).await {
            if self.offices.len() > 1 {
                tracing::warn!(credential = lease.member + 1, message, "GitHub refused a credential");
            }
            lease.refuse(Error::BadCredentials { message })?;
        }
        Ok(Again::Refused)
    }

    /// A limit that outlasts every attempt is still a limit: the next try is for later.
    fn given_up(&self, question: &Question, attempts: u32, again: Again) -> Error {
        let (operation, now) = (question.operation, self.door.clock.now());
        match (again, self.pool(question).choose(Some(1), now)) {
            (Again::Fault(message) | Again::Heavy(message), _) => Error::Unavailable { operation, attempts, message },
            (_, Ok(Choice::At(until))) => Error::RateLimited { until },
            (_, Err(error)) => error,
            _ => Error::RateLimited { until: now },
        }
    }
}

impl From<Silence> for Again {
    fn from(silence: Silence) -> Self {
        if silence.timed_out { Self::Heavy(silence.message) } else { Self::Fault(silence.message) }
    }
}

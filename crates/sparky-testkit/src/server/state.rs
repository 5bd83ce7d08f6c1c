//! What the fake GitHub remembers between requests: the world, the points, the faults to come and the log. It must
//! not know sockets.

mod respond;

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::Value;

use super::fault::{Fault, Trouble};
use super::http::{Reply, Request};
use crate::clock::TestClock;
use crate::graph::Graph;
use crate::graphql::{self, Budget};
use crate::world::World;

/// A request that came.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The name of its operation; empty when it had none.
    pub operation: String,
    /// The query.
    pub query: String,
    /// The variables.
    pub variables: Value,
    /// The headers; names in lower case. The token is left out.
    pub headers: BTreeMap<String, String>,
    /// When it came, by the clock.
    pub at: DateTime<Utc>,
    /// The status of the answer, also when the answer did not arrive.
    pub status: u16,
    /// What it cost.
    pub cost: u64,
    /// Whether it came although GitHub had told the client to wait longer. Of requests at the same time, one can be on
    /// its way when another is told so; ask one after the other before blaming a client.
    pub too_early: bool,
}

#[derive(Debug)]
pub(super) struct State {
    world: World,
    clock: TestClock,
    faults: Vec<Fault>,
    counts: BTreeMap<String, u64>,
    log: Vec<Seen>,
    limit: u64,
    used: u64,
    reset_at: DateTime<Utc>,
    not_before: Option<DateTime<Utc>>,
}

impl State {
    pub(super) fn new(world: World, clock: TestClock) -> Self {
        let reset_at = clock.now() + TimeDelta::hours(1);
        Self {
            world,
            clock,
            faults: Vec::new(),
            counts: BTreeMap::new(),
            log: Vec::new(),
            limit: 5000,
            used: 0,
            reset_at,
            not_before: None,
        }
    }

    pub(super) fn world(&mut self) -> &mut World {
        &mut self.world
    }

    pub(super) fn plan(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn limit_points(&mut self, limit: u64) {
        self.limit = limit;
    }

    pub(super) fn log(&self) -> &[Seen] {
        &self.log
    }

    /// Answers a request and remembers it.
    pub(super) fn answer(&mut self, request: &Request) -> Reply {
        let asked = respond::asked(request);
        let operation = asked.operation.clone().unwrap_or_default();
        let now = self.clock.now();
        let too_early = self.not_before.is_some_and(|until| now < until);
        self.begin_hour(now);
        let troubles = self.troubles(&operation);
        let (reply, cost) = match respond::refusal(request) {
            Some(refusal) => (refusal, 0),
            None => self.respond(&asked, &troubles),
        };
        self.heed(&reply, now);
        let mut headers = request.headers.clone();
        headers.remove("authorization");
        let (query, variables) = (asked.query, asked.variables);
        self.log.push(Seen { operation, query, variables, headers, at: now, status: reply.status, cost, too_early });
        reply
    }

    /// An hour after the first request of an hour, its points are back.
    fn begin_hour(&mut self, now: DateTime<Utc>) {
        if now >= self.reset_at {
            self.used = 0;
            self.reset_at = now + TimeDelta::hours(1);
        }
    }

    fn troubles(&mut self, operation: &str) -> Vec<Trouble> {
        let number = self.counts.entry(operation.to_owned()).or_default();
        *number += 1;
        let hit = self.faults.iter().filter(|fault| fault.hits(operation, *number));
        hit.map(|fault| fault.trouble.clone()).collect()
    }

    fn respond(&mut self, asked: &graphql::Request, troubles: &[Trouble]) -> (Reply, u64) {
        for trouble in troubles {
            match trouble {
                Trouble::Shift(change) => change(&mut self.world),
                // The points are gone from now on, so that the headers of the answer tell the same.
                Trouble::RateLimited(wait) => {
                    self.used = self.limit;
                    self.reset_at = self.clock.now() + TimeDelta::from_std(*wait).unwrap_or_default();
                }
                _ => {}
            }
        }
        let budget = Budget {
            limit: self.limit,
            used: self.used,
            reset_at: self.reset_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        };
        let outcome = graphql::execute(&Graph::of(&self.world), asked, &budget);
        self.used += outcome.cost;
        let mut reply = respond::reply(outcome.body);
        reply.headers.extend(self.rate_headers());
        for trouble in troubles {
            reply = respond::spoil(reply, trouble);
        }
        (reply, outcome.cost)
    }

    fn rate_headers(&self) -> Vec<(String, String)> {
        let remaining = self.limit.saturating_sub(self.used);
        let named = [
            ("limit", self.limit.to_string()),
            ("remaining", remaining.to_string()),
            ("used", self.used.to_string()),
            ("reset", self.reset_at.timestamp().to_string()),
            ("resource", "graphql".to_owned()),
        ];
        named.into_iter().map(|(name, value)| (format!("x-ratelimit-{name}"), value)).collect()
    }

    /// Notes how long the client has just been told to wait.
    fn heed(&mut self, reply: &Reply, now: DateTime<Utc>) {
        let header = |wanted: &str| reply.headers.iter().find(|(name, _)| name == wanted)?.1.parse::<i64>().ok();
        let told = header("retry-after").map(|seconds| now + TimeDelta::seconds(seconds));
        let exhausted = reply.body.contains("RATE_LIMITED") || header("x-ratelimit-remaining") == Some(0);
        let reset = header("x-ratelimit-reset").filter(|_| exhausted).and_then(|at| DateTime::from_timestamp(at, 0));
        self.not_before = self.not_before.max(told).max(reset);
    }
}

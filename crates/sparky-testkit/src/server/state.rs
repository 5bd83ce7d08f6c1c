//! What the fake GitHub remembers between requests: the world, the tokens, the faults to come and the log. It must not
//! know sockets.

mod respond;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::fault::{Fault, Trouble};
use super::http::{Reply, Request, reply};
use super::limits::Limits;
use super::rest;
use super::seen::Seen;
use super::token::Token;
use crate::clock::TestClock;
use crate::graph::{Graph, Index};
use crate::graphql::{self, Budget, Outcome};
use crate::world::World;

#[derive(Debug)]
pub(super) struct State {
    world: World,
    index: Option<Index>,
    clock: TestClock,
    faults: Vec<Fault>,
    counts: BTreeMap<String, u64>,
    log: Vec<Seen>,
    tokens: BTreeMap<String, Token>,
    expiring: BTreeMap<String, u64>,
    in_flight: usize,
    pub(super) limits: Limits,
    pub(super) latency: Duration,
}

impl State {
    pub(super) fn new(world: World, clock: TestClock) -> Self {
        Self {
            world,
            index: None,
            clock,
            faults: Vec::new(),
            counts: BTreeMap::new(),
            log: Vec::new(),
            tokens: BTreeMap::new(),
            expiring: BTreeMap::new(),
            in_flight: 0,
            limits: Limits::default(),
            latency: Duration::ZERO,
        }
    }

    pub(super) fn world(&self) -> &World {
        &self.world
    }

    pub(super) fn change(&mut self, change: impl FnOnce(&mut World)) {
        self.index = None;
        change(&mut self.world);
    }

    pub(super) fn plan(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn expire(&mut self, token: &str, after: u64) {
        self.expiring.insert(token.to_owned(), after);
    }

    pub(super) fn log(&self) -> &[Seen] {
        &self.log
    }

    /// A request has come; how long its answer takes.
    pub(super) fn arrive(&mut self) -> Duration {
        self.in_flight += 1;
        self.latency
    }

    pub(super) fn depart(&mut self) {
        self.in_flight -= 1;
    }

    /// Answers a request and remembers it.
    pub(super) fn answer(&mut self, request: &Request) -> Reply {
        let asked = respond::asked(request);
        let operation = asked.operation.clone().unwrap_or_default();
        let now = self.clock.now();
        let name = respond::token(request).unwrap_or_default().to_owned();
        let number = self.tokens.len();
        let token = self.tokens.entry(name.clone()).or_insert_with(|| Token::new(number, now));
        token.begin_hour(now);
        let (number, too_early) = (token.number, token.is_early(now));
        let troubles = self.troubles(&operation);
        let (reply, cost, nodes) = match self.refusal(request, &name, now) {
            Some(refusal) => (refusal, 0, 0),
            None => self.respond(&asked, &name, &troubles),
        };
        self.heed(&reply, &name, now);
        self.log.push(Seen {
            operation,
            query: asked.query,
            variables: asked.variables,
            headers: request.headers.iter().filter(|(name, _)| *name != "authorization").map(owned).collect(),
            at: now,
            status: reply.status,
            bytes: reply.body.len(),
            cost,
            nodes,
            token: number,
            in_flight: self.in_flight,
            too_early,
        });
        reply
    }

    /// The faults of this request; those of any operation count all requests.
    fn troubles(&mut self, operation: &str) -> Vec<Trouble> {
        let all = self.log.len() as u64 + 1;
        let number = self.counts.entry(operation.to_owned()).or_default();
        *number += 1;
        let hit = self.faults.iter().filter(|fault| fault.hits(operation, *number, all));
        hit.map(|fault| fault.trouble.clone()).collect()
    }

    /// What GitHub says to a request before it looks at the query.
    fn refusal(&mut self, request: &Request, name: &str, now: DateTime<Utc>) -> Option<Reply> {
        if let Some(refusal) = respond::refusal(request) {
            return Some(refusal);
        }
        if let Some(left) = self.expiring.get_mut(name) {
            let Some(less) = left.checked_sub(1) else { return Some(respond::bad_credentials()) };
            *left = less;
        }
        let over = self.tokens.get_mut(name).and_then(|token| token.over_minute(now, self.limits.minute));
        let crowded = self.limits.concurrent.is_some_and(|limit| self.in_flight > limit);
        let wait = over.or(crowded.then_some(60))?;
        let limited = Trouble::secondary_limit(Duration::from_secs(wait));
        Some(respond::spoil(reply(serde_json::Value::Null), &limited))
    }

    fn respond(&mut self, asked: &graphql::Request, name: &str, troubles: &[Trouble]) -> (Reply, u64, u64) {
        for trouble in troubles {
            match trouble {
                Trouble::Shift(change) => self.change(|world| change(world)),
                // The points are gone from now on, so that the headers of the answer tell the same.
                Trouble::RateLimited(wait) => {
                    let until = self.clock.now() + TimeDelta::from_std(*wait).unwrap_or_default();
                    let points = self.limits.points;
                    self.tokens.get_mut(name).into_iter().for_each(|token| {
                        (token.used, token.reset_at) = (points, until);
                    });
                }
                _ => {}
            }
        }
        let (mut reply, cost, nodes) = if rest::is_path(&asked.query) {
            (rest::answer(&self.world, &asked.query), 0, 0)
        } else {
            let Outcome { body, cost, nodes } = self.execute(asked, name);
            let mut reply = reply(body);
            reply.headers.extend(self.rate_headers(name));
            (reply, cost, nodes)
        };
        let overloaded = self.limits.nodes.is_some_and(|limit| nodes > limit).then(Trouble::bad_gateway);
        for trouble in overloaded.iter().chain(troubles) {
            reply = respond::spoil(reply, trouble);
        }
        (reply, cost, nodes)
    }

    fn execute(&mut self, asked: &graphql::Request, name: &str) -> Outcome {
        let Some(token) = self.tokens.get_mut(name) else { panic!("a request without a token was let through") };
        let index = self.index.get_or_insert_with(|| Index::of(&self.world));
        let budget = Budget {
            limit: self.limits.points,
            used: token.used,
            reset_at: token.reset_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        };
        let outcome = graphql::execute(Graph { world: &self.world, index }, asked, &budget);
        index.trim();
        token.used += outcome.cost;
        outcome
    }

    fn rate_headers(&self, name: &str) -> Vec<(String, String)> {
        let Some(token) = self.tokens.get(name) else { return Vec::new() };
        let named = [
            ("limit", self.limits.points.to_string()),
            ("remaining", self.limits.points.saturating_sub(token.used).to_string()),
            ("used", token.used.to_string()),
            ("reset", token.reset_at.timestamp().to_string()),
            ("resource", "graphql".to_owned()),
        ];
        named.into_iter().map(|(name, value)| (format!("x-ratelimit-{name}"), value)).collect()
    }

    /// Notes how long the client has just been told to wait: a minute, when it was told no time.
    fn heed(&mut self, reply: &Reply, name: &str, now: DateTime<Utc>) {
        let header = |wanted: &str| reply.headers.iter().find(|(name, _)| name == wanted)?.1.parse::<i64>().ok();
        let told = header("retry-after").map(|seconds| now + TimeDelta::seconds(seconds));
        let unsaid = told.is_none() && reply.body.contains("secondary rate limit");
        let exhausted = reply.body.contains("RATE_LIMITED") || header("x-ratelimit-remaining") == Some(0);
        let reset = header("x-ratelimit-reset").filter(|_| exhausted).and_then(|at| DateTime::from_timestamp(at, 0));
        if let Some(token) = self.tokens.get_mut(name) {
            token.wait(told.max(reset).max(unsaid.then(|| now + TimeDelta::minutes(1))));
        }
    }
}

fn owned((name, value): (&String, &String)) -> (String, String) {
    (name.clone(), value.clone())
}

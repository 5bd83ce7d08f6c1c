//! One question to GitHub: to which API it goes, what it weighs, and what it bears. It must not know tokens and waits.

use std::num::NonZeroU32;

use http::Method;
use serde_json::Value;

use crate::backoff::Again;
use crate::door::Door;
use crate::error::Error;
use crate::settings::Patience;
use crate::ticket::Ticket;
use crate::transport::{Raw, Silence};

/// A question on its way.
pub(crate) struct Question {
    pub(crate) operation: &'static str,
    pub(crate) ask: Ask,
    pub(crate) patience: Patience,
    /// Repeating it does no harm, which cannot be said of a mutation that may have been executed.
    pub(crate) repeatable: bool,
}

/// What is sent.
pub(crate) enum Ask {
    /// A GraphQL request.
    Query(Value),
    /// A path of the REST API that is read.
    Get(String),
    /// Something that is written over the REST API.
    Write { method: Method, path: String, body: Value },
}

impl Question {
    /// What it counts against the limit by the minute.
    pub(crate) fn weight(&self) -> NonZeroU32 {
        NonZeroU32::MIN.saturating_add(if self.repeatable { 0 } else { 4 })
    }

    /// Whether it may be sent again after this.
    pub(crate) fn bears(&self, again: &Again, attempt: u32) -> Result<bool, Error> {
        match again {
            // Most gateways that give up once do not give up twice; a query that is too heavy does.
            Again::Heavy(message) if self.patience == Patience::Split && attempt > 1 => {
                Err(Error::TooHeavy { operation: self.operation, message: message.clone() })
            }
            Again::Fault(_) | Again::Heavy(_) => Ok(self.repeatable),
            Again::Limit(_) | Again::Refused => Ok(true),
        }
    }
}

impl Ask {
    pub(crate) fn is_graphql(&self) -> bool {
        matches!(self, Self::Query(_))
    }

    /// What it costs, where that is known beforehand.
    pub(crate) fn cost(&self) -> Option<u64> {
        (!self.is_graphql()).then_some(1)
    }

    /// What is not there when GitHub knows nothing at its address.
    pub(crate) fn subject(&self) -> &str {
        match self {
            Self::Query(_) => "GraphQL API at this address",
            Self::Get(path) | Self::Write { path, .. } => path,
        }
    }

    pub(crate) async fn send(&self, door: &Door, ticket: &Ticket) -> Result<Raw, Silence> {
        match self {
            Self::Query(body) => door.graphql.query(&ticket.bearer, body).await,
            Self::Get(path) => door.rest.call(&Method::GET, path, &ticket.bearer, None).await,
            Self::Write { method, path, body } => door.rest.call(method, path, &ticket.bearer, Some(body)).await,
        }
    }
}

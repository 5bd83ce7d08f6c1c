//! What comes of an errand. It must not know how it was run.

use sparky_schema::publication::{Status, TargetResult};

use super::Ahead;
use crate::error::Error;
use crate::request::Planned;

/// What came of an errand.
pub(crate) enum Came {
    /// Of the items, one entry each.
    Delivered(Vec<Delivery>),
    /// Of writing down what is about to be sent.
    Intended(Result<Ahead, Error>),
    /// Of a look.
    Checked(Result<Checked, Error>),
    /// Of taking something back.
    Withdrawn(Result<Withdrawn, Error>),
}

/// What came of an item, or would.
pub(crate) struct Delivery {
    pub(crate) result: TargetResult,
    /// What a dry run would have sent.
    pub(crate) requests: Vec<Planned>,
    /// Whether it is where a person has to let it pass before readers see it.
    pub(crate) in_review: bool,
}

impl Withdrawn {
    /// Sending it back would have taken its name.
    pub(crate) fn nameless() -> Self {
        Self::ByHand("nobody knows which one it is".to_owned())
    }

    /// After a request that hides it: what is not there is as good as hidden.
    pub(crate) fn once_sent<T>(answer: Result<T, Error>) -> Result<Self, Error> {
        match answer {
            Ok(_) => Ok(Self::Gone),
            Err(error) if error.is_gone() => Ok(Self::Gone),
            Err(error) => Err(error),
        }
    }
}

impl Delivery {
    /// Of a result alone.
    pub(crate) const fn of(result: TargetResult) -> Self {
        Self { result, requests: Vec::new(), in_review: false }
    }

    /// With what a person should know.
    pub(crate) fn because(mut self, reason: String) -> Self {
        self.result.error = Some(reason);
        self
    }
}

/// What came of taking an item back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Withdrawn {
    /// Readers do not see it any more.
    Gone,
    /// The service takes nothing back: who can, and how.
    ByHand(String),
}

impl Delivery {
    /// With what it costs, where it costs something.
    pub(crate) fn costing(mut self, cost_usd: Option<f64>) -> Self {
        self.result.cost_usd = cost_usd;
        self
    }
}

/// What a target said when it was asked without posting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Whether it answered that the item would be taken. Some services cannot be asked without posting.
    pub told: bool,
    /// What it said: the account, what it is allowed to, how many messages are left.
    pub notes: Vec<String>,
}

impl Checked {
    /// The target is there and takes what it is sent.
    pub(crate) fn good(notes: impl IntoIterator<Item = String>) -> Self {
        Self { told: true, notes: notes.into_iter().collect() }
    }

    /// The target cannot be asked without posting.
    pub(crate) fn untold() -> Self {
        Self { told: false, notes: vec!["it cannot be asked without posting".to_owned()] }
    }
}

pub(crate) fn entry(target: &str, item: &str, status: Status) -> TargetResult {
    let (target, item, key) = (target.to_owned(), item.to_owned(), format!("{target}/{item}"));
    TargetResult { target, item, status, url: None, key, error: None, cost_usd: None, passing: false }
}

pub(crate) fn failure(target: &str, item: &str, error: &Error) -> TargetResult {
    let status = match error {
        Error::Stopped(_) | Error::Declined { .. } => Status::Waiting,
        error if error.is_uncertain() => Status::Uncertain,
        _ => Status::Failed,
    };
    tracing::warn!(target_name = target, item, "{error}");
    TargetResult { error: Some(error.to_string()), passing: error.is_passing(), ..entry(target, item, status) }
}

//! Many small questions in few requests. Whoever reads a kind asks for one field at a time and awaits the answer;
//! questions that are open at the same moment, also of different repositories, travel together under aliases, as many
//! as the budget of nodes allows. It must not know what a question is about.

mod budget;
mod document;
mod errors;
mod flight;
mod purse;

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use futures::channel::oneshot;
use futures::future::{Either, select};
use futures::pin_mut;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sparky_github::{Error as ApiError, GitHub};
use tokio::sync::Notify;

use budget::Budget;
pub(crate) use document::{Fragment, document};
use purse::Purse;

/// A question: one field of the query's root.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// What is asked for, in a word; requests are counted by it.
    pub(crate) operation: &'static str,
    /// The field with its arguments and selection.
    pub(crate) field: String,
    /// The fragments that the selection spreads, and those that these spread.
    pub(crate) fragments: &'static [Fragment],
    /// How many nodes it asks for at most.
    pub(crate) nodes: u64,
    /// Whether the asker can ask for less when this is too heavy.
    pub(crate) divisible: bool,
}

/// What GitHub says to a question.
#[derive(Debug)]
pub(crate) struct Reply {
    value: Value,
    /// What is missing below it, in GitHub's words.
    pub(crate) missing: Option<String>,
    /// Whether all that is missing is not there at all.
    pub(crate) lacks_only_what_is_gone: bool,
}

impl Reply {
    /// The part of the answer at a JSON pointer; none when there is no such thing.
    pub(crate) fn take<T: DeserializeOwned>(&mut self, at: &str) -> Result<Option<T>, ApiError> {
        let Some(found) = self.value.pointer_mut(at).map(Value::take).filter(|found| !found.is_null()) else {
            return Ok(None);
        };
        serde_json::from_value(found).map(Some).map_err(|error| ApiError::Unavailable {
            operation: "an answer",
            attempts: 1,
            message: format!("it has an unexpected shape: {error}"),
        })
    }
}

/// Why a question has no answer.
#[derive(Debug)]
pub(crate) enum NoReply {
    /// It asks for more than GitHub answers in time. Ask for less.
    TooHeavy,
    /// See the error.
    Failed(ApiError),
}

/// A question that waits for its answer.
struct Pending {
    ask: Ask,
    answer: oneshot::Sender<Result<Reply, NoReply>>,
}

/// The one way to GitHub's facts.
pub(crate) struct Batcher<'a> {
    github: &'a GitHub,
    queue: Mutex<VecDeque<Pending>>,
    news: Notify,
    budget: Budget,
    purse: Purse,
}

impl<'a> Batcher<'a> {
    /// `points` is what may be spent; everything when none.
    pub(crate) fn new(github: &'a GitHub, points: Option<u64>) -> Self {
        let purse = Purse::new(points);
        Self { github, queue: Mutex::default(), news: Notify::new(), budget: Budget::default(), purse }
    }

    /// Reads from the REST API, which counts like a point of what may be spent.
    pub(crate) async fn get(&self, operation: &'static str, path: &str) -> Result<Value, ApiError> {
        let Some(_held) = self.purse.hold(0, self.spent()) else { return Err(self.purse.empty()) };
        let answer = self.github.get(operation, path).await;
        self.purse.called();
        answer
    }

    /// Asks, and waits for the answer. Somebody must be driving: see [`Batcher::during`].
    pub(crate) async fn ask(&self, ask: Ask) -> Result<Reply, NoReply> {
        let (answer, wait) = oneshot::channel();
        self.queue().push_back(Pending { ask, answer });
        self.news.notify_one();
        wait.await.unwrap_or_else(|_| Err(NoReply::Failed(abandoned())))
    }

    /// Asks a question that cannot be made smaller.
    pub(crate) async fn insist(&self, ask: Ask) -> Result<Reply, ApiError> {
        match self.ask(Ask { divisible: false, ..ask }).await {
            Ok(reply) => Ok(reply),
            Err(NoReply::Failed(error)) => Err(error),
            Err(NoReply::TooHeavy) => Err(abandoned()),
        }
    }

    /// How many things of so many nodes each a question should ask for: as many as wanted, if the budget allows.
    pub(crate) fn portion(&self, wanted: u64, nodes_each: u64) -> u64 {
        (self.nodes() / nodes_each.max(1)).clamp(1, wanted)
    }

    /// Sends what `work` asks until it is done.
    pub(crate) async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        let drive = self.drive();
        pin_mut!(work, drive);
        match select(work, drive).await {
            Either::Left((result, _)) => result,
            Either::Right((never, _)) => match never {},
        }
    }

    /// How many nodes a request may ask for.
    fn nodes(&self) -> u64 {
        self.budget.nodes().min(self.purse.nodes(self.spent()))
    }

    fn spent(&self) -> u64 {
        self.github.stats().points
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, VecDeque<Pending>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn abandoned() -> ApiError {
    let message = "it is too heavy to be answered in time".to_owned();
    ApiError::Unavailable { operation: "query", attempts: 1, message }
}

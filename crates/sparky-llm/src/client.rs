//! Asks the models of the list, one after the other, until one answers. It must not know protocols.

use std::sync::Arc;

use sparky_store::{Cache, Spending};

use crate::answer::{Answer, Usage};
use crate::attempts::Attempts;
use crate::budget::Budget;
use crate::cache;
use crate::clock::Clock;
use crate::error::Error;
use crate::judge::{Again, Verdict, judge};
use crate::provider::{self, Said};
use crate::request::Request;
use crate::settings::{Model, Settings};
use crate::stats::Stats;

/// Asks models.
pub struct Client {
    settings: Settings,
    http: reqwest::Client,
    clock: Arc<dyn Clock>,
    cache: Cache,
    budget: Budget,
}

/// Where the client keeps what it must not forget.
#[derive(Debug, Clone)]
pub struct Purse {
    /// What calls cost.
    pub spending: Spending,
    /// What was answered.
    pub cache: Cache,
}

/// What one attempt came to.
enum Tried {
    Answer(Said),
    Again(Again),
}

impl Client {
    /// A client that has asked nothing yet.
    ///
    /// # Errors
    /// When the network client cannot be set up.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>, purse: Purse) -> Result<Self, Error> {
        // A redirect could carry the key to somebody else.
        let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(settings.timeout);
        let http =
            builder.build().map_err(|error| Error::Setup { model: first(&settings), message: error.to_string() })?;
        let budget = Budget::new(settings.limits, purse.spending);
        Ok(Self { settings, http, clock, cache: purse.cache, budget })
    }

    /// What it did so far.
    pub fn stats(&self) -> Stats {
        self.budget.stats()
    }

    /// The answer to a question: the one that is known, or that of the first model that gives one.
    ///
    /// # Errors
    /// Why the last model of the list gave none.
    pub async fn complete(&self, request: &Request) -> Result<Answer, Error> {
        let models = &self.settings.models;
        if let Some(answer) = models.iter().find_map(|model| cache::get(&self.cache, &cache::key(model, request))) {
            self.budget.hit();
            return Ok(answer);
        }
        let mut failure = Error::NoModel;
        for model in models {
            match self.ask(model, request).await {
                Ok(answer) => return Ok(answer),
                Err(error @ Error::Store(_)) => return Err(error),
                Err(error) => failure = error,
            }
            tracing::warn!("{failure}");
        }
        Err(failure)
    }

    async fn ask(&self, model: &Model, request: &Request) -> Result<Answer, Error> {
        let key = cache::key(model, request);
        let mut attempts = Attempts::new(self.settings.max_wait);
        loop {
            match self.attempt(model, request, &key).await? {
                Tried::Answer(said) => {
                    let Said { text, stop, usage } = said;
                    let answer = Answer { text, stop, model: model.name.clone(), usage };
                    cache::put(&self.cache, &key, &answer);
                    return Ok(answer);
                }
                Tried::Again(again) => {
                    let wait = attempts.next(model, &again)?;
                    tracing::info!("{}: {}; asking again in {wait:?}", model.name, again.message);
                    self.clock.sleep(wait).await;
                }
            }
        }
    }

    /// Reserves, sends and settles. What may have been worked on stays counted with its estimate.
    async fn attempt(&self, model: &Model, request: &Request, key: &str) -> Result<Tried, Error> {
        let reserved = self.budget.reserve(model, key, (request.tokens(), request.max_output), self.clock.now())?;
        let sent = match provider::send(&self.http, model, request, self.clock.now()).await {
            Ok(sent) => sent,
            Err(error) => {
                self.budget.settle(reserved, &Usage::default())?;
                return Err(error);
            }
        };
        let raw = match sent {
            Ok(raw) => raw,
            Err(silence) => {
                if !silence.billed {
                    self.budget.settle(reserved, &Usage::default())?;
                }
                return Ok(Tried::Again(Again { message: silence.message, wait: None }));
            }
        };
        match judge(model, &raw) {
            Verdict::Answer(said) => {
                // Servers that do not count are believed to have used what was estimated.
                if said.usage.total() > 0 {
                    self.budget.settle(reserved, &said.usage)?;
                }
                Ok(Tried::Answer(said))
            }
            Verdict::Again(again) => {
                if raw.status != 200 {
                    self.budget.settle(reserved, &Usage::default())?;
                }
                Ok(Tried::Again(again))
            }
            Verdict::Final(error) => {
                self.budget.settle(reserved, &Usage::default())?;
                Err(error)
            }
        }
    }
}

fn first(settings: &Settings) -> String {
    settings.models.first().map(|model| model.name.clone()).unwrap_or_default()
}

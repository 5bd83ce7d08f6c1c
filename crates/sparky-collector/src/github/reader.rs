//! One kind of one repository that is being read: questions about it, what answers left out, and the stored facts. It
//! must not know what a kind looks like.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use sparky_github::Error as ApiError;
use sparky_schema::ids::RepoName;
use sparky_store::RepositoryStore;

use super::batch::{Ask, Batcher, NoReply, Reply};
use super::state::State;
use super::update::Desk;

/// The facts of a repository, which its kinds share while they are read.
pub(crate) type Shelf = Mutex<RepositoryStore<State>>;

/// One kind of a repository that is being read.
pub(crate) struct Reader<'a> {
    batcher: &'a Batcher<'a>,
    name: &'a RepoName,
    shelf: &'a Shelf,
    /// What was updated later than this may not have settled yet.
    pub(crate) settled: DateTime<Utc>,
    /// Whether changed files are asked for.
    pub(crate) files: bool,
    missing: Mutex<Option<String>>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(batcher: &'a Batcher<'a>, name: &'a RepoName, shelf: &'a Shelf, desk: &Desk<'_>) -> Self {
        Self { batcher, name, shelf, settled: desk.settled, files: desk.files, missing: Mutex::new(None) }
    }

    pub(crate) fn name(&self) -> &RepoName {
        self.name
    }

    /// The stored facts. Never held while waiting.
    pub(crate) fn store(&self) -> MutexGuard<'_, RepositoryStore<State>> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first thing that an answer left out, in GitHub's words.
    pub(crate) fn missing(&self) -> Option<String> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether an answer left something out.
    pub(crate) fn leaks(&self) -> bool {
        self.missing().is_some()
    }

    pub(crate) fn note_leak(&self, leaks: bool) {
        if leaks {
            self.note_missing("an entry of a list");
        }
    }

    pub(crate) fn note_missing(&self, message: &str) {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.get_or_insert_with(|| message.to_owned());
    }

    /// Asks what cannot be made smaller; `at` points to the part of the answer that is wanted.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, ask: Ask, at: &str) -> Result<Option<T>, ApiError> {
        let mut reply = self.batcher.insist(ask).await?;
        reply.missing.iter().for_each(|message| self.note_missing(message));
        reply.take(at)
    }

    /// Reads from the REST API.
    pub(crate) async fn get<T: DeserializeOwned>(&self, operation: &'static str, path: &str) -> Result<T, ApiError> {
        let answer = self.batcher.get(operation, path).await?;
        serde_json::from_value(answer).map_err(|error| ApiError::Refused { operation, message: error.to_string() })
    }

    /// Asks for a page, and for a smaller one when it is too heavy.
    pub(crate) async fn ask_page<T: DeserializeOwned>(
        &self,
        wanted: u64,
        nodes_each: u64,
        at: &str,
        ask: impl Fn(u64) -> Ask,
    ) -> Result<Option<T>, ApiError> {
        let (mut reply, _) = self.ask_some(wanted, nodes_each, ask).await?;
        reply.missing.iter().for_each(|message| self.note_missing(message));
        reply.take(at)
    }

    /// Asks for things by their numbers, and for fewer when they are too heavy: what there is of them, and how many were
    /// asked for.
    pub(crate) async fn ask_numbered<T: DeserializeOwned>(
        &self,
        wanted: usize,
        nodes_each: u64,
        ask: impl Fn(usize) -> Ask,
    ) -> Result<(BTreeMap<u64, T>, usize), ApiError> {
        let (mut reply, asked) = self.ask_some(wanted as u64, nodes_each, |first| ask(first as usize)).await?;
        // Where nothing worse happened, the others are not there.
        reply.missing.iter().filter(|_| !reply.lacks_only_what_is_gone).for_each(|message| self.note_missing(message));
        let found: BTreeMap<String, Option<T>> = reply.take("")?.unwrap_or_default();
        let number = |alias: String| alias.trim_start_matches('n').parse().ok();
        let found = found.into_iter().filter_map(|(alias, found)| Some((number(alias)?, found?)));
        Ok((found.collect(), asked as usize))
    }

    /// The answer to a question that is made smaller until it is not too heavy, and its size.
    async fn ask_some(&self, wanted: u64, nodes_each: u64, ask: impl Fn(u64) -> Ask) -> Result<(Reply, u64), ApiError> {
        let mut first = self.batcher.portion(wanted, nodes_each);
        while first > 1 {
            match self.batcher.ask(ask(first)).await {
                Ok(reply) => return Ok((reply, first)),
                Err(NoReply::Failed(error)) => return Err(error),
                Err(NoReply::TooHeavy) => first = (first / 2).max(1),
            }
        }
        Ok((self.batcher.insist(ask(first)).await?, first))
    }
}

//! Under which name each repository is stored, by the id that a new name does not change. What is stored is looked
//! through once in a run, and only when somebody asks. It must not know who asks, or why.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use sparky_schema::ids::RepoName;
use sparky_store::{Facts, RepositoryStore};

use super::state::State;
use crate::Error;

/// The names, by id, once they were looked through.
#[derive(Debug, Default)]
pub(crate) struct Names(Mutex<Option<BTreeMap<String, RepoName>>>);

impl Names {
    /// The name under which a repository is stored.
    ///
    /// # Errors
    /// When the data folder cannot be used.
    pub(crate) fn find(&self, facts: &Facts, id: &str) -> Result<Option<RepoName>, Error> {
        let Some(name) = self.look_up(facts, id)? else { return Ok(None) };
        // Meanwhile the name may have been given to another one.
        Ok((stored_id(facts, &name)? == id).then_some(name))
    }

    fn look_up(&self, facts: &Facts, id: &str) -> Result<Option<RepoName>, Error> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let names = match known.take() {
            Some(names) => names,
            None => read(facts)?,
        };
        Ok(known.insert(names).get(id).cloned())
    }
}

fn read(facts: &Facts) -> Result<BTreeMap<String, RepoName>, Error> {
    facts.repositories()?.into_iter().map(|name| Ok((stored_id(facts, &name)?, name))).collect()
}

fn stored_id(facts: &Facts, name: &RepoName) -> Result<String, Error> {
    let store: RepositoryStore<State> = facts.open(name)?;
    Ok(store.state().id.clone())
}

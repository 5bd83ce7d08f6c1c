//! The facts of several jobs in one folder. The store joins records; which of two states of a repository is the newer
//! one is known here. It must not know documents.

use std::collections::BTreeMap;

use sparky_schema::ids::RepoName;
use sparky_store::Facts;

use crate::{Error, github};

/// What a job has read: the name of each repository by its id. Everything else in its folder is a copy of what was
/// there before.
pub type ReadByJob = BTreeMap<String, RepoName>;

/// Takes over the facts of a job. Names those that are damaged and therefore not taken.
///
/// # Errors
/// When one of the folders cannot be used.
pub fn merge(ours: &Facts, theirs: &Facts, read: &ReadByJob) -> Result<Vec<RepoName>, Error> {
    Ok(ours.merge(theirs, |mine, other| github::join(mine, other, read))?)
}

/// Removes what is left under the old names of repositories that were read under new ones.
///
/// # Errors
/// When the folder cannot be used.
pub fn drop_old_names(facts: &Facts, read: &ReadByJob) -> Result<(), Error> {
    let stored = github::stored(facts)?;
    for (id, name) in read {
        let is_new = |known: &RepoName| known.as_str().eq_ignore_ascii_case(name.as_str());
        let names = || stored.iter().filter(|(_, known)| known == id).map(|(name, _)| name);
        if names().any(is_new) {
            for old in names().filter(|known| !is_new(known)) {
                facts.remove(old)?;
            }
        }
    }
    Ok(())
}

//! What exists on the fake GitHub, in plain values that a test reads and changes. It must not know GraphQL.

mod commit;
mod count;
mod discussion;
mod edit;
mod generated;
mod release;
mod repository;
mod review;
mod sample;
mod thread;
mod workflow_run;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use commit::Commit;
pub use count::Count;
pub use discussion::{Discussion, DiscussionComment};
pub use generated::{GENERATED_FROM, Size};
pub use release::Release;
pub use repository::Repository;
pub use review::{Comment, Reactions, Review};
pub use sample::sample;
pub use thread::{FileChange, Issue, PullRequest, TimelineEvent};
pub use workflow_run::WorkflowRun;

/// Everything on the fake GitHub. Accounts need no list: whoever is named exists; a login that ends in `[bot]` is a
/// bot, and nobody (`None`) is a deleted account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct World {
    /// The repositories.
    pub repositories: Vec<Repository>,
    /// The owners that are organizations; all others are users.
    pub organizations: Vec<String>,
    /// Old names of repositories, and what they are called now.
    pub renames: BTreeMap<String, String>,
}

impl World {
    /// A world with these repositories.
    pub fn of(repositories: impl IntoIterator<Item = Repository>) -> Self {
        Self { repositories: repositories.into_iter().collect(), ..Self::default() }
    }

    /// A world from JSON.
    ///
    /// # Panics
    /// When it is no world.
    pub fn from_json(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_else(|error| panic!("no world: {error}"))
    }

    /// The repository of this name, to change it.
    ///
    /// # Panics
    /// When there is none.
    pub fn repository(&mut self, name_with_owner: &str) -> &mut Repository {
        let found = self.repositories.iter_mut().find(|repository| repository.name_with_owner == name_with_owner);
        found.unwrap_or_else(|| panic!("the world has no repository {name_with_owner}"))
    }

    /// Renames a repository. Its old name still leads to it.
    pub fn rename(&mut self, from: &str, to: &str) {
        to.clone_into(&mut self.repository(from).name_with_owner);
        self.renames.insert(from.to_owned(), to.to_owned());
    }
}

/// A time like `2026-07-08T10:00:00Z`.
///
/// # Panics
/// When it is none.
pub fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap_or_else(|error| panic!("{time} is no time: {error}"))
}

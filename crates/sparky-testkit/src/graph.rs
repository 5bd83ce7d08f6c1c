//! The world as GraphQL sees it: records with the field names of GitHub's schema. A text where the schema wants an
//! object is the id of a record. Owners and repositories are made at once, what is in a repository when it is first asked
//! for. It must not know how queries are answered.

mod commit;
mod discussion;
mod files;
mod history;
mod part;
mod repository;
mod review;
mod thread;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use crate::world::World;

pub(crate) use history::Reached;
use part::Part;

/// The fields of an object, and its `__typename`.
pub(crate) type Record = Map<String, Value>;

/// So many records of repositories are kept from one request to the next, lest a large world fills the memory twice.
const KEPT: usize = 200_000;

/// What is made of a world once, until it changes.
#[derive(Debug)]
pub(crate) struct Index {
    records: BTreeMap<String, Record>,
    repositories: BTreeMap<String, String>,
    renames: BTreeMap<String, String>,
    refusals: BTreeMap<String, Refusal>,
    parts: Vec<OnceCell<Part>>,
}

/// Why something that exists is not given: GitHub's kind of error, and its message.
pub(crate) type Refusal = (&'static str, &'static str);

impl Index {
    pub(crate) fn of(world: &World) -> Self {
        let mut index = Self {
            records: BTreeMap::new(),
            repositories: BTreeMap::new(),
            renames: world.renames.iter().map(|(old, new)| (old.to_lowercase(), new.to_lowercase())).collect(),
            refusals: BTreeMap::new(),
            parts: world.repositories.iter().map(|_| OnceCell::new()).collect(),
        };
        let owners: BTreeSet<&str> = world.repositories.iter().map(|found| owner(&found.name_with_owner)).collect();
        for owner in owners.into_iter().chain(world.organizations.iter().map(String::as_str)) {
            index.add_owner(owner, world.organizations.iter().any(|name| name == owner));
        }
        for (number, repository) in world.repositories.iter().enumerate() {
            repository::add(&mut index, number, repository);
        }
        index
    }

    /// Forgets what is in repositories when it has become much.
    pub(crate) fn trim(&mut self) {
        let kept: usize = self.parts.iter().filter_map(OnceCell::get).map(Part::len).sum();
        if kept > KEPT {
            self.parts.iter_mut().for_each(|part| drop(part.take()));
        }
    }

    fn account(&self, login: &str) -> Option<String> {
        let login = login.to_lowercase();
        ["O", "U"].iter().map(|kind| format!("{kind}_{login}")).find(|id| self.records.contains_key(id))
    }

    fn add_owner(&mut self, login: &str, organization: bool) {
        let (kind, prefix) = if organization { ("Organization", "O") } else { ("User", "U") };
        let mut record = account(kind, prefix, login);
        record.insert("repositories".to_owned(), json!([]));
        self.records.insert(account_id(prefix, login), record);
    }
}

/// A world and what was made of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Graph<'w> {
    pub(crate) world: &'w World,
    pub(crate) index: &'w Index,
}

impl<'w> Graph<'w> {
    pub(crate) fn record(&self, id: &str) -> Option<&'w Record> {
        if let Some(found) = self.index.records.get(id) {
            return Some(found);
        }
        match part_of(id) {
            Some(number) => self.part(number)?.record(id),
            // An account is met in a repository before anybody can ask for it.
            None => self.index.parts.iter().filter_map(OnceCell::get).find_map(|part| part.record(id)),
        }
    }

    /// A list of a repository.
    pub(crate) fn list(&self, repository: &str, name: &str) -> Option<&'w Value> {
        self.part(repository.strip_prefix("R_")?.parse().ok()?)?.list(name)
    }

    /// A folder of the default branch of a repository.
    pub(crate) fn tree(&self, repository: &str, path: &str) -> Option<Record> {
        let number: usize = repository.strip_prefix("R_")?.parse().ok()?;
        let repository = self.world.repositories.get(number)?;
        repository.head().and_then(|_| files::tree(repository, path))
    }

    /// What a commit reaches.
    pub(crate) fn reachable(&self, commit: &str) -> Arc<Reached> {
        let part = part_of(commit).and_then(|number| self.part(number));
        part.map(|part| part.reachable(commit)).unwrap_or_default()
    }

    fn part(&self, number: usize) -> Option<&'w Part> {
        let (cell, repository) = (self.index.parts.get(number)?, self.world.repositories.get(number)?);
        let id = format!("R_{number}");
        self.index.records.contains_key(&id).then(|| cell.get_or_init(|| repository::part(&id, repository)))
    }

    /// The id of a repository, by its name now or an earlier one.
    pub(crate) fn repository(&self, name_with_owner: &str, follow_renames: bool) -> Option<&'w str> {
        let mut name = name_with_owner.to_lowercase();
        // Names can be given away and taken back, so the walk is bounded.
        for _ in 0..=self.index.renames.len() {
            if let Some(id) = self.index.repositories.get(&name) {
                return Some(id);
            }
            name = self.index.renames.get(&name).filter(|_| follow_renames)?.clone();
        }
        None
    }

    /// Why a repository is not given.
    pub(crate) fn refusal(&self, id: &str) -> Option<Refusal> {
        self.index.refusals.get(id).copied()
    }

    /// The id of an owner or of an account that was met.
    pub(crate) fn account(&self, login: &str) -> Option<String> {
        let user = || Some(account_id("U", login)).filter(|id| self.record(id).is_some());
        self.index.account(login).or_else(user)
    }
}

/// The repository that an id belongs to: `C_R_3_...` is in the fourth one.
fn part_of(id: &str) -> Option<usize> {
    let (kind, rest) = id.split_once('_')?;
    if ["U", "BOT", "O"].contains(&kind) {
        return None;
    }
    rest.strip_prefix("R_")?.split('_').next()?.parse().ok()
}

/// A record without an id.
pub(crate) fn embedded(typename: &str, fields: Value) -> Record {
    let mut record = Record::new();
    record.insert("__typename".to_owned(), json!(typename));
    if let Value::Object(fields) = fields {
        record.extend(fields);
    }
    record
}

fn account(typename: &str, prefix: &str, login: &str) -> Record {
    let fields = json!({
        "id": account_id(prefix, login),
        "login": login,
        "name": login,
        "url": format!("https://github.com/{login}"),
        "avatarUrl": format!("https://avatars.githubusercontent.com/{login}"),
    });
    embedded(typename, fields)
}

fn account_id(prefix: &str, login: &str) -> String {
    format!("{prefix}_{}", login.to_lowercase())
}

fn owner(name_with_owner: &str) -> &str {
    name_with_owner.split('/').next().unwrap_or_default()
}

/// A time as GitHub writes it.
fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

//! The world as GraphQL sees it: records with the field names of GitHub's schema. A text where the schema wants an
//! object is the id of a record. It must not know how queries are answered.

mod history;
mod repository;
mod thread;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use crate::world::World;

pub(crate) use history::reachable;

/// The fields of an object, and its `__typename`.
pub(crate) type Record = Map<String, Value>;

/// All records by id.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    records: BTreeMap<String, Record>,
    repositories: BTreeMap<String, String>,
    renames: BTreeMap<String, String>,
}

impl Graph {
    pub(crate) fn of(world: &World) -> Self {
        let mut graph = Self::default();
        let owners: BTreeSet<&str> = world.repositories.iter().map(|found| owner(&found.name_with_owner)).collect();
        for owner in owners.into_iter().chain(world.organizations.iter().map(String::as_str)) {
            graph.add_owner(owner, world.organizations.iter().any(|name| name == owner));
        }
        for (index, repository) in world.repositories.iter().enumerate() {
            repository::add(&mut graph, index, repository);
        }
        graph.renames = world.renames.iter().map(|(old, new)| (old.to_lowercase(), new.to_lowercase())).collect();
        graph
    }

    pub(crate) fn record(&self, id: &str) -> Option<&Record> {
        self.records.get(id)
    }

    /// The id of a repository, by its name now or an earlier one.
    pub(crate) fn repository(&self, name_with_owner: &str, follow_renames: bool) -> Option<&str> {
        let mut name = name_with_owner.to_lowercase();
        // Names can be given away and taken back, so the walk is bounded.
        for _ in 0..=self.renames.len() {
            if let Some(id) = self.repositories.get(&name) {
                return Some(id);
            }
            name = self.renames.get(&name).filter(|_| follow_renames)?.clone();
        }
        None
    }

    /// The id of an account.
    pub(crate) fn account(&self, login: &str) -> Option<String> {
        let login = login.to_lowercase();
        ["O", "U", "BOT"].iter().map(|kind| format!("{kind}_{login}")).find(|id| self.records.contains_key(id))
    }

    pub(crate) fn add(&mut self, typename: &str, id: String, fields: Value) -> Value {
        let mut record = embedded(typename, fields);
        record.insert("id".to_owned(), json!(id));
        self.records.insert(id.clone(), record);
        json!(id)
    }

    /// The account of this login, made when it is new. Nobody is null.
    pub(crate) fn actor(&mut self, login: Option<&str>) -> Value {
        let Some(login) = login else { return Value::Null };
        if let Some(known) = self.account(login.trim_end_matches("[bot]")) {
            return json!(known);
        }
        match login.strip_suffix("[bot]") {
            Some(bot) => self.add_account("Bot", "BOT", bot),
            None => self.add_account("User", "U", login),
        }
    }

    fn add_owner(&mut self, login: &str, organization: bool) {
        let id = if organization {
            self.add_account("Organization", "O", login)
        } else {
            self.add_account("User", "U", login)
        };
        if let Some(record) = id.as_str().and_then(|id| self.records.get_mut(id)) {
            record.insert("repositories".to_owned(), json!([]));
        }
    }

    fn add_account(&mut self, typename: &str, prefix: &str, login: &str) -> Value {
        let fields = json!({
            "login": login,
            "name": login,
            "url": format!("https://github.com/{login}"),
            "avatarUrl": format!("https://avatars.githubusercontent.com/{login}"),
        });
        self.add(typename, format!("{prefix}_{}", login.to_lowercase()), fields)
    }
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

fn owner(name_with_owner: &str) -> &str {
    name_with_owner.split('/').next().unwrap_or_default()
}

/// A time as GitHub writes it.
fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

//! What is in one repository, as records. It must not know what kinds of records there are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::history::{Reached, reachable};
use super::{Record, account, account_id, embedded};

/// The records of a repository, by id, and its lists, by field.
#[derive(Debug, Default)]
pub(crate) struct Part {
    records: BTreeMap<String, Record>,
    lists: Record,
    histories: RefCell<BTreeMap<String, Arc<Reached>>>,
}

impl Part {
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    pub(super) fn record(&self, id: &str) -> Option<&Record> {
        self.records.get(id)
    }

    pub(super) fn list(&self, name: &str) -> Option<&Value> {
        self.lists.get(name)
    }

    pub(super) fn with_lists(mut self, lists: Value) -> Self {
        self.lists = embedded("", lists);
        self
    }

    /// What a commit reaches; looked for once.
    pub(super) fn reachable(&self, commit: &str) -> Arc<Reached> {
        let known = self.histories.borrow().get(commit).cloned();
        known.unwrap_or_else(|| {
            let found = Arc::new(reachable(&self.records, commit));
            self.histories.borrow_mut().insert(commit.to_owned(), Arc::clone(&found));
            found
        })
    }

    pub(super) fn add(&mut self, typename: &str, id: String, fields: Value) -> Value {
        let mut record = embedded(typename, fields);
        record.insert("id".to_owned(), json!(id));
        self.records.insert(id.clone(), record);
        json!(id)
    }

    /// The account of this login, made when it is new. Nobody is null.
    pub(super) fn actor(&mut self, login: Option<&str>) -> Value {
        let Some(login) = login else { return Value::Null };
        let (kind, prefix, login) = match login.strip_suffix("[bot]") {
            Some(bot) => ("Bot", "BOT", bot),
            None => ("User", "U", login),
        };
        let id = account_id(prefix, login);
        self.records.entry(id.clone()).or_insert_with(|| account(kind, prefix, login));
        json!(id)
    }
}

//! The tags of a WordPress, which posts name by number; those that are missing are made first. It must not know posts.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::article::without_entities;
use crate::web::{name, text};

/// The numbers of the tags that are known, by their names in lower case.
#[derive(Debug, Default)]
pub(super) struct Tags(Mutex<BTreeMap<String, String>>);

impl Tags {
    /// Learns tags from a list of them.
    pub(super) fn learn(&self, list: &Value) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for tag in list.as_array().into_iter().flatten() {
            if let (Some(id), Some(name)) = (name(tag, "id"), text(tag, "name")) {
                known.insert(key(name), id);
            }
        }
    }

    /// Those that nobody has made yet.
    pub(super) fn missing<'t>(&self, tags: &'t [String]) -> Vec<&'t str> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tags.iter().map(String::as_str).filter(|tag| !known.contains_key(&key(tag))).collect()
    }

    /// The numbers of those that are known.
    pub(super) fn numbers(&self, tags: &[String]) -> Vec<u64> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tags.iter().filter_map(|tag| known.get(&key(tag))?.parse().ok()).collect()
    }
}

fn key(name: &str) -> String {
    without_entities(name).to_lowercase()
}

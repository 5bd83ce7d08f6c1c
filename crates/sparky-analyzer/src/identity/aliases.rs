//! Which names the configuration says are one person. It must not know records.

use std::collections::BTreeMap;

use sparky_schema::codec::sha256_hex;

use super::person::Key;

/// Logins by what else stands for them.
#[derive(Default)]
pub(super) struct Aliases(BTreeMap<String, String>);

impl Aliases {
    pub(super) fn of(configured: &BTreeMap<String, String>) -> Self {
        Self(configured.iter().map(|(from, to)| (alias_key(from), to.clone())).collect())
    }

    /// The person of a login.
    pub(super) fn login(&self, login: &str) -> Key {
        let mut current = login;
        // Aliases may lead to aliases, also in a circle.
        for _ in 0..4 {
            match self.0.get(&alias_key(current)) {
                Some(next) if !next.eq_ignore_ascii_case(current) => current = next,
                _ => break,
            }
        }
        Key::login(current)
    }

    /// The login that stands for the name or the address of a commit.
    pub(super) fn of_commit(&self, name: &str, hash: Option<&str>) -> Option<&str> {
        let by_hash = hash.and_then(|hash| self.0.get(hash));
        by_hash.or_else(|| self.0.get(&name.trim().to_lowercase())).map(String::as_str)
    }

    /// How the configuration spells a login.
    pub(super) fn spelling(&self, key: &str) -> Option<&str> {
        self.0.values().find(|login| login.eq_ignore_ascii_case(key)).map(String::as_str)
    }
}

/// E-mail addresses are known by their hashes only, so an alias that is written as an address is hashed as they are.
fn alias_key(text: &str) -> String {
    let text = text.trim().to_lowercase();
    if text.contains('@') && !text.starts_with('@') {
        return sha256_hex(text.as_bytes()).chars().take(16).collect();
    }
    text.trim_start_matches('@').trim_end_matches("[bot]").to_owned()
}
